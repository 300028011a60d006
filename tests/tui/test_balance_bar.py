"""Which way the advice leans, as a dot between IMAP and POP."""

import pytest

from wizard import advisor, rulebook
from wizard.model import Answers, Facts, Known, Protocol, ServerFacts
from wizard.tui.widgets.balance_bar import LENGTH, dot_place

RULES = rulebook.load()
POP = {
    "devices": "one-computer",
    "people": "just-me",
    "webmail": "never",
    "backups": "regularly",
    "server_space": "nearly-full",
}


def place(answers: dict[str, str], server: ServerFacts | None = None) -> tuple[Protocol | None, int]:
    given = Answers()
    for key, word in answers.items():
        given = given.with_answer(key, word)
    advice = advisor.advise(Facts(answers=given, server=server or ServerFacts()), RULES)
    return advice.protocol, dot_place(advice, LENGTH)


@pytest.mark.parametrize(
    ("answers", "server", "protocol", "places"),
    [
        ({"devices": "several"}, None, Protocol.IMAP, range(LENGTH // 2)),
        (POP, None, Protocol.POP3, range(LENGTH // 2, LENGTH)),
        ({"devices": "several"}, ServerFacts(imap=Known.NO, pop3=Known.YES), Protocol.POP3, [LENGTH - 1]),
        ({}, ServerFacts(imap=Known.YES, pop3=Known.NO), Protocol.IMAP, [0]),
    ],
    ids=["imap", "pop", "only pop", "only imap"],
)
def test_the_dot_stands_on_the_side_of_the_advice(
    answers: dict[str, str], server: ServerFacts | None, protocol: Protocol, places: range | list[int]
) -> None:
    advised, where = place(answers, server)
    assert advised is protocol
    assert where in places
