"""The mail program whose words the settings are said in."""

from functools import partial

from wizard.cli.plain.prompt import Row, choice
from wizard.cli.plain.talk import Talk
from wizard.guides import compose
from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.model import Account, ClientChoice, Guide, Known, MailClient
from wizard.pages import Page
from wizard.pages.sentences import plain

_ANY_PROGRAM = ClientChoice.OTHER
"""Settings in words that fit any program."""


def chosen_program(talk: Talk) -> MailClient | None:
    """The program that was chosen, or named in the answers; None for words that fit any program."""
    session = talk.session
    return session.rulebook.clients.get(session.client or session.answers.client)


def guide_of(talk: Talk, account: Account) -> Guide | None:
    """The guide for this account in the chosen program; None for words that fit any program."""
    program = chosen_program(talk)
    return compose(account, program) if program is not None else None


def choose_program(talk: Talk, *, again: bool) -> None:
    """Asks for the program until it is one that can do the protocol; unless `again`, only where that is not known."""
    session, account = talk.session, talk.session.account
    if account is None:
        return
    if not again and (session.client or session.answers.client) is ClientChoice.UNSURE:
        again = True
    while again or not _is_able(talk, account):
        again = False
        word = talk.ask(
            choice(
                page=_which,
                rows=[Row(word=program.id.value, text=partial(plain, program.name)) for program in _programs(talk)],
                enter=lambda _: _("settings for any program"),
                explain=_explain,
            )
        )
        session.client = ClientChoice(word) if word is not None else _ANY_PROGRAM


def _which(page: Page, _: Words) -> None:
    page.title(_("For which mail program do you want the settings?"))


def _explain(_: Words) -> str:
    return _("Each program has its own names for the settings. Enter gives them in words that fit any program.")


def _programs(talk: Talk) -> list[MailClient]:
    order = list(ClientChoice)
    return sorted(talk.session.rulebook.clients.values(), key=lambda program: order.index(program.id))


def _is_able(talk: Talk, account: Account) -> bool:
    """Whether the program can do the protocol, as far as anybody knows; where it cannot, says so."""
    program = chosen_program(talk)
    if program is None:
        return True
    guide = compose(account, program)
    if guide.can_do is not Known.NO:
        return True

    def cannot(page: Page, _: Words) -> None:
        name, protocol = plain(program.name, _), protocol_word(account.protocol, _)
        page.paragraph(_("{program} cannot do {protocol}.", program=name, protocol=protocol))
        if guide.instead is not None:
            page.paragraph(_("It can do {protocol}.", protocol=protocol_word(guide.instead, _)))

    talk.say(cannot)
    return False
