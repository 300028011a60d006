import pytest

from wizard.diagnosis.refusals import is_for_now
from wizard.model import Failed, FailureReason, Stage


@pytest.mark.parametrize(
    ("line", "for_now"),
    [
        ("421 4.7.0 Too many connections, try again later", True),
        ("450 4.7.1 Greylisted", True),
        ("451 4.3.0 Temporary lookup failure", True),
        ("554 5.7.1 Your address is on a list, try again later", False),
        ("521 This host does not accept mail", False),
        ("550 5.7.1 Access denied", False),
        ("* BYE Too many connections", True),
        ("* BYE [UNAVAILABLE] Backend is down", True),
        ("* BYE Autologout", False),
        ("* BYE Access denied", False),
        ("A3 NO [LIMIT] Enough", True),
        ("-ERR [SYS/TEMP] Disk is full", True),
        ("-ERR [SYS/PERM] Account is closed, do not try again", False),
        ("-ERR [LOGIN-DELAY] wait", True),
        ("-ERR [IN-USE] locked", True),
        ("-ERR go away", False),
        ("", False),
    ],
)
def test_what_a_refusal_means(line: str, *, for_now: bool) -> None:
    failure = Failed(stage=Stage.GREETING, reason=FailureReason.REJECTED, detail=line)
    assert is_for_now(failure) is for_now


def test_only_a_refusal_is_one() -> None:
    failure = Failed(stage=Stage.TLS, reason=FailureReason.TIMED_OUT, detail="421 later")
    assert not is_for_now(failure)
