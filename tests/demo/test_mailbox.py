"""The mailbox of the built-in world: every way to its messages shows the same, and nothing changes it."""

import re
from collections.abc import Callable

import pytest

from wizard.demo.imap_mailbox import HangsUp, Misunderstood, imap_answer
from wizard.demo.letters import letters
from wizard.demo.mailbox import Mailbox, mailbox_behind
from wizard.demo.pop3_mailbox import pop3_answer
from wizard.demo.situation import Trait
from wizard.demo.stored_message import StoredMessage
from wizard.diagnosis.faults_in_message import faults_in_message
from wizard.diagnosis.structure import differences, own_structure, said_structure

USUAL = mailbox_behind(frozenset())
SMALL = Mailbox(messages=letters(), first_uid=11)


def imap(command: str, mailbox: Mailbox = SMALL) -> bytes:
    answers = imap_answer(mailbox, command)
    assert answers is not None
    return b"".join(answers)


def pop3(command: str, mailbox: Mailbox = SMALL) -> bytes:
    answer = pop3_answer(mailbox, command)
    assert answer is not None
    return answer


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.head.split(b"Subject: ")[1][:12].decode())
def test_a_letter_is_described_as_it_is(letter: StoredMessage) -> None:
    own = own_structure(letter.raw)
    said = said_structure(b"1 (UID 1 BODYSTRUCTURE " + letter.structure + b")")

    assert list(differences(said, own)) == []
    assert list(faults_in_message(letter.raw, own)) == []
    for part in own.leaves:
        assert letter.parts[part.section][1] == part.body


def test_there_is_one_of_each_kind() -> None:
    kinds = {part.kind for letter in letters() for part in own_structure(letter.raw).walk()}

    assert kinds >= {
        "text/plain",
        "text/html",
        "application/pdf",
        "image/png",
        "message/rfc822",
        "multipart/alternative",
        "multipart/mixed",
        "multipart/related",
    }
    newest = letters()[-1].raw
    assert newest.count(b"<table") > 100
    assert len(newest) > 65_536


def test_imap_and_pop_count_the_same() -> None:
    sizes = [int(line.split()[1]) for line in pop3("LIST", USUAL).splitlines()[1:-1]]
    status = imap('STATUS "INBOX" (MESSAGES SIZE UIDNEXT)', USUAL)

    assert len(sizes) == 1204
    assert pop3("STAT", USUAL) == b"+OK 1204 %d\r\n" % sum(sizes)
    assert status == b'* STATUS "INBOX" (MESSAGES 1204 UIDNEXT 1310 SIZE %d)\r\n' % sum(sizes)
    assert b"* 1204 EXISTS" in imap('EXAMINE "INBOX"', USUAL)
    names = [line.split()[1] for line in pop3("UIDL", USUAL).splitlines()[1:-1]]
    assert len(set(names)) == 1204


@pytest.mark.parametrize("place", [1, 600, len(USUAL.messages)])
def test_every_way_brings_the_same_message(place: int) -> None:
    uid = USUAL.first_uid + place - 1
    raw = USUAL.message(uid).raw
    pieces = [imap(f"UID FETCH {uid} (BODY.PEEK[]<{start}.65536>)", USUAL) for start in range(0, len(raw), 65_536)]

    assert imap(f"UID FETCH {uid} (BODY.PEEK[])", USUAL).endswith(b"{%d}\r\n%s)\r\n" % (len(raw), raw))
    assert imap(f"FETCH {place} (BODY.PEEK[])", USUAL).endswith(b"{%d}\r\n%s)\r\n" % (len(raw), raw))
    assert b"".join(piece.partition(b"}\r\n")[2].removesuffix(b")\r\n") for piece in pieces) == raw
    assert pop3(f"RETR {place}", USUAL).replace(b"\r\n..", b"\r\n.") == b"+OK\r\n" + raw + b".\r\n"
    assert pop3(f"LIST {place}", USUAL) == b"+OK %d %d\r\n" % (place, len(raw))
    head = raw.partition(b"\r\n\r\n")[0]
    assert pop3(f"TOP {place} 0", USUAL) == b"+OK\r\n" + head + b"\r\n\r\n.\r\n"


def test_dots_are_doubled_over_pop() -> None:
    message = StoredMessage(head=b"\r\n", body=b".\r\n..x", structure=b"", parts={})
    assert pop3("RETR 1", Mailbox(messages=[message])) == b"+OK\r\n\r\n..\r\n...x\r\n.\r\n"


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ("ALL", "11 12 13 14 15 16 17"),
        ('SUBJECT "NIEUWSBRIEF"', "17"),
        ('CHARSET UTF-8 SUBJECT "buurtcafé"', "12"),
        ('SUBJECT "a \\"b\\""', ""),
        ("SINCE 21-Nov-2026", "15 16 17"),
        ("SINCE 20-Nov-2026 BEFORE 21-Nov-2026", "11 12 13 14"),
        ("SUBJECT factuur SINCE 20-Nov-2026", "14"),
    ],
)
def test_messages_are_found(criteria: str, found: str) -> None:
    assert imap(f"UID SEARCH {criteria}").decode().split()[2:] == found.split()


def test_a_search_without_uid_gives_places() -> None:
    assert imap("SEARCH SUBJECT factuur") == b"* SEARCH 4\r\n"


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("FETCH 1 (INTERNALDATE)", rb'\* 1 FETCH \(INTERNALDATE "20-Nov-2026 08:00:00 \+0000"\)\r\n'),
        ("FETCH 2 (UID FLAGS RFC822.SIZE)", rb"\* 2 FETCH \(UID 12 FLAGS \(\) RFC822.SIZE \d+\)\r\n"),
        ("UID FETCH 13 (BODY.PEEK[1.MIME])", rb"\* 3 FETCH \(UID 13 BODY\[1\.MIME\] \{\d+\}\r\nContent-(?s:.*)\)\r\n"),
        ("UID FETCH 13 (BODY.PEEK[HEADER])", rb"\* 3 FETCH \(UID 13 BODY\[HEADER\] \{\d+\}\r\nFrom: (?s:.*)\)\r\n"),
        ("UID FETCH 13 (BODY.PEEK[7])", rb"\* 3 FETCH \(UID 13 BODY\[7\] \{0\}\r\n\)\r\n"),
        ("UID FETCH 13 (BODY.PEEK[]<99999999.10>)", rb"\* 3 FETCH \(UID 13 BODY\[\]<99999999> \{0\}\r\n\)\r\n"),
        ("UID FETCH 16:* (UID)", rb"\* 6 FETCH \(UID 16 UID 16\)\r\n\* 7 FETCH \(UID 17 UID 17\)\r\n"),
        ("UID FETCH 1,99 (UID)", rb""),
        ("GETQUOTAROOT INBOX", rb'\* QUOTAROOT "INBOX" ""\r\n\* QUOTA "" \(STORAGE \d+ 5000000\)\r\n'),
        ("UNSELECT", rb""),
    ],
)  # fmt: skip
def test_what_imap_answers(command: str, answer: bytes) -> None:
    assert re.fullmatch(answer, imap(command)), imap(command)


@pytest.mark.parametrize(
    "command",
    [
        'EXAMINE "Vakantie"',
        'STATUS "Werk" (MESSAGES)',
        "UID SEARCH LARGER 5",
        "UID SEARCH SINCE yesterday",
        "UID FETCH x (UID)",
        "UID FETCH 1:y (UID)",
        "UID FETCH 11 (ENVELOPE)",
        "UID FETCH 11 ()",
    ],
)
def test_what_imap_does_not_know(command: str) -> None:
    with pytest.raises(Misunderstood):
        imap(command)


@pytest.mark.parametrize("command", ["SELECT INBOX", "UID STORE 11 +FLAGS (\\Seen)", "EXPUNGE", "APPEND INBOX {5}"])
def test_nothing_that_changes_a_mailbox_is_understood(command: str) -> None:
    assert imap_answer(SMALL, command) is None


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("RETR 0", b"-ERR No such message\r\n"),
        ("RETR 8", b"-ERR No such message\r\n"),
        ("RETR x", b"-ERR No such message\r\n"),
        ("TOP 1 x", b"-ERR No such message\r\n"),
        ("LIST 99", b"-ERR No such message\r\n"),
        ("UIDL 7", b"+OK 7 demo-17\r\n"),
        ("NOOP", b"+OK\r\n"),
        ("RSET", b"+OK\r\n"),
        ("DELE 1", None),
        ("UIDL 1 2", None),
    ],
)
def test_what_pop_answers(command: str, answer: bytes | None) -> None:
    assert pop3_answer(SMALL, command) == answer


def test_special_folders_are_listed() -> None:
    listed = imap('LIST "" "*"', USUAL).decode()

    assert listed.startswith('* LIST (\\HasNoChildren) "/" "INBOX"\r\n')
    for folder in ('\\Drafts) "/" "Concepten"', '\\Sent) "/" "Verzonden items"', '\\Trash) "/" "Prullenbak"'):
        assert folder in listed
    assert b"(MESSAGES 310 " in imap('STATUS "Verzonden items" (MESSAGES)', USUAL)


@pytest.mark.parametrize(
    ("trait", "shows"),
    [
        (Trait.NEARLY_FULL, lambda mailbox: 0.9 < mailbox.used / mailbox.limit < 1),
        (Trait.EMPTIED, lambda mailbox: len(mailbox.messages) * 100 < mailbox.uid_next),
        (Trait.LOSES_PART, lambda mailbox: mailbox.structure(1309) != mailbox.message(1309).structure),
        (Trait.CUTS_CHUNKS, lambda mailbox: len(mailbox.chunk(1309, 0, 10**6)) == mailbox.size(1309) - 1),
    ],
)
def test_a_trait_is_in_the_mailbox(trait: Trait, shows: Callable[[Mailbox], bool]) -> None:
    assert shows(mailbox_behind(frozenset({trait})))
    assert not shows(USUAL)


def test_a_server_that_hangs_up_gives_nothing_to_say() -> None:
    class HangingUp(Mailbox):
        def chunk(self, uid: int, start: int, count: int) -> bytes | None:
            del uid, start, count
            return None

    with pytest.raises(HangsUp):
        imap("UID FETCH 1 (BODY.PEEK[]<0.10>)", HangingUp(messages=letters()))
