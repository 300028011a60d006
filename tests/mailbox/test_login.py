"""Signing in at honest servers: the right password, the wrong one, and how often."""

import pytest

from tests.mailbox.conftest import PlaceOf
from tests.mailbox.place import all_three
from wizard.model import (
    LoginNotTried,
    LoginRefusal,
    LoginRefused,
    NotTriedReason,
    Protocol,
    SignedIn,
    SocketType,
)

BOTH = [SocketType.SSL, SocketType.STARTTLS]


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


@pytest.mark.parametrize("security", BOTH)
async def test_a_wrong_password_is_tried_once_in_all(security: SocketType, place_of: PlaceOf, canary: str) -> None:
    async with place_of(all_three("the right one"), security=security) as here:
        result = await here.check(canary)

    outcomes = [result.reports[protocol].outcome for protocol in Protocol]
    assert isinstance(outcomes[0], LoginRefused)
    assert outcomes[0].reason is LoginRefusal.WRONG_PASSWORD
    assert outcomes[1:] == [LoginNotTried(reason=NotTriedReason.LOCK_OUT)] * 2
    assert here.attempts == 1
    assert (result.failures, result.recent_failures, result.works) == (1, 1, False)
    assert result.mailbox is None
