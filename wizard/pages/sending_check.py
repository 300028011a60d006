"""What became of signing in to send, and of a message to oneself."""

from datetime import UTC, datetime
from typing import assert_never

from wizard.i18n import Words
from wizard.i18n.probe_words import failure_word
from wizard.model import (
    Investigation,
    LoginPlan,
    MessageAccepted,
    MessageFailed,
    MessageRefused,
    Rulebook,
    SendingCheck,
    SendingStep,
)
from wizard.pages import Page
from wizard.pages.diagnosis import add_advice
from wizard.pages.login import login_page


def sending_check_page(check: SendingCheck, investigation: Investigation, rules: Rulebook, words: Words) -> Page:
    """What the server made of the password, and of the message if one was asked for."""
    _ = words
    page = login_page(check.login, investigation, words)
    if check.message_id is None:
        return page
    page.heading(_("The message to yourself"))
    address = investigation.address.for_people
    match check.outcome:
        case None:
            page.item("–", _("nothing was sent, because signing in did not work"))
        case MessageAccepted(detail=detail):
            page.item("✓", _("the server took it over; it is on its way to {address}", address=address))
            look = _(
                "It is called “{subject}”: look in the inbox, and in the spam folder.",
                subject=self_message_subject(words),
            )
            page.item("→", look)
            _add_words_of_server(page, detail, _)
        case MessageRefused(reason=reason, detail=detail):
            page.item("✗", _("the server refused it"))
            _add_words_of_server(page, detail, _)
            if reason is not None:
                add_advice(page, rules.diagnoses[reason], words)
        case MessageFailed(step=step, reason=reason, detail=detail):
            page.item("?", f"{failure_word(reason, _)} ({_step_word(step, _)})")
            if step is SendingStep.MESSAGE:
                page.item("→", _("It may have been taken over all the same: look in the inbox."))
            _add_words_of_server(page, detail, _)
        case _ as never:
            assert_never(never)
    return page


def self_message_note(plan: LoginPlan, _: Words) -> str:
    """What is going to happen."""
    address = plan.address.for_people
    return _("One short message is sent from {address} to {address}, and to nobody else.", address=address)


def self_message_subject(_: Words) -> str:
    """By which the user finds it."""
    return _("Test message from Mailwijzer")


def self_message_text(plan: LoginPlan, _: Words) -> str:
    """What it says; lines end with a line feed."""
    server = plan.logins[0].endpoint
    return _(
        "You sent this message to yourself with Mailwijzer, on {day}, to test whether sending works.\n"
        "It went through {hostname}, port {port}.\n\n"
        "You need not answer, and you can throw it away.\n",
        day=_.date(datetime.now(UTC)),
        hostname=server.hostname,
        port=server.port,
    )


def _step_word(step: SendingStep, _: Words) -> str:
    """What the server was told."""
    match step:
        case SendingStep.SENDER:
            return _("the sender")
        case SendingStep.RECIPIENT:
            return _("the recipient")
        case SendingStep.MESSAGE:
            return _("the message")
        case _ as never:
            assert_never(never)


def _add_words_of_server(page: Page, detail: str, _: Words) -> None:
    if detail:
        page.item("•", _("The server said: {detail}", detail=detail))
