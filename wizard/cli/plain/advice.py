"""Step 3: IMAP or POP, why, what would change it, and the right to choose otherwise."""

from functools import partial

from wizard.cli.plain.advice_page import advice_page, choice_page, numbered_changes, supposition_page
from wizard.cli.plain.consent import ask_to_send_address
from wizard.cli.plain.prompt import NotUnderstood, Prompt, Shown, agreement, not_a_number, number_in
from wizard.cli.plain.talk import GoBack, Talk
from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.journey.session import Step
from wizard.model import Change
from wizard.pages import Page
from wizard.pages.sentences import plain

_OTHER = "o"


def show_advice(talk: Talk) -> Step:
    """The advice, for as long as she looks at it from other sides."""
    if not talk.live:
        talk.wait()
    ask_to_send_address(talk)
    shown = partial(_whole, talk)
    while (wish := talk.ask(_prompt(talk, shown))) is not None:
        if isinstance(wish, Change):
            shown = partial(_supposed, talk, wish)
        else:
            _choose_otherwise(talk)
            shown = partial(_chosen, talk)
    return Step.SETTINGS


def _whole(talk: Talk, page: Page, words: Words) -> None:
    talk.told = talk.session.advice.outcome
    advice_page(page, talk.session, words)


def _chosen(talk: Talk, page: Page, words: Words) -> None:
    choice_page(page, talk.session, words)


def _supposed(talk: Talk, change: Change, page: Page, words: Words) -> None:
    supposition_page(page, change, talk.session, words)


def _prompt(talk: Talk, shown: Shown) -> Prompt[Change | str | None]:
    session = talk.session

    def may_choose() -> bool:
        return session.chosen is not None or session.other_protocol is not None

    def page(to: Page, _: Words) -> None:
        shown(to, _)
        to.space()
        if numbered_changes(session.advice):
            to.paragraph(_("Type a number from “What would change this?” to hear that other advice."))
        if session.chosen is not None:
            to.paragraph(_("Type o to follow the advice after all."))
        elif session.other_protocol is not None:
            other = protocol_word(session.other_protocol, _)
            to.paragraph(_("Type o if you want {protocol} all the same.", protocol=other))

    def understand(typed: str, _: Words) -> Change | str | None:
        changes = numbered_changes(session.advice)
        if not typed:
            return None
        if typed.casefold() == _OTHER and may_choose():
            return _OTHER
        number = number_in(typed, len(changes))
        if number is not None:
            return changes[number - 1]
        raise not_a_number(len(changes), _) if changes else NotUnderstood(_("Press Enter to go on."))

    def line(_: Words) -> str:
        if session.protocol is None:
            return _("Press Enter to go on: ")
        return _("Press Enter to go on to the settings: ")

    return Prompt(page=page, line=line, explain=_explain, understand=understand)


def _explain(_: Words) -> str:
    return _(
        "The advice, with the reasons that decided it and what speaks against it. A number from “What would change "
        "this?” tells the other advice; nothing is changed by that. Enter goes on to the settings."
    )


def _choose_otherwise(talk: Talk) -> None:
    """The other protocol after a warning, or the advice again."""
    session = talk.session
    other = session.other_protocol
    if session.chosen is not None or other is None:
        session.chosen = None
        return

    def warning(to: Page, _: Words) -> None:
        advice = session.advice
        if advice.protocol is not None:
            to.paragraph(_("The advice is {protocol}:", protocol=protocol_word(advice.protocol, _)))
        for reason in advice.reasons[:1]:
            to.item("!", plain(reason.text, _))

    def question(_: Words) -> str:
        return _("Choose {protocol} all the same?", protocol=protocol_word(other, _))

    def explain(_: Words) -> str:
        return _("The settings then are for {protocol}, and the case notes it.", protocol=protocol_word(other, _))

    try:
        if talk.ask(agreement(page=warning, question=question, explain=explain)):
            session.chosen = other
    except GoBack:
        return
