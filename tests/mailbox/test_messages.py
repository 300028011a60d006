"""The same messages in every way: each fault of a server is found and named, and no honest server is accused."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mailbox.conftest import PlaceOf
from tests.mailbox.place import Place, all_three, place
from tests.servers.authority import Authority
from tests.servers.generated_messages import generated, plain_message
from tests.servers.lines import Talk
from tests.servers.message_box import Fault, MessageBox, imap_box, pop3_box
from wizard.demo.stored_message import StoredMessage
from wizard.diagnosis.comparison import MessageEvidence, examine, part_sections
from wizard.diagnosis.garbled import GarbledVerdict, judge_garbled
from wizard.mailbox import fetch_messages
from wizard.mailbox.imap_messages import LARGEST
from wizard.model import ClientChoice, Consent, FetchedMessages, GarbledCause, MessageChoice, Password, Protocol

SECRET = "een heel geheim verhaal"


def incoming(box: MessageBox) -> dict[Protocol, Talk]:
    return {Protocol.IMAP: imap_box(box), Protocol.POP3: pop3_box(box)}


async def fetched(there: Place, password: str, choice: MessageChoice | None = None) -> FetchedMessages:
    """What the user's password brings."""
    return await fetch_messages(
        there.plan(),
        Password(password),
        there.network,
        there.failed_logins,
        Consent(),
        choice=choice or MessageChoice(newest=2),
        sections=part_sections,
    )


def judged(found: FetchedMessages, client: ClientChoice = ClientChoice.UNSURE) -> GarbledVerdict:
    return judge_garbled(evidence(found), client, found.issuers)


def evidence(found: FetchedMessages) -> list[MessageEvidence]:
    return [examine(copies, number) for number, copies in enumerate(found.messages, start=1)]


def with_table() -> StoredMessage:
    """A multipart with text, HTML and an attachment, too large for one chunk."""
    for seed in range(10_000):
        message = generated(seed)
        kinds = (b'("text" "plain"', b'"html"', b'"base64"')
        flat = message.structure.startswith(b'(("text" "plain"') and message.structure.count(b'"boundary"') == 1
        if flat and all(kind in message.structure for kind in kinds) and 140_000 < len(message.raw) < 400_000:
            return message
    raise AssertionError


MESSAGES = (plain_message("gewoon", b"Hallo,\r\n.\r\n" + SECRET.encode() + b"\r\n"), with_table())


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (Fault.ENCODING_NIL, GarbledCause.WRONG_STRUCTURE),
        (Fault.NO_SUBTYPE, GarbledCause.WRONG_STRUCTURE),
        (Fault.LOST_PART, GarbledCause.WRONG_STRUCTURE),
        (Fault.WRONG_OCTETS, GarbledCause.WRONG_STRUCTURE),
        (Fault.WRONG_KIND, GarbledCause.WRONG_STRUCTURE),
        (Fault.WRONG_DISPOSITION, GarbledCause.WRONG_STRUCTURE),
        (Fault.STOPS_AFTER, GarbledCause.WRONG_CHUNKS),
        (Fault.SHORT_CHUNK, GarbledCause.WRONG_CHUNKS),
        (Fault.CHUNK_TWICE, GarbledCause.WRONG_CHUNKS),
        (Fault.REFUSES_CHUNKS, GarbledCause.WRONG_CHUNKS),
        (Fault.HANGS_UP, GarbledCause.WRONG_CHUNKS),
        (Fault.WRONG_SIZE, GarbledCause.WRONG_SIZE),
        (Fault.CHANGES, GarbledCause.CHANGED),
        (Fault.SHUFFLED, GarbledCause.MIXED_UP),
        (Fault.OTHER_BODY, GarbledCause.MIXED_UP),
        (Fault.WRONG_PART, GarbledCause.WRONG_PARTS),
        (Fault.WRONG_PART_HEADERS, GarbledCause.WRONG_PARTS),
        (Fault.POP_DIFFERS, GarbledCause.POP_DIFFERS),
        (Fault.UTF8_BREAKS, GarbledCause.EXTENSION),
        (Fault.DEFLATED_DIFFERS, GarbledCause.EXTENSION),
        (Fault.DEFLATED_NOISE, GarbledCause.EXTENSION),
        (Fault.DEFLATED_ENDS, GarbledCause.EXTENSION),
        (Fault.DEFLATED_FINISHED, GarbledCause.EXTENSION),
        (Fault.DEFLATED_BOMB, GarbledCause.EXTENSION),
        (Fault.DEFLATED_NOTHING, GarbledCause.EXTENSION),
    ],
    ids=str,
)
async def test_each_fault_is_found(place_of: PlaceOf, canary: str, fault: Fault, cause: GarbledCause) -> None:
    box = MessageBox(messages=MESSAGES, password=canary, fault=fault)
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        found = await fetched(there, canary)

    assert found.messages
    assert judged(found).cause is cause
    assert not judged(found).blames_client


async def test_an_antivirus_program_is_blamed_before_the_server_behind_it(canary: str, tmp_path: Path) -> None:
    scanner = Authority("Avast Web/Mail Shield Root")
    box = MessageBox(messages=MESSAGES, password=canary, fault=Fault.NOTE_ADDED)
    async with place(scanner, tmp_path, all_three(canary), instead=incoming(box)) as there:
        found = await fetched(there, canary)
    verdict = judged(found)

    assert verdict.cause is GarbledCause.REWRITTEN
    assert verdict.product == "Avast"
    assert GarbledCause.POP_DIFFERS not in verdict.others


async def test_nobody_is_accused_where_all_is_well(place_of: PlaceOf, canary: str) -> None:
    box = MessageBox(messages=MESSAGES, password=canary)
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        found = await fetched(there, canary)
    verdict = judged(found, ClientChoice.THUNDERBIRD)

    assert [message.observations for message in evidence(found)] == [(), ()]
    assert [message.over_pop is not None for message in found.messages] == [True, True]
    for message in found.messages:
        assert message.with_extensions == (("UTF8=ACCEPT", message.whole), ("COMPRESS=DEFLATE", message.whole))
    assert verdict.cause is GarbledCause.CLIENT_CACHE
    assert verdict.same_everywhere
    assert verdict.same_over_pop


async def test_two_hundred_honest_messages_give_no_finding(place_of: PlaceOf, canary: str) -> None:
    box = MessageBox(messages=(), password=canary)
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        for first in range(0, 200, 5):
            box.messages = tuple(generated(seed) for seed in range(first, first + 5))
            found = await fetched(there, canary, MessageChoice(newest=5))
            assert len(found.messages) == 5
            accused = {
                first + 5 - number: message.observations
                for number, message in enumerate(evidence(found), start=1)
                if message.observations or message.broke_at or not message.compared_with_pop
            }
            assert accused == {}


async def test_the_largest_message_that_is_compared_gives_no_finding(place_of: PlaceOf, canary: str) -> None:
    message = plain_message("groot", b"Een regel van twintig\r\n" * 364_000)
    assert LARGEST - 20_000 < len(message.raw) <= LARGEST
    box = MessageBox(messages=[message], password=canary)
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        found = await fetched(there, canary, MessageChoice(newest=1))

    assert [(one.observations, one.broke_at) for one in evidence(found)] == [((), None)]
    assert [len(data or b"") for _size, data in found.messages[0].in_chunks] == [len(message.raw)] * 2


async def test_a_message_that_is_too_large_is_left_alone(place_of: PlaceOf, canary: str) -> None:
    box = MessageBox(messages=[plain_message("groot", b"x" * LARGEST)], password=canary)
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        found = await fetched(there, canary, MessageChoice(newest=1))

    assert [one.broke_at for one in evidence(found)] == ["too large"]
    assert not any("BODY" in command for command in box.said)


async def test_nothing_is_changed_in_the_mailbox(place_of: PlaceOf, canary: str) -> None:
    box = MessageBox(messages=MESSAGES, password=canary)
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        await fetched(there, canary)
    verbs = {command.split()[0].upper() for command in box.said}

    assert {"EXAMINE", "UID", "RETR", "TOP"} <= verbs
    assert verbs & {"SELECT", "STORE", "DELE", "EXPUNGE", "CLOSE", "COPY", "MOVE", "APPEND"} == set()
    fetches = [command for command in box.said if "BODY" in command.upper() and "BODYSTRUCTURE" not in command]
    assert fetches
    assert [command for command in fetches if "BODY.PEEK[" not in command] == []


async def test_a_wrong_password_is_tried_once(place_of: PlaceOf, canary: str) -> None:
    box = MessageBox(messages=MESSAGES, password="another")
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        found = await fetched(there, canary)

    assert found.messages == ()
    assert found.login.failures == 1


@pytest.mark.parametrize(
    ("choice", "subjects"),
    [
        (MessageChoice(subject="gewoon", newest=1), [b"gewoon"]),
        (MessageChoice(subject="één", newest=1), []),
        (MessageChoice(newest=1), [b"n"]),
    ],
    ids=["by subject", "beyond ASCII", "newest"],
)
async def test_the_user_points_at_messages(
    place_of: PlaceOf, canary: str, choice: MessageChoice, subjects: Sequence[bytes]
) -> None:
    box = MessageBox(messages=MESSAGES, password=canary)
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        found = await fetched(there, canary, choice)

    assert found.found == len(subjects)
    for copies, subject in zip(found.messages, subjects, strict=True):
        assert copies.whole is not None
        assert b"Subject: Bericht " + subject in copies.whole


async def test_no_word_of_a_message_is_kept(place_of: PlaceOf, canary: str) -> None:
    box = MessageBox(messages=MESSAGES, password=canary, fault=Fault.POP_DIFFERS)
    async with place_of(all_three(canary), instead=incoming(box)) as there:
        found = await fetched(there, canary)
    kept = repr(found) + repr(evidence(found)) + repr(judged(found))

    assert SECRET not in kept
    assert "Bericht" not in kept
    assert ".pdf" not in kept
    assert "@voorbeeld.nl>" not in kept
