"""Where a password would be sent, as whom, and what stands in the way: known before anybody types one; pure."""

import dataclasses
from collections.abc import Collection

from wizard.model import (
    AuthenticationMethod,
    Consent,
    EmailAddress,
    HintId,
    Investigation,
    LoginCheck,
    LoginPlan,
    LoginRefusal,
    LoginRefused,
    NotTriedReason,
    PlannedLogin,
    Protocol,
    Published,
    RecommendedServer,
    SignedIn,
    SocketType,
)
from wizard.model.server import EMAIL_ADDRESS, EMAIL_LOCAL_PART

_MAY_BE_ABOUT_THE_NAME = frozenset({LoginRefusal.WRONG_PASSWORD, LoginRefusal.UNKNOWN})
_TOKENS = frozenset({"XOAUTH2", "OAUTHBEARER", "OAUTH10A", "XOAUTH"})


def plan_logins(investigation: Investigation, *, username: str | None = None) -> LoginPlan:
    """One login for each protocol that has a server, in the order of trying.

    `username` None: as published, else the whole address. Otherwise the form to use everywhere, with autoconfig's
    placeholders; `other_username` gives the one that is left.
    """
    about = investigation.published
    return LoginPlan(
        address=investigation.address,
        logins=tuple(
            PlannedLogin(
                server=server,
                username=_filled(server, investigation.address, username),
                hindrance=_hindrance(server, about),
            )
            for protocol in Protocol
            if (server := investigation.servers.get(protocol)) is not None
        ),
        hints=about.hints,
    )


def other_username(login: PlannedLogin, plan: LoginPlan) -> str:
    """The other usual form of the user name: to be tried only when the user asks for it."""
    return EMAIL_LOCAL_PART if login.username == str(plan.address) else EMAIL_ADDRESS


def with_other_username(plan: LoginPlan, check: LoginCheck) -> LoginPlan | None:
    """The plan with the other form of the user name wherever nobody got in, to be tried when the user asks for it.

    None where no server refused in a way that may be about the name.
    """
    refused = (
        login
        for login in plan.logins
        if isinstance(outcome := check.reports[login.endpoint.protocol].outcome, LoginRefused)
        and outcome.reason in _MAY_BE_ABOUT_THE_NAME
    )
    first = next(refused, None)
    if first is None:
        return None
    form = other_username(first, plan)
    return dataclasses.replace(
        plan,
        logins=tuple(
            login
            if isinstance(check.reports[login.endpoint.protocol].outcome, SignedIn)
            else dataclasses.replace(login, username=_filled(login.server, plan.address, form))
            for login in plan.logins
        ),
    )


def hindered(login: PlannedLogin, plan: LoginPlan, consent: Consent) -> NotTriedReason | None:
    """What still stands in the way after what the user agreed to."""
    if login not in plan.possible(consent):
        return login.hindrance
    return None if login.server.trusted or consent.untrusted else NotTriedReason.UNTRUSTED_SOURCE


def hindrance_by_offer(
    protocol: Protocol, names: Collection[str], mechanisms: Collection[str]
) -> NotTriedReason | None:
    """Why a password cannot be sent to a server that announces this inside TLS; names and mechanisms in upper case."""
    if protocol is Protocol.IMAP and "LOGINDISABLED" in names:
        return _only_tokens(mechanisms) or NotTriedReason.LOGIN_DISABLED
    if "PLAIN" in mechanisms or (protocol is Protocol.SMTP and "LOGIN" in mechanisms):
        return None
    if protocol is Protocol.POP3 and "USER" in names:
        return None
    if not mechanisms and protocol is not Protocol.SMTP:
        return None  # the protocol's own command is always there
    if _only_tokens(mechanisms):
        return NotTriedReason.OAUTH2_ONLY
    return None if protocol is Protocol.IMAP else NotTriedReason.NO_PASSWORD_LOGIN


def _only_tokens(mechanisms: Collection[str]) -> NotTriedReason | None:
    return NotTriedReason.OAUTH2_ONLY if mechanisms and set(mechanisms) <= _TOKENS else None


def _hindrance(server: RecommendedServer, about: Published) -> NotTriedReason | None:
    hints = {hint.id for hint in about.hints}
    seen = server.connected
    if HintId.NO_PROGRAMS in hints:
        return NotTriedReason.NO_PROGRAMS
    if HintId.OAUTH2_ONLY in hints or set(server.authentication) == {AuthenticationMethod.OAUTH2}:
        return NotTriedReason.OAUTH2_ONLY
    if (
        not server.verified
        or seen is None
        or seen.tls is None
        or not (seen.tls.trusted and seen.tls.hostname_matches)
        or server.endpoint.socket_type is SocketType.PLAIN
    ):
        return NotTriedReason.NOT_VERIFIED
    mechanisms = {mechanism.upper() for mechanism in seen.capabilities.sasl_mechanisms}
    names = {name.partition(" ")[0] for name in seen.capabilities.names}
    if by_offer := hindrance_by_offer(server.endpoint.protocol, names, mechanisms):
        return by_offer
    return NotTriedReason.APP_PASSWORD_NEEDED if HintId.APP_PASSWORD_NEEDED in hints else None


def _filled(server: RecommendedServer, address: EmailAddress, username: str | None) -> str:
    settings = server.settings
    if username is not None:
        settings = dataclasses.replace(settings, username=username)
    return settings.username_for(address) or str(address)
