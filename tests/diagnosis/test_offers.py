"""What servers that work lack, and what a mail program must mind with them."""

import dataclasses

import pytest

from tests.diagnosis.told import (
    GUESS,
    IMAP,
    POP,
    SMTP,
    investigate,
    one,
)
from tests.probing.build import claim, fails, found, works
from wizard.model import (
    Candidate,
    FailureReason,
    Severity,
    SocketType,
    SourceName,
)


@pytest.mark.parametrize(
    ("names", "finding"),
    [
        (("EXPIRE 0", "UIDL"), "pop-cannot-leave"),
        (("TOP", "USER"), "pop-cannot-leave"),
        (("EXPIRE 14", "UIDL"), "pop-deletes-after"),
        (("EXPIRE NEVER", "UIDL"), None),
        ((), None),
    ],
)
def test_what_pop_does_with_old_mail(names: tuple[str, ...], finding: str | None) -> None:
    found_ones = investigate(one(claim(POP)), [works(POP, *names)])

    told = {key.split(" ")[0] for key in found_ones if key.startswith("pop-")}
    assert told == ({finding} if finding else set())


@pytest.mark.parametrize(
    ("announced", "values"),
    [
        ("LOGIN-DELAY 900", {"seconds": "900", "minutes": "15"}),
        ("LOGIN-DELAY 61 USER", {"seconds": "61", "minutes": "2"}),
        ("LOGIN-DELAY 0", None),
        ("LOGIN-DELAY", None),
        ("LOGIN-DELAY soon", None),
        ("LOGIN-DELAY 99999999999", None),
        ("TOP", None),
    ],
)
def test_how_long_pop_wants_to_be_left_alone(announced: str, values: dict[str, str] | None) -> None:
    finding = investigate(one(claim(POP)), [works(POP, "UIDL", announced)]).get(f"pop-login-delay {POP}")

    assert (finding.values if finding else None) == values


@pytest.mark.parametrize(
    ("announced", "lacks"),
    [
        ("IMAP4REV1 UIDPLUS", {"imap-no-idle", "imap-no-quota", "imap-no-special-use"}),
        ("IMAP4REV1 NAMESPACE IDLE QUOTA", {"imap-no-special-use"}),
        ("IMAP4REV1 MOVE IDLE SPECIAL-USE QUOTA=RES-STORAGE", set()),
        ("IMAP4REV2 MOVE", {"imap-no-quota"}),
        ("IMAP4REV1 SASL-IR LOGIN-REFERRALS ID ENABLE LITERAL+", set()),
        ("IMAP4REV1", set()),
    ],
)
def test_what_imap_lacks_is_told_only_where_the_list_is_whole(announced: str, lacks: set[str]) -> None:
    found_ones = investigate(one(claim(IMAP)), [works(IMAP, *announced.split())])

    assert {key.split(" ")[0] for key in found_ones if key.startswith("imap-no")} == lacks


@pytest.mark.parametrize(
    ("server", "names", "mechanisms", "told"),
    [
        ("imap.voorbeeld.nl:1143", ("LOGINDISABLED", "STARTTLS"), (), True),
        ("imap.voorbeeld.nl:1143", ("STARTTLS",), (), False),
        ("imap.voorbeeld.nl:1143", ("LOGINDISABLED",), ("PLAIN",), False),
        ("pop.voorbeeld.nl:1110", ("STLS", "UIDL"), ("XOAUTH2",), False),
        ("imap.voorbeeld.nl:143", ("LOGINDISABLED",), (), False),
    ],
)
def test_a_server_that_takes_no_password_before_tls(
    server: str, names: tuple[str, ...], mechanisms: tuple[str, ...], *, told: bool
) -> None:
    found_ones = investigate(one(claim(server)), [works(server, *names, mechanisms=mechanisms)])

    assert (f"login-needs-tls {server}" in found_ones) is told


def relay(source_name: SourceName = SourceName.AUTOCONFIG) -> Candidate:
    settings = claim(SMTP).settings
    place = dataclasses.replace(settings.endpoint, port=25, socket_type=SocketType.STARTTLS)
    return dataclasses.replace(claim(SMTP, source_name), settings=dataclasses.replace(settings, endpoint=place))


def test_sending_that_is_published_for_port_25_only() -> None:
    only = investigate(one(claim(IMAP), relay()), [works(IMAP)])
    guessed_too = investigate([found(relay()), found(claim(SMTP, GUESS, trusted=False))], [works(SMTP)])
    both = investigate(one(relay(), claim(SMTP, order=1)), [works(SMTP)])

    assert only["submission-port-25 smtp.voorbeeld.nl:25"].severity is Severity.BLOCKING
    assert guessed_too["submission-port-25 smtp.voorbeeld.nl:25"].severity is Severity.NOTE
    assert "submission-port-25 smtp.voorbeeld.nl:25" not in both


@pytest.mark.parametrize(
    ("second", "published", "answers", "told"),
    [
        ("smtp.voorbeeld.nl:587", False, True, True),
        ("smtp.voorbeeld.nl:587", True, True, False),
        ("smtp.voorbeeld.nl:587", False, False, False),
        ("mail.voorbeeld.nl:587", False, True, False),
    ],
    ids=["works unpublished", "published", "does not work", "another host"],
)
def test_a_second_port_for_sending(second: str, *, published: bool, answers: bool, told: bool) -> None:
    other = claim(second, order=1) if published else claim(second, GUESS, trusted=False)
    report = works(second) if answers else fails(second, FailureReason.REFUSED)

    found_ones = investigate([found(claim(SMTP)), found(other)], [works(SMTP), report])

    finding = found_ones.get("submission-other-port smtp.voorbeeld.nl")
    assert (finding.values if finding else None) == ({"port": "465", "other": "587"} if told else None)
