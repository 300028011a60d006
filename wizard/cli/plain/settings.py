"""Step 4: the settings in the words of the mail program, spelled where that helps, or why there are none."""

from functools import partial

from wizard.cli import output
from wizard.cli.evidence_text import probe_page
from wizard.cli.layout import text_of
from wizard.cli.plain.by_hand import type_servers
from wizard.cli.plain.consent import ask_about_strangers, ask_to_send_address
from wizard.cli.plain.program import choose_program, chosen_program, guide_of
from wizard.cli.plain.prompt import Prompt, Row, Shown, choice
from wizard.cli.plain.settings_page import good_to_know_page, instead, nothing_page, settings_page, spelled_page, values
from wizard.cli.plain.talk import GoBack, Talk
from wizard.cli.plain.trouble import explain_trouble, test_login
from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.journey.session import Step
from wizard.pages import Page


def show_settings(talk: Talk) -> Step:
    """The settings and what can be done with them; back to the advice where the check has changed that."""
    session = talk.session
    talk.wait()
    ask_to_send_address(talk)
    if _is_outdated(talk):
        _ = talk.words
        talk.say_line(_("The advice has changed: the servers have been tested by now."))
        return Step.ADVICE
    ask_about_strangers(talk)
    if session.account is None:
        shown: Shown = partial(_nothing, talk)
    else:
        choose_program(talk, again=False)
        shown = partial(_settings, talk)
    while (wish := talk.ask(_menu(talk, shown))) is not None:
        shown = _what_next
        try:
            match wish:
                case "spell":
                    _spell(talk)
                case "more":
                    talk.say(partial(_more, talk))
                case "seen":
                    _show_evidence(talk)
                case "program":
                    choose_program(talk, again=True)
                    shown = partial(_settings, talk)
                case "login":
                    test_login(talk)
                    if _is_outdated(talk):
                        _ = talk.words
                        talk.say_line(_("The advice has changed, because of what the mailbox showed."))
                        return Step.ADVICE
                case "trouble":
                    explain_trouble(talk)
                case _:
                    _change_servers(talk, wish)
                    return Step.SETTINGS
        except GoBack:
            continue
    return Step.DONE


def _is_outdated(talk: Talk) -> bool:
    """Whether another advice was told than that of now."""
    return talk.session.chosen is None and talk.session.advice.outcome is not talk.told


def _change_servers(talk: Talk, wish: str) -> None:
    """What may bring other settings."""
    session = talk.session
    match wish:
        case "by-hand":
            type_servers(talk)
        case "again":
            talk.check_again()
        case "company":
            session.refused = set()
        case _:
            session.chosen = session.other_protocol


def _settings(talk: Talk, page: Page, words: Words) -> None:
    account = talk.session.account
    if account is not None:
        settings_page(page, talk.session, account, guide_of(talk, account), words)
        page.space()
        _what_next(page, words)


def _nothing(talk: Talk, page: Page, words: Words) -> None:
    nothing_page(page, talk.session, words)
    page.space()
    _what_next(page, words)


def _more(talk: Talk, page: Page, words: Words) -> None:
    account = talk.session.account
    guide = guide_of(talk, account) if account is not None else None
    if account is not None and guide is not None:
        good_to_know_page(page, account, guide, words)


def _show_evidence(talk: Talk) -> None:
    found = talk.session.check.investigation if talk.session.check is not None else None
    if found is not None:
        output.write_text(f"\n{text_of(probe_page(found, talk.session.rulebook, talk.words))}")


def _what_next(page: Page, _: Words) -> None:
    page.title(_("What would you like to do?"))


def _menu(talk: Talk, shown: Shown) -> Prompt[str | None]:
    session = talk.session
    has_settings = session.account is not None
    rows = []
    if has_settings:
        rows += [
            Row(word="spell", text=lambda _: _("Have a value spelled")),
            Row(word="program", text=lambda _: _("The settings for another mail program")),
            Row(word="login", text=lambda _: _("Test the password: does signing in work?")),
        ]
        if chosen_program(talk) is not None:
            more = Row(word="more", text=lambda _: _("Read more: backup, without internet, sending from elsewhere"))
            rows.insert(1, more)
    elif (other := instead(session)) is not None:
        rows.append(Row(word="other", text=lambda _: _("Set up {protocol} instead", protocol=protocol_word(other, _))))
    if session.refused and not has_settings:
        rows.append(Row(word="company", text=lambda _: _("Be asked about the company once more")))
    rows.append(Row(word="by-hand", text=lambda _: _("Type the servers of the provider yourself")))
    if not has_settings:
        rows.append(Row(word="again", text=lambda _: _("Test the servers again")))
    rows.append(Row(word="seen", text=lambda _: _("Read what the test of the servers saw")))
    rows.append(Row(word="trouble", text=lambda _: _("Something goes wrong: find the cause")))
    return choice(page=shown, rows=rows, enter=lambda _: _("go on"), explain=_explain)


def _explain(_: Words) -> str:
    return _(
        "These are the settings as your mail program asks for them, then the steps. A value can be spelled for "
        "somebody on the telephone. Enter goes on; then you can save the settings."
    )


def _spell(talk: Talk) -> None:
    """One value after the other."""
    account = talk.session.account
    if account is None:
        return

    def found(words: Words) -> list[tuple[str, str]]:
        return values(account, guide_of(talk, account), words)

    def labelled(place: int, words: Words) -> str:
        label, value = found(words)[place]
        return f"{label}: {value}"

    def title(page: Page, _: Words) -> None:
        page.title(_("Which value?"))

    rows = [Row(word=str(place + 1), text=partial(labelled, place)) for place in range(len(found(talk.words)))]
    prompt = choice(page=title, rows=rows, enter=lambda _: _("none"), explain=_explain_spelling)
    word = talk.ask(prompt)
    while word is not None:
        _label, value = found(talk.words)[int(word) - 1]
        talk.say(partial(_spelled, value))
        word = talk.ask(prompt, once_more=True)


def _spelled(value: str, page: Page, words: Words) -> None:
    spelled_page(page, value, words)


def _explain_spelling(_: Words) -> str:
    return _("Each letter is said with the word of the Dutch and of the international telephone alphabet.")
