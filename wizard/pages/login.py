"""Signing in for people: where the password would go, what came of it, and what the mailbox showed."""

from typing import assert_never

from wizard.advisor import mailbox_facts
from wizard.i18n import Words
from wizard.i18n.login_words import after_refusal_sentence, login_refusal_word, not_tried_word, special_use_word
from wizard.i18n.lookup_words import source_word
from wizard.i18n.probe_words import failure_word, stage_word
from wizard.i18n.server_words import security_word, task_word
from wizard.mailbox import ConsentQuestion
from wizard.model import (
    Consent,
    HintId,
    Investigation,
    Known,
    LoginCheck,
    LoginFailed,
    LoginNotTried,
    LoginOutcome,
    LoginPlan,
    LoginRefused,
    LoginReport,
    Mailbox,
    PlannedLogin,
    SignedIn,
)
from wizard.model.domains import inside_domain, registrable_domain
from wizard.pages import Page
from wizard.pages.sentences import plain

_ABOUT_PASSWORDS = frozenset({HintId.APP_PASSWORD_NEEDED, HintId.OWN_MAIL_PASSWORD, HintId.LOCK_OUT})


def consent_page(plan: LoginPlan, consent: Consent, words: Words) -> Page:
    """Where the password would go: host, whose it is, port, certificate, and who says so."""
    _ = words
    page = Page()
    page.title(_("Signing in as {address}: your password goes to these servers", address=plan.address.for_people))
    for login in plan.possible(consent):
        page.item("•" if login.server.trusted else "!", _where(login, _), details=_why(login, plan, _))
    for hint in plan.hints:
        if hint.id in _ABOUT_PASSWORDS and not (hint.id is HintId.APP_PASSWORD_NEEDED and consent.app_password):
            page.item("!", plain(hint.text, _), details=[hint.url] if hint.url else [])
    page.paragraph(_("It is sent inside a verified connection only, once to each, and kept nowhere."))
    return page


def consent_sentence(question: ConsentQuestion, recent_failures: int, words: Words) -> str:
    """What is asked, to be answered with yes or no."""
    _ = words
    match question:
        case ConsentQuestion.APP_PASSWORD:
            return _("Are you going to type an app password?")
        case ConsentQuestion.AFTER_FAILURES:
            return _(
                "Signing in with this address went wrong {number} times in the last ten minutes. Providers lock out "
                "whoever keeps trying. Try again all the same?",
                number=recent_failures,
            )
        case ConsentQuestion.SERVERS:
            return _("Send your password to these servers?")


def consent_explanation(question: ConsentQuestion, words: Words) -> str:
    """What a yes does, and what a no does."""
    _ = words
    match question:
        case ConsentQuestion.APP_PASSWORD:
            return _(
                "An app password is one that your provider makes for a mail program alone. Your ordinary password does "
                "not work in a mail program here. No ends this without a password."
            )
        case ConsentQuestion.AFTER_FAILURES:
            return _("Yes tries once more. No waits: after ten minutes you are not asked this any more.")
        case ConsentQuestion.SERVERS:
            return _(
                "Yes asks for your password and sends it to these servers only, to see whether it works. No ends this "
                "without a password."
            )


def other_name_explanation(words: Words) -> str:
    """What a yes to another user name does, and what a no does."""
    _ = words
    return _("Yes tries the password once more, with the other user name. No leaves it at the refusal.")


def hints_page(plan: LoginPlan, words: Words) -> Page:
    """What the provider wants a user to know before she signs in."""
    page = Page()
    for hint in plan.hints:
        page.item("!", plain(hint.text, words), details=[hint.url] if hint.url else [])
    return page


def login_page(check: LoginCheck, investigation: Investigation, words: Words) -> Page:
    """What each server made of the password, and what the mailbox showed."""
    _ = words
    page = Page()
    page.heading(_("Signing in"))
    for protocol, report in check.reports.items():
        mark, line = _outcome(report.outcome, _)
        place = "" if report.endpoint is None else f" ({report.endpoint})"
        page.item(mark, f"{task_word(protocol, _)}{place}: {line}", details=_details(report, _))
    if not check.works:
        for hint in investigation.published.hints:
            page.item("•", plain(hint.text, _), details=[hint.url] if hint.url else [])
    if check.recent_failures:
        page.paragraph(
            _("Failed logins with this address in the last ten minutes: {number}.", number=check.recent_failures)
        )
    if check.mailbox is not None:
        page.heading(_("The mailbox"))
        for line in mailbox_lines(check.mailbox, _):
            page.item("•", line)
    return page


def mailbox_lines(mailbox: Mailbox, _: Words) -> list[str]:
    """What was measured, one line each; what could not be measured is left out."""
    lines = []
    if mailbox.quota is not None:
        used, total = _size(mailbox.quota.used, _), _size(mailbox.quota.total, _)
        lines.append(
            _("{used} of {total} in use ({share} %)", used=used, total=total, share=round(mailbox.quota.share * 100))
        )
    for count, octets, where in (
        (mailbox.messages, mailbox.octets, _("In the inbox")),
        (mailbox.all_messages, mailbox.all_octets, _("In all folders")),
        (mailbox.pop_messages, mailbox.pop_octets, _("Seen by POP")),
    ):
        if count is not None:
            messages = _.plural("{number} message", "{number} messages", count)
            lines.append(f"{where}: {messages}" + ("" if octets is None else f", {_size(octets, _)}"))
    if mailbox.oldest is not None:
        lines.append(_("The oldest message in the inbox is from {day}", day=_.date(mailbox.oldest)))
    if mailbox.own_folders is not None:
        names = ", ".join(mailbox.own_folders[:10]) + (" …" if len(mailbox.own_folders) > 10 else "")
        lines.append(_("Folders of your own: {names}", names=names or _("none")))
    lines += [f"{name}: {special_use_word(use, _)}" for use, name in mailbox.special_use.items()]
    if mailbox.uidl_stable is Known.NO:
        lines.append(_("POP does not name messages the same each time: programs may fetch everything again"))
    facts = mailbox_facts(mailbox)
    if facts.emptied is Known.YES:
        lines.append(_("Nearly all mail that came in is gone: a device with POP probably removes what it fetches"))
    elif facts.pop_sees_less is Known.YES:
        lines.append(_("POP shows fewer messages than IMAP"))
    return lines


def _where(login: PlannedLogin, _: Words) -> str:
    place = login.endpoint
    return _(
        "{task}: {hostname} (of {domain}), port {port}, {security}",
        task=task_word(place.protocol, _),
        hostname=place.hostname,
        domain=registrable_domain(place.hostname) or place.hostname,
        port=place.port,
        security=security_word(place.socket_type, _),
    )


def _why(login: PlannedLogin, plan: LoginPlan, _: Words) -> list[str]:
    lines = []
    if login.server.connected is not None and (tls := login.server.connected.tls) is not None:
        lines.append(_("valid certificate by {issuer}, until {day}", issuer=tls.issuer, day=_.date(tls.not_after)))
    lines.append(
        _(
            "user name {username}; according to: {source}",
            username=login.username,
            source=source_word(login.server.source, _),
        )
    )
    if not login.server.trusted:
        lines.append(_("This name came over an unprotected path: somebody on the way could have changed it."))
    if not inside_domain(login.endpoint.hostname, plan.address.domain):
        lines.append(_("This server is not inside the domain of your address."))
    return lines


def _outcome(outcome: LoginOutcome, _: Words) -> tuple[str, str]:
    match outcome:
        case SignedIn():
            return "✓", _("the password works")
        case LoginRefused(reason=reason, minutes=minutes):
            word = login_refusal_word(reason, _)
            if minutes is not None:
                wait = _.plural("{number} minute", "{number} minutes", minutes)
                word = f"{word} ({wait})"
            return "✗", word
        case LoginFailed(stage=stage, reason=reason):
            return "?", f"{failure_word(reason, _)} ({stage_word(stage, _)})"
        case LoginNotTried(reason=reason):
            return "–", not_tried_word(reason, _)
        case _ as never:
            assert_never(never)


def _details(report: LoginReport, _: Words) -> list[str]:
    match report.outcome:
        case SignedIn(mechanism=mechanism):
            return [
                _(
                    "user name {username}, {mechanism}, {seconds}",
                    username=report.username,
                    mechanism=mechanism,
                    seconds=_.seconds(report.seconds),
                )
            ]
        case LoginRefused(reason=reason, detail=detail):
            next_step = after_refusal_sentence(reason, _)
            said = [_("The server said: {detail}", detail=detail)] if detail else []
            return said if next_step is None else [*said, next_step]
        case LoginFailed(detail=detail) if detail:
            return [_("The server said: {detail}", detail=detail)]
        case _:
            return []


def _size(octets: int, _: Words) -> str:
    """`1.5 GB`, in Dutch `1,5 GB`; in thousands, as providers sell space."""
    number, unit = float(octets), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if number < 1000:
            break
        number, unit = number / 1000, larger
    text = f"{number:.1f}" if unit not in {"B", "kB"} and number < 100 else f"{number:.0f}"
    return f"{_.decimal(text)} {unit}"
