"""Signing in at honest servers: the right password, the wrong one, and how often."""

import dataclasses

import pytest

from tests.mailbox.conftest import PlaceOf
from tests.mailbox.place import ADDRESS, all_three
from tests.servers.mailboxes import MailServer
from wizard.mailbox import FailedLogins, check_login, other_username, plan_logins, with_other_username, without_password
from wizard.model import (
    Consent,
    HintId,
    LoginCheck,
    LoginNotTried,
    LoginRefusal,
    LoginRefused,
    NotTriedReason,
    Password,
    Protocol,
    RecommendedServer,
    SignedIn,
    SocketType,
)

BOTH = [SocketType.SSL, SocketType.STARTTLS]


def reasons(result: LoginCheck) -> list[NotTriedReason | None]:
    """Why each protocol was not tried, in order."""
    outcomes = (result.reports[protocol].outcome for protocol in Protocol)
    return [outcome.reason if isinstance(outcome, LoginNotTried) else None for outcome in outcomes]


@pytest.mark.parametrize("security", BOTH)
@pytest.mark.parametrize("mechanisms", [("PLAIN", "LOGIN"), ("LOGIN",)], ids=["plain", "login"])
async def test_the_right_password_works_at_all_three(
    security: SocketType, mechanisms: tuple[str, ...], place_of: PlaceOf, canary: str
) -> None:
    async with place_of(all_three(canary, mechanisms=mechanisms), security=security) as here:
        result = await here.check(canary)

    assert {type(report.outcome) for report in result.reports.values()} == {SignedIn}, result.reports
    assert result.works
    assert (result.failures, result.recent_failures) == (0, 0)
    assert [server.signed_in for server in here.servers.values()] == [1, 1, 1]
    assert [report.username for report in result.reports.values()] == [str(ADDRESS)] * 3
    for server in here.servers.values():
        assert canary.encode() not in server.in_clear


@pytest.mark.parametrize("security", BOTH)
async def test_a_wrong_password_is_tried_once_in_all(security: SocketType, place_of: PlaceOf, canary: str) -> None:
    async with place_of(all_three("the right one"), security=security) as here:
        result = await here.check(canary)

    first = result.reports[Protocol.IMAP].outcome
    assert isinstance(first, LoginRefused)
    assert first.reason is LoginRefusal.WRONG_PASSWORD
    assert reasons(result)[1:] == [NotTriedReason.LOCK_OUT] * 2
    assert here.attempts == 1
    assert (result.failures, result.recent_failures, result.works) == (1, 1, False)
    assert result.mailbox is None


@pytest.mark.parametrize("refusing", Protocol)
async def test_whoever_refuses_is_the_last(refusing: Protocol, place_of: PlaceOf, canary: str) -> None:
    servers = all_three(canary)
    servers[refusing].password = "another"
    async with place_of(servers) as here:
        result = await here.check(canary)

    position = list(Protocol).index(refusing)
    outcomes = [result.reports[protocol].outcome for protocol in Protocol]
    assert all(isinstance(outcome, SignedIn) for outcome in outcomes[:position])
    assert isinstance(outcomes[position], LoginRefused)
    assert reasons(result)[position + 1 :] == [NotTriedReason.LOCK_OUT] * (2 - position)
    assert (here.attempts, result.failures, result.works) == (position + 1, 1, False)


async def test_without_imap_pop_comes_first(place_of: PlaceOf, canary: str) -> None:
    servers = all_three("the right one")
    del servers[Protocol.IMAP]
    async with place_of(servers) as here:
        result = await here.check(canary)

    assert reasons(result) == [NotTriedReason.NO_SERVER, None, NotTriedReason.LOCK_OUT]
    assert here.attempts == 1


@pytest.mark.parametrize(
    ("refusal", "reason"),
    [
        (b"<tag> NO [UNAVAILABLE] later", LoginRefusal.TEMPORARY),
        (b"<tag> NO [INUSE] busy", LoginRefusal.IN_USE),
        (b"<tag> NO [ALERT] Too many simultaneous connections", LoginRefusal.TOO_MANY_CONNECTIONS),
    ],
    ids=lambda value: value if isinstance(value, LoginRefusal) else "",
)
async def test_what_is_about_the_moment_does_not_count(
    refusal: bytes, reason: LoginRefusal, place_of: PlaceOf, canary: str
) -> None:
    async with place_of({Protocol.IMAP: MailServer(password="x", refusal=(refusal,))}) as here:
        result = await here.check(canary)

    outcome = result.reports[Protocol.IMAP].outcome
    assert isinstance(outcome, LoginRefused)
    assert outcome.reason is reason
    assert (result.failures, result.recent_failures) == (0, 0)


async def test_the_third_failure_needs_the_users_wish(place_of: PlaceOf, canary: str) -> None:
    async with place_of(all_three("the right one")) as here:
        assert [(await here.check(canary)).recent_failures for _ in range(2)] == [1, 2]
        stopped = await here.check(canary)
        assert reasons(stopped) == [NotTriedReason.TOO_MANY_FAILURES] * 3
        assert here.attempts == 2
        again = await here.check(canary, Consent(after_failures=True))
        assert (here.attempts, again.recent_failures) == (3, 3)


@pytest.mark.parametrize("password", ["x\r\nA1 LOGOUT", "x\nQUIT", "x\0y", ""], ids=["cr-lf", "lf", "nul", "empty"])
async def test_a_password_that_holds_commands_connects_to_nobody(password: str, place_of: PlaceOf) -> None:
    async with place_of(all_three(password)) as here:
        before = {protocol: server.connections for protocol, server in here.wire.items()}
        result = await here.check(password)
        assert {protocol: server.connections for protocol, server in here.wire.items()} == before

    assert reasons(result) == [NotTriedReason.UNSENDABLE] * 3


@pytest.mark.parametrize("password", ["wachtwóórd-€-😀", ' "spaces" \\ and {5} ', "tab\tinside", "x" * 1000])
async def test_odd_passwords_arrive_as_they_are(password: str, place_of: PlaceOf) -> None:
    async with place_of(all_three(password)) as here:
        result = await here.check(password)

    assert result.works, result.reports
    assert [server.signed_in for server in here.servers.values()] == [1, 1, 1]


@pytest.mark.parametrize("mechanisms", [(), ("CRAM-MD5",)], ids=["none", "others"])
async def test_commands_that_know_ascii_only_get_nothing_else(mechanisms: tuple[str, ...], place_of: PlaceOf) -> None:
    servers = all_three("wachtwóórd", mechanisms=mechanisms)
    async with place_of(servers) as here:
        result = await here.check("wachtwóórd")

    assert reasons(result) == [
        NotTriedReason.UNSENDABLE,
        NotTriedReason.UNSENDABLE,
        NotTriedReason.NO_PASSWORD_LOGIN,
    ]
    assert here.attempts == 0


async def test_the_protocols_own_commands_do_without_sasl(place_of: PlaceOf, canary: str) -> None:
    servers = all_three(f'{canary}"\\', mechanisms=())
    async with place_of(servers) as here:
        result = await here.check(f'{canary}"\\')

    assert [result.reports[protocol].outcome for protocol in (Protocol.IMAP, Protocol.POP3)] == [
        SignedIn(mechanism="LOGIN"),
        SignedIn(mechanism="USER"),
    ]


@pytest.mark.parametrize(
    ("published", "wanted", "tried"),
    [
        ("%EMAILADDRESS%", None, "anna@voorbeeld.nl"),
        ("%EMAILLOCALPART%", None, "anna"),
        (None, None, "anna@voorbeeld.nl"),
        ("%EMAILADDRESS%", "%EMAILLOCALPART%", "anna"),
    ],
    ids=["address", "local-part", "not-published", "asked-for"],
)
async def test_one_form_of_the_user_name_is_tried(
    published: str | None, wanted: str | None, tried: str, place_of: PlaceOf, canary: str
) -> None:
    servers = all_three(canary, username=tried)
    async with place_of(servers, username=published) as here:
        result = await here.check(canary, username=wanted)
        plan = here.plan(wanted)

    assert result.works
    assert here.attempts == 3
    assert {report.username for report in result.reports.values()} == {tried}
    other = {"anna": "%EMAILADDRESS%", "anna@voorbeeld.nl": "%EMAILLOCALPART%"}[tried]
    assert {other_username(login, plan) for login in plan.logins} == {other}


async def test_the_other_form_is_planned_after_a_refusal_of_the_name(place_of: PlaceOf, canary: str) -> None:
    servers = all_three(canary, username="anna")
    async with place_of(servers) as here:
        plan = here.plan()
        refused = await here.check(canary)
        other = with_other_username(plan, refused)
        assert other is not None
        assert [login.username for login in other.logins] == ["anna"] * 3
        again = await check_login(other, Password(canary), here.network, here.failed_logins)

    assert (refused.failures, again.failures, again.recent_failures) == (1, 0, 1)
    assert again.works
    assert with_other_username(other, again) is None


async def test_whoever_got_in_keeps_the_name(place_of: PlaceOf, canary: str) -> None:
    servers = all_three(canary)
    servers[Protocol.POP3].username = "anna"
    async with place_of(servers) as here:
        other = with_other_username(here.plan(), await here.check(canary))

    assert other is not None
    assert [login.username for login in other.logins] == ["anna@voorbeeld.nl", "anna", "anna"]


@pytest.mark.parametrize(
    ("refusal", "offered"),
    [
        (b"<tag> NO [AUTHENTICATIONFAILED] wrong", True),
        (b"<tag> NO no", True),
        (b"<tag> NO [ALERT] Application-specific password required", False),
        (b"<tag> NO [UNAVAILABLE] later", False),
        (b"<tag> NO [ALERT] Too many failed logins, blocked", False),
    ],
)
async def test_another_name_is_no_cure_for_another_refusal(
    refusal: bytes, offered: bool, place_of: PlaceOf, canary: str
) -> None:
    async with place_of({Protocol.IMAP: MailServer(password="x", refusal=(refusal,))}) as here:
        other = with_other_username(here.plan(), await here.check(canary))

    assert (other is not None) is offered


async def test_an_unprotected_name_needs_the_users_consent(place_of: PlaceOf, canary: str) -> None:
    async with place_of(all_three(canary), trusted=False) as here:
        refused = await here.check(canary)
        assert reasons(refused) == [NotTriedReason.UNTRUSTED_SOURCE] * 3
        assert here.attempts == 0
        assert (await here.check(canary, Consent(untrusted=True))).works


async def test_a_server_without_encryption_is_sent_no_password(place_of: PlaceOf, canary: str) -> None:
    """However it was published, and whatever the user agrees to."""
    async with place_of(all_three(canary)) as here:
        found = here.investigation
        servers = {protocol: _in_clear(server) for protocol, server in found.servers.items()}
        plan = plan_logins(dataclasses.replace(found, servers=servers))
        everything = Consent(untrusted=True, after_failures=True, app_password=True)
        before = {protocol: server.connections for protocol, server in here.wire.items()}
        result = await check_login(plan, Password(canary), here.network, here.failed_logins, everything)
        assert {protocol: server.connections for protocol, server in here.wire.items()} == before

    assert reasons(result) == [NotTriedReason.NOT_VERIFIED] * 3
    assert here.attempts == 0


def _in_clear(server: RecommendedServer) -> RecommendedServer:
    endpoint = dataclasses.replace(server.endpoint, socket_type=SocketType.PLAIN)
    return dataclasses.replace(server, settings=dataclasses.replace(server.settings, endpoint=endpoint))


@pytest.mark.parametrize(
    ("hint", "reason", "consent"),
    [
        (HintId.OAUTH2_ONLY, NotTriedReason.OAUTH2_ONLY, Consent(app_password=True)),
        (HintId.NO_PROGRAMS, NotTriedReason.NO_PROGRAMS, Consent(app_password=True)),
        (HintId.APP_PASSWORD_NEEDED, NotTriedReason.APP_PASSWORD_NEEDED, Consent()),
    ],
)
async def test_a_provider_that_takes_no_such_password_is_not_sent_one(
    hint: HintId, reason: NotTriedReason, consent: Consent, place_of: PlaceOf, canary: str
) -> None:
    async with place_of(all_three(canary), hints=(hint,)) as here:
        plan = here.plan()
        result = await here.check(canary, consent)

    assert plan.possible(consent) == ()
    assert [hint.id for hint in plan.hints] == [hint]
    assert reasons(result) == [reason] * 3
    assert here.attempts == 0


async def test_an_app_password_goes_where_one_is_needed(place_of: PlaceOf, canary: str) -> None:
    async with place_of(all_three(canary), hints=(HintId.APP_PASSWORD_NEEDED,)) as here:
        assert here.plan().needs_app_password
        assert (await here.check(canary, Consent(app_password=True))).works


@pytest.mark.parametrize("mechanisms", [("XOAUTH2",), ("OAUTHBEARER", "XOAUTH2")])
async def test_tokens_only_is_known_before_a_password_is_asked(
    mechanisms: tuple[str, ...], place_of: PlaceOf, canary: str
) -> None:
    servers = all_three(canary, mechanisms=mechanisms)
    del servers[Protocol.POP3]  # this one takes USER
    async with place_of(servers) as here:
        plan = here.plan()
        result = await here.check(canary)

    assert [login.hindrance for login in plan.logins] == [NotTriedReason.OAUTH2_ONLY] * 2
    assert here.attempts == 0
    assert reasons(result)[0] is NotTriedReason.OAUTH2_ONLY


async def test_without_a_password_each_login_says_why(place_of: PlaceOf, canary: str) -> None:
    servers = all_three(canary)
    servers[Protocol.SMTP].mechanisms = ("XOAUTH2",)
    del servers[Protocol.POP3]
    async with place_of(servers) as here:
        result = without_password(here.plan(), FailedLogins(None), NotTriedReason.DECLINED)

    assert reasons(result) == [NotTriedReason.DECLINED, NotTriedReason.NO_SERVER, NotTriedReason.OAUTH2_ONLY]
    assert not result.works
