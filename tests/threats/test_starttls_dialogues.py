"""Every way to play with STARTTLS, as lines alone: the verdict, what was said, and what is believed."""

import collections

import pytest

from tests.servers.scripts import Script, filled
from tests.threats.case import INJECTED, Case
from tests.threats.dialogue_cases import CASES
from wizard.model import Capabilities, Failed, FailureReason, SocketType, Stage
from wizard.probing.dialogue import Read, Send, StartTls
from wizard.probing.driver import CONVERSATIONS

ALLOWED = {b"A1 CAPABILITY", b"A2 STARTTLS", b"A3 CAPABILITY", b"A4 LOGOUT", b"CAPA", b"STLS", b"QUIT"} | {
    b"EHLO [127.0.0.1]",
    b"STARTTLS",
}


def play(case: Case) -> tuple[Capabilities | Failed, list[bytes]]:
    """What the dialogue makes of the script, and what the client said; the wire is a list of lines."""
    segments = iter(case.script.before)
    wire = collections.deque(next(segments))
    dialogue = CONVERSATIONS[case.protocol](SocketType.STARTTLS)
    said: list[bytes] = []
    step = next(dialogue)
    while True:
        try:
            match step:
                case Send(line=line):
                    said.append(line)
                    wire.extend(filled(next(segments, ()), line))
                    step = dialogue.send(b"")
                case Read(stage=stage):
                    if not wire:
                        return Failed(stage=stage, reason=FailureReason.TIMED_OUT), said
                    step = dialogue.send(wire.popleft())
                case StartTls():
                    if wire:
                        return Failed(stage=Stage.STARTTLS, reason=FailureReason.DATA_BEFORE_TLS), said
                    said.append(b"-- tls --")
                    assert case.script.inside is not None, "the client upgrades on its own account"
                    segments = iter(case.script.inside)
                    step = dialogue.send(b"")
        except StopIteration as end:
            result: Capabilities | Failed = end.value
            return result, said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_verdict_is_right_and_nothing_secret_is_said(case: Case) -> None:
    result, said = play(case)

    assert set(said) <= {*ALLOWED, b"-- tls --"}
    if case.verdict is None:
        assert isinstance(result, Capabilities)
        assert b"-- tls --" in said
        heard = {*result.names, *result.sasl_mechanisms}
        assert "OUTSIDE" not in heard, "believed from before TLS"
        assert "CRAM-MD5" not in heard, "believed from before TLS"
        assert all(text.isprintable() for text in (*heard, result.greeting))
    else:
        assert isinstance(result, Failed)
        assert (result.stage, result.reason) == case.verdict
        assert result.detail.isprintable()


def test_there_are_as_many_cases_as_elsewhere_and_each_is_another() -> None:
    assert len({case.id for case in CASES}) == len(CASES) >= 176
    groups = collections.Counter(case.id.split("-")[1] for case in CASES)
    assert all(groups[group] >= count for group, count in {"O": 40, "P": 7, "D": 16, "B": 20, "T": 45, "U": 20}.items())
    assert {case.verdict for case in CASES if case.id.split("-")[1] == "B"} > {INJECTED}


def test_the_client_is_the_one_that_is_played_with() -> None:
    lenient = Case(id="x", protocol=CASES[0].protocol, script=Script(before=[(b"* OK",), (b"A1 OK",)]), verdict=None)
    result, said = play(lenient)
    assert isinstance(result, Failed)
    assert said == [b"A1 CAPABILITY"]
