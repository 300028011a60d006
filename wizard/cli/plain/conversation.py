"""`mailwijzer --plain`: the steps one after the other, and what remains to be said where the lines end."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from wizard.cli import interruption, output
from wizard.cli.diagnostics import ExitCode, WrongUse
from wizard.cli.hand_over import no_server_sentence
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.cli.plain import terminal
from wizard.cli.plain.address import ask_address, suggestion
from wizard.cli.plain.advice import show_advice
from wizard.cli.plain.advice_page import add_advice
from wizard.cli.plain.behind import CheckBehind
from wizard.cli.plain.done import finish
from wizard.cli.plain.questions import ask_questions, questions
from wizard.cli.plain.settings import show_settings
from wizard.cli.plain.talk import GoBack, InputEnded, Leave, Talk, commands_sentence
from wizard.cli.settings_text import add_settings
from wizard.i18n import Words
from wizard.journey.last_case import kept, last_case_path
from wizard.journey.session import Session, Step
from wizard.model import Answers, EmailAddress, Investigation, Language, Rulebook
from wizard.pages import Page
from wizard.pages.findings import add_findings

if TYPE_CHECKING:
    from wizard.network import Network

_STEPS: Mapping[Step, Callable[[Talk], Step | None]] = {
    Step.ADDRESS: ask_address,
    Step.QUESTIONS: ask_questions,
    Step.ADVICE: show_advice,
    Step.SETTINGS: show_settings,
    Step.DONE: finish,
}


def converse(options: Options, address: EmailAddress | None, answers: Answers, rulebook: Rulebook) -> ExitCode:
    """Talk until she is done, leaves, or the lines end. Raises WrongUse where they end before there is an address.

    The case is kept for somebody at a terminal only: a script leaves nothing behind that it did not ask for.
    """
    last_case = last_case_path(demo=options.demo) if terminal.is_talking() else None

    def open_network() -> AbstractAsyncContextManager["Network"]:
        """Imported in the thread of the check: the first question does not wait for it."""
        from wizard.cli.network_options import open_network as open_chosen_network

        return open_chosen_network(options)

    def new_session(language: Language) -> Session:
        return Session(
            load_rulebook=lambda: rulebook,
            language=language,
            answers=answers,
            demo=options.demo,
            last_case=kept(last_case) if last_case is not None else None,
        )

    interruption.keep_what_was_said()
    talk = Talk(options, new_session, CheckBehind(open_network, rulebook), last_case)
    try:
        _welcome(talk, address)
        code = _step_by_step(talk)
        _goodbye(talk)
    except Leave:
        _goodbye(talk)
        return ExitCode.DONE
    except InputEnded:
        return _without_more_lines(talk)
    else:
        return code
    finally:
        talk.keep_case()
        if not interruption.is_asked_for():  # whoever was interrupted does not wait for the check to tidy up
            talk.stop()


def _welcome(talk: Talk, address: EmailAddress | None) -> None:
    _ = talk.words
    talk.remark(_("Mailwijzer sets up your mail. It asks a few questions, and tests the servers meanwhile."))
    talk.remark(commands_sentence(_))
    if address is None:
        return
    talk.set_address(address)
    talk.session.step = Step.QUESTIONS
    talk.remark(_("The mail of {address} is being looked at.", address=address.for_people))
    if talk.options.demo and not talk.options.words:
        talk.say_line(
            _("This is the built-in situation where all is well; `mailwijzer probe --demo` lists the others.")
        )
    meant = suggestion(talk, address)
    if meant is not None:
        talk.remark(_("Did you mean {address}? Then type b and change the address.", address=meant.for_people))


def _goodbye(talk: Talk) -> None:
    _ = talk.words
    if talk.session.address is not None:
        talk.remark(_("This is kept on your computer: next time you can go on from here."))


def _step_by_step(talk: Talk) -> ExitCode:
    """From one step to the next or the one before, until there is no next one."""
    while True:
        step = talk.session.step
        try:
            following = _STEPS[step](talk)
        except GoBack:
            following = _before(talk, step)
        if following is None:
            return _exit_code(talk)
        talk.session.step = following
        talk.keep_case()


def _before(talk: Talk, step: Step) -> Step:
    if step is Step.ADDRESS:
        _ = talk.words
        talk.say_line(_("There is nothing before this."))
        return step
    if step is Step.ADVICE and not questions(talk):
        return Step.ADDRESS
    steps = list(Step)
    return steps[steps.index(step) - 1]


def _without_more_lines(talk: Talk) -> ExitCode:
    """What was not answered stays unsure, what was not agreed to is not done; the rest is told on one page."""
    session, _ = talk.session, talk.words
    if session.address is None:
        if talk.customers > 1:
            return ExitCode.DONE
        raise WrongUse(_("The input ended before there was an e-mail address."))
    talk.wait()
    session.decide(agreed=False)
    found = session.usable
    if found is not None:
        output.write_text(f"\n{text_of(_rest(talk, found))}")
    return _exit_code(talk)


def _rest(talk: Talk, found: Investigation) -> Page:
    """The advice unless it was said already, the settings, and what the test found."""
    session, _ = talk.session, talk.words
    page = Page()
    was_shown = talk.told is not None or session.step in {Step.SETTINGS, Step.DONE}
    if not was_shown or session.advice.outcome is not talk.told:
        add_advice(page, session, _)
    if session.account is not None:
        add_settings(page, session.account, _)
    else:
        page.heading(_("Settings for {address}", address=found.address.for_people))
        page.paragraph(_why_none(found, session, _))
    add_findings(page, found.findings, session.rulebook, _)
    return page


def _why_none(found: Investigation, session: Session, _: Words) -> str:
    if not session.refused:
        return no_server_sentence(found, session.protocol, _)
    hosts = ", ".join(sorted(session.refused))
    return _("Nobody said that the company of {hosts} is known, so its servers are left out.", hosts=hosts)


def _exit_code(talk: Talk) -> ExitCode:
    """What the servers that were found mean for a script."""
    from wizard.cli.investigation import exit_code_for_servers  # loaded with the check, which brought the servers

    check = talk.session.check
    found = check.investigation if check is not None else None
    return exit_code_for_servers(found) if found is not None else ExitCode.NOTHING_USABLE
