"""What is measured in a mailbox, and that looking changes nothing."""

from datetime import UTC, datetime

import pytest

from tests.mailbox.conftest import PlaceOf
from tests.mailbox.place import Place, all_three
from tests.servers.mailboxes import MailServer
from wizard.model import Known, Mailbox, Protocol, Quota, SpecialUse

READ_ONLY = {
    Protocol.IMAP: {"CAPABILITY", "AUTHENTICATE", "LIST", "STATUS", "GETQUOTAROOT", "EXAMINE", "FETCH", "LOGOUT"},
    Protocol.POP3: {"CAPA", "AUTH", "STAT", "UIDL", "QUIT"},
    Protocol.SMTP: {"EHLO", "AUTH", "QUIT"},
}


async def seen(here: Place, password: str) -> Mailbox:
    mailbox = (await here.check(password)).mailbox
    assert mailbox is not None
    return mailbox


async def test_everything_is_measured_and_nothing_else_is_said(place_of: PlaceOf, canary: str) -> None:
    folders = {
        "INBOX": ("\\HasNoChildren", 40, 400_000),
        "Verzonden": ("\\Sent", 10, 50_000),
        "Werk": ("", 5, 10_000),
        "Weg": ("\\Trash", 1, 10),
        "Alles": ("\\All", 999, 999_999),
        "Map": ("\\Noselect", 0, 0),
    }
    async with place_of(all_three(canary, folders=folders)) as here:
        mailbox = await seen(here, canary)

    assert mailbox == Mailbox(
        quota=Quota(used=450 * 1024, total=1000 * 1024),
        messages=40,
        octets=400_000,
        ever_arrived=60,
        all_messages=56,
        all_octets=460_010,
        own_folders=("Werk",),
        special_use={SpecialUse.SENT: "Verzonden", SpecialUse.TRASH: "Weg", SpecialUse.ALL: "Alles"},
        oldest=datetime(2019, 3, 5, 9, 11, 12, tzinfo=UTC),
        idle=Known.YES,
        pop_messages=40,
        pop_octets=40_000,
        uidl_stable=Known.YES,
    )
    for protocol, server in here.servers.items():
        assert set(server.said) == READ_ONLY[protocol]
        assert server.said[-1] in {"LOGOUT", "QUIT"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"quota": (980, 1000)}, {"quota": Quota(used=980 * 1024, total=1000 * 1024)}),
        ({"quota": (5, 0)}, {"quota": None}),
        ({"quota": None}, {"quota": None}),
        ({"capabilities": ()}, {"quota": None, "octets": None, "all_octets": None, "idle": Known.NO}),
        ({"folders": {"INBOX": ("", 0, 0)}}, {"messages": 0, "all_messages": 0, "own_folders": (), "special_use": {}}),
        ({"pop_messages": 3}, {"pop_messages": 3, "messages": 40}),
        ({"uidls": lambda listing: [f"{listing}-{number}" for number in range(3)]}, {"uidl_stable": Known.NO}),
        ({"uidls": lambda _: ["same", "same"]}, {"uidl_stable": Known.NO}),
        ({"uidls": lambda _: []}, {"uidl_stable": Known.YES}),
    ],
    ids=["nearly-full", "no-limit", "no-quota", "few-abilities", "empty", "pop-less", "new-names", "twins", "no-mail"],
)
async def test_a_mailbox_is_seen_as_it_is(
    changes: dict[str, object], expected: dict[str, object], place_of: PlaceOf, canary: str
) -> None:
    async with place_of(all_three(canary, **changes)) as here:
        mailbox = await seen(here, canary)

    assert {name: getattr(mailbox, name) for name in expected} == expected


async def test_the_fullest_quota_counts(place_of: PlaceOf, canary: str) -> None:
    answers = (b'* QUOTA "a" (STORAGE 1 10)', b'* QUOTA "b" (STORAGE 9 10)', b'* QUOTA "c" (MESSAGE 10 10)')
    server = MailServer(password=canary, quota_lines=answers)
    async with place_of({Protocol.IMAP: server}) as here:
        assert (await seen(here, canary)).quota == Quota(used=9 * 1024, total=10 * 1024)


ODD = {
    "brackets-without-end": b"* LIST " + b"(" * 3000,
    "no-name": b'* LIST () "/"',
    "number-for-a-name": b'* LIST () "/" 2019',
    "bad-utf7": b'* LIST () "/" "&AAA-&&&"',
    "not-ascii": b'* LIST () "/" "caf\xc3\xa9"',
    "escape": b'* LIST () "/" "\x1b[2J"',
    "literal": b'* LIST () "/" {4000000000}',
    "flood": b'* LIST () "/" x\r\n' * 400_000,
}


@pytest.mark.parametrize("listing", ODD)
async def test_a_strange_listing_never_spoils_the_login(listing: str, place_of: PlaceOf, canary: str) -> None:
    server = MailServer(password=canary, list_lines=(ODD[listing],))
    async with place_of({Protocol.IMAP: server}) as here:
        result = await here.check(canary)

    assert result.works
    assert result.mailbox is not None
    for name in result.mailbox.own_folders or ():
        assert name.isprintable()
