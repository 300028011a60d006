"""Step 1: whose mail is it about? A slip in a well-known domain is asked about, never mended silently."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wizard.cli.plain.prompt import NotUnderstood, Prompt, agreement, nothing, number_in
from wizard.cli.plain.talk import GoBack, Talk
from wizard.errors import InvalidAddress
from wizard.i18n import Words
from wizard.i18n.address_words import address_sentence
from wizard.journey.session import Step
from wizard.model import Case, EmailAddress
from wizard.pages import Page
from wizard.pages.sentences import plain

if TYPE_CHECKING:
    from wizard.demo import Situation

_RESUME = frozenset({"v", "verder", "r", "resume"})
_LONGEST_NAME = 80
_NO_NAME = "-"


def ask_address(talk: Talk) -> Step:
    """The address and the name; the check begins as soon as there is an address."""
    while True:
        given = talk.ask(_address_prompt(talk))
        if isinstance(given, Case):
            talk.session.resume(given)
            talk.begin_check()
            return Step.QUESTIONS if talk.session.question else Step.ADVICE
        try:
            given = _meant(talk, given)
            talk.set_address(given)
            talk.session.typed_address = given.for_people
            talk.session.typed_name = talk.ask(_name_prompt(talk))
        except GoBack:
            continue
        return Step.QUESTIONS


def suggestion(talk: Talk, address: EmailAddress) -> EmailAddress | None:
    """The address that may have been meant."""
    domain = talk.session.meant_domain(address.domain)
    return EmailAddress.parse(f"{address.local_part}@{domain}") if domain is not None else None


def _meant(talk: Talk, typed: EmailAddress) -> EmailAddress:
    """The address as typed, or the one that was meant."""
    meant = suggestion(talk, typed)
    if meant is None or typed == talk.session.address:
        return typed
    agreed = talk.ask(
        agreement(
            page=nothing,
            question=lambda _: _("Did you mean {address}?", address=meant.for_people),
            explain=lambda _: _(
                "You typed {address}. That looks much like a well-known address with a slip in it. Yes takes the "
                "other one; no keeps what you typed.",
                address=typed.for_people,
            ),
        )
    )
    return meant if agreed else typed


def _address_prompt(talk: Talk) -> Prompt[EmailAddress | Case]:
    session = talk.session
    situations = _situations(talk)
    last_case = session.last_case if session.address is None else None

    def page(to: Page, _: Words) -> None:
        if not talk.live:
            return
        to.title(_("Which e-mail address do you want to set up?"))
        if last_case is not None:
            address = last_case.address.for_people
            to.paragraph(_("Last time: {address}. Type r to resume that.", address=address))
        if situations:
            to.paragraph(_("Or choose one of the built-in situations by its number:"))
            for number, situation in enumerate(situations, start=1):
                to.item(f"{number}.", plain(situation.shows, _))

    def line(_: Words) -> str:
        if session.address is not None:
            return _("E-mail address (Enter: {address} stays): ", address=session.address.for_people)
        return _("E-mail address: ")

    def understand(typed: str, _: Words) -> EmailAddress | Case:
        if not typed and session.address is not None:
            return session.address
        if typed.casefold() in _RESUME and last_case is not None:
            return last_case
        number = number_in(typed, len(situations))
        try:
            return EmailAddress.parse(situations[number - 1].address if number is not None else typed)
        except InvalidAddress as error:
            raise NotUnderstood(address_sentence(error.problem, error.text, _)) from None

    return Prompt(page=page, line=line, explain=_explain, understand=understand)


def _explain(_: Words) -> str:
    return _(
        "Type the e-mail address. As soon as you confirm it, its mail servers are looked up and tested; meanwhile you "
        "answer a few questions. No password is needed. The last case is kept on this computer, to be resumed."
    )


def _situations(talk: Talk) -> "Sequence[Situation]":
    if not talk.options.demo:
        return ()
    from wizard.demo import SITUATIONS

    return SITUATIONS


def _name_prompt(talk: Talk) -> Prompt[str]:
    known = talk.session.full_name

    def line(_: Words) -> str:
        if known is not None:
            return _("Name that recipients see (Enter: {name} stays, - for none): ", name=known)
        return _("Name that recipients see (Enter: none): ")

    def understand(typed: str, _: Words) -> str:
        if typed == _NO_NAME:
            return ""
        return "".join(letter for letter in typed if letter.isprintable())[:_LONGEST_NAME] or known or ""

    return Prompt(
        page=nothing,
        line=line,
        explain=lambda _: _("The name stands in the settings, for your mail program. It is not required."),
        understand=understand,
    )
