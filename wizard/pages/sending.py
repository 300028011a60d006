"""What was seen at the ports for sending: the steps, the causes, two places side by side."""

from collections.abc import Collection
from datetime import datetime
from typing import assert_never

from wizard.diagnosis.sending import PortLook, SendingLook, Step
from wizard.diagnosis.sending_causes import CauseFound, Comparison, Difference, SendingVerdict, judge_sending
from wizard.i18n import Words
from wizard.i18n.lookup_words import source_word
from wizard.i18n.probe_words import failure_word
from wizard.i18n.server_words import security_word
from wizard.model import Rulebook, SourceName
from wizard.pages import Page
from wizard.pages.diagnosis import add_advice
from wizard.pages.sentences import plain

_BETWEEN_SERVERS = 25


def sending_page(
    there: SendingLook,
    here: SendingLook,
    comparison: Comparison | None,
    rules: Rulebook,
    words: Words,
    *,
    tested: bool = False,
    typed: Collection[str] = (),
) -> Page:
    """The conclusion first, then what to do, then every port.

    `tested`: with a password too; `typed`: the hosts that the user typed herself.
    """
    _ = words
    page = Page()
    page.title(_("Sending mail of {domain}", domain=here.domain))
    page.space()
    if comparison is not None:
        page.paragraph(conclusion(comparison, words))
        page.heading(_("Side by side"))
        for before, after in comparison.rows:
            named = after or before
            if named is not None:
                page.item("•", _port_name(named, words), details=_two_sides(before, after, there, here, words))
    verdict = judge_sending(here)
    first, *rest = verdict.causes
    if comparison is None:
        add_advice(page, rules.diagnoses[first.cause], words, values=cause_values(first, words))
    elif not verdict.can_send:
        page.heading(_("Here"))
        add_advice(page, rules.diagnoses[first.cause], words, values=cause_values(first, words))
    if rest:
        page.heading(_("What else was seen"))
        for cause in rest:
            page.item("•", *_cause_lines(cause, rules, words))
    if comparison is None and here.ports:
        page.heading(_("Each port"))
        for port in here.ports:
            name = _port_name(port, words)
            if port.hostname in typed:
                name += f" ({source_word(SourceName.MANUAL, _)})"
            page.item(_port_mark(port), f"{name}: {port_outcome(port, words)}")
    if not tested:
        _add_unseen(page, verdict, rules, words)
    return page


def conclusion(comparison: Comparison, _: Words) -> str:
    """What the difference between the two places means, in one sentence."""
    use = comparison.use
    port = use.port if use is not None else 465
    security = security_word(use.security, _) if use is not None else "SSL/TLS"
    match comparison.difference:
        case Difference.BOTH_WORK:
            return _(
                "Sending is possible at both places, so the network is not the cause: "
                "look at the password and sender of the outgoing server."
            )
        case Difference.PORT_25:
            return _(
                "Only port 25 differs: it is open there and closed here. "
                "Change it to port {port} with {security} and sending works at both places.",
                port=port,
                security=security,
            )
        case Difference.USE_PORT:
            return _(
                "This network blocks a port that is open there, but port {port} with {security} works here: "
                "use that one everywhere.",
                port=port,
                security=security,
            )
        case Difference.BLOCKED_HERE:
            return _(
                "Sending is possible there and not here: this network stops it, so use another network or the webmail."
            )
        case Difference.BETTER_HERE:
            return _("Sending is possible here and not there: the other network stops it.")
        case Difference.BOTH_FAIL:
            return _(
                "Sending fails at both places, so it is not the network: the server or its settings are the cause."
            )
        case Difference.OTHER_ACCOUNT:
            return _("The two files are about different mail domains and cannot be compared.")
        case _ as never:
            assert_never(never)


def port_outcome(port: PortLook, _: Words) -> str:
    """How far one port came."""
    if port.works:
        return _("works, sign-in with {mechanisms}", mechanisms=", ".join(port.mechanisms))
    if port.failed is Step.SIGN_IN and port.reason is None:
        return _("answers, but offers no sign-in")
    why = failure_word(port.reason, _) if port.reason is not None else _("no answer")
    step = step_word(port.failed, _) if port.failed is not None else ""
    text = f"{why} ({step})"
    return f"{text}; " + _("answered as {name}", name=port.answered_as) if port.answered_as is not None else text


def step_word(step: Step, _: Words) -> str:
    """The step as people know it."""
    match step:
        case Step.NAME:
            return _("name")
        case Step.CONNECT:
            return _("connection")
        case Step.GREETING:
            return _("greeting")
        case Step.TLS:
            return _("encryption")
        case Step.CERTIFICATE:
            return _("certificate")
        case Step.SIGN_IN:
            return _("sign-in")
        case _ as never:
            assert_never(never)


def _port_mark(port: PortLook) -> str:
    """Port 25 must not be used to send, so it is no loss where it does not answer (RFC 8314 section 3.3)."""
    if port.works:
        return "✓"
    return "–" if port.port == _BETWEEN_SERVERS else "✗"


def _port_name(port: PortLook, _: Words) -> str:
    return _(
        "{hostname}, port {port}, {security}",
        hostname=port.hostname,
        port=port.port,
        security=security_word(port.security, _),
    )


def _two_sides(
    before: PortLook | None, after: PortLook | None, there: SendingLook, here: SendingLook, _: Words
) -> list[str]:
    def side(port: PortLook | None) -> str:
        return _("not looked at") if port is None else port_outcome(port, _)

    return [
        _("there ({made}): {outcome}", made=_made(there, _), outcome=side(before)),
        _("here ({made}): {outcome}", made=_made(here, _), outcome=side(after)),
    ]


def _made(look: SendingLook, _: Words) -> str:
    """When it was looked, on this computer's clock; what a file says instead of a time stands as it is."""
    try:
        return _.moment(datetime.fromisoformat(look.made))
    except (ValueError, OverflowError):
        return look.made


def _add_unseen(page: Page, verdict: SendingVerdict, rules: Rulebook, words: Words) -> None:
    _ = words
    if not verdict.unseen:
        return
    page.heading(_("If sending still fails"))
    for cause in verdict.unseen:
        diagnosis = rules.diagnoses[cause.cause]
        page.item("•", plain(diagnosis.cause, words), details=[plain(diagnosis.cure, words)])


def _cause_lines(cause: CauseFound, rules: Rulebook, words: Words) -> tuple[str]:
    diagnosis, values = rules.diagnoses[cause.cause], cause_values(cause, words)
    seen, cure = plain(diagnosis.cause.filled(**values), words), plain(diagnosis.cure.filled(**values), words)
    return (f"{seen} {cure}",)


def cause_values(cause: CauseFound, words: Words) -> dict[str, str]:
    values = {"name": cause.name or "", "product": cause.name or "", "portal": cause.name or ""}
    if cause.other is not None:
        values["other"] = str(cause.other)
    if cause.look is not None:
        values |= {
            "hostname": cause.look.hostname,
            "port": str(cause.look.port),
            "security": security_word(cause.look.security, words),
        }
    return values
