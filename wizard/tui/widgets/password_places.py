"""Where a password would go: each host with the part that somebody registered standing out, and why it is believed."""

from collections.abc import Iterator

from textual.content import Content

from wizard.i18n import Words
from wizard.i18n.lookup_words import source_word
from wizard.i18n.server_words import protocol_word, security_word
from wizard.model import Consent, HintId, LoginPlan, PlannedLogin
from wizard.model.domains import inside_domain, registrable_domain
from wizard.tui.text import ACCENT, CAUTION, EMPTY, GOOD, MUTED, TICK, Line, bullet, heading, joined, labelled, plain

_ABOUT_PASSWORDS = frozenset({HintId.APP_PASSWORD_NEEDED, HintId.OWN_MAIL_PASSWORD, HintId.LOCK_OUT})


def marked_host(hostname: str) -> Content:
    """The host with the part that somebody registered standing out."""
    domain = registrable_domain(hostname) or hostname
    return joined((hostname.removesuffix(domain), MUTED), (domain, f"{ACCENT} bold"))


def password_places(plan: LoginPlan, consent: Consent, _: Words) -> list[Line]:
    """Every server that would get the password, and what to know before."""
    names = dict.fromkeys(login.username for login in plan.possible(consent))
    lines = [
        heading(_("Your password would go to these servers")),
        Line(text=plain(_("User name: {username}", username=", ".join(names)), MUTED)),
        EMPTY,
    ]
    for login in plan.possible(consent):
        lines += _place(login, plan, _)
    for hint in plan.hints:
        if hint.id in _ABOUT_PASSWORDS and not (hint.id is HintId.APP_PASSWORD_NEEDED and consent.app_password):
            lines.append(bullet("!", labelled(hint.text.in_language(_.language)), CAUTION))
    return lines


def _place(login: PlannedLogin, plan: LoginPlan, _: Words) -> Iterator[Line]:
    place = login.endpoint
    kind = f"{protocol_word(place.protocol, _)} · {security_word(place.socket_type, _)}"
    sign, style = (TICK, GOOD) if login.server.trusted else ("!", CAUTION)
    yield bullet(sign, joined(marked_host(place.hostname), f" : {place.port}", (f"  {kind}", MUTED)), style)
    source = source_word(login.server.source, _)
    yield Line(text=plain(_("certificate is valid") + f" · {source}", MUTED), indent=2)
    if not login.server.trusted:
        sentence = _("This name came over an unprotected path: somebody on the way could have changed it.")
        yield Line(text=plain(sentence), indent=2)
    if not inside_domain(place.hostname, plan.address.domain):
        yield Line(text=plain(_("This server is not inside the domain of your address.")), indent=2)
