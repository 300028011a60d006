"""When the recommendation can no longer change: nobody is waited for in vain, nobody better is missed."""

import math

from tests.probing.build import claim, endpoint, fails, found, works
from wizard.model import FailureReason, SourceName
from wizard.probing import Evidence, Home
from wizard.probing.evidence import SILENCE

AUTOCONFIG, ISPDB, SRV, GUESS = SourceName.AUTOCONFIG, SourceName.ISPDB, SourceName.SRV, SourceName.GUESS
SERVERS = ("imap.voorbeeld.nl:993", "pop.voorbeeld.nl:995", "smtp.voorbeeld.nl:465")
ORIGIN = claim(SERVERS[0]).origin


def everything_works(source: SourceName, *, trusted: bool, pending: tuple[SourceName, ...] = ()) -> Evidence:
    """One source has named a server for each protocol, all proved; others are still being asked since 0.0."""
    evidence = Evidence(home=Home(mail_domain="voorbeeld.nl"))
    for name in pending:
        evidence.ask(name, "elsewhere", 0.0)
    evidence.hear(found(*(claim(server, source, trusted=trusted) for server in SERVERS)))
    for server in SERVERS:
        evidence.see(works(server))
    return evidence


def test_nothing_is_waited_for_when_the_best_source_is_proved() -> None:
    evidence = everything_works(AUTOCONFIG, trusted=True, pending=(ISPDB, SRV, GUESS))

    assert evidence.blocked_until(0.1) is None
    assert not evidence.finished


def test_a_source_of_higher_rank_is_waited_for_until_it_has_been_silent_long_enough() -> None:
    evidence = everything_works(GUESS, trusted=False, pending=(AUTOCONFIG,))

    assert evidence.blocked_until(0.1) == SILENCE
    assert evidence.blocked_until(SILENCE) is None


def test_a_source_that_answers_is_waited_for_no_longer() -> None:
    evidence = everything_works(GUESS, trusted=False)
    evidence.ask(AUTOCONFIG, ORIGIN, 0.0)
    assert evidence.blocked_until(0.1) == SILENCE

    evidence.hear(found(claim(SERVERS[0])))

    assert evidence.blocked_until(0.1) is None


def test_a_better_server_under_test_is_waited_for() -> None:
    evidence = everything_works(SRV, trusted=False)
    evidence.hear(found(claim("better.voorbeeld.nl:993", ISPDB)))
    evidence.probe(endpoint("better.voorbeeld.nl:993"), 1.0)

    assert evidence.blocked_until(1.1) == 1.0 + SILENCE
    evidence.see(fails("better.voorbeeld.nl:993", FailureReason.REFUSED))
    assert evidence.blocked_until(1.2) is None


def test_a_lesser_server_under_test_is_not_waited_for() -> None:
    evidence = everything_works(AUTOCONFIG, trusted=True)
    evidence.hear(found(claim("imap.voorbeeld.nl:143", order=1)))
    evidence.probe(endpoint("imap.voorbeeld.nl:143"), 1.0)

    assert evidence.blocked_until(1.1) is None


def test_the_only_server_of_a_protocol_is_waited_for_to_its_end() -> None:
    evidence = Evidence(home=Home(mail_domain="voorbeeld.nl"))
    evidence.hear(found(claim(SERVERS[0])))
    evidence.probe(endpoint(SERVERS[0]), 0.0)

    assert evidence.blocked_until(100.0) == math.inf
    evidence.see(fails(SERVERS[0], FailureReason.TIMED_OUT))
    assert evidence.blocked_until(100.0) is None


def test_nothing_asked_and_nothing_found_is_settled() -> None:
    evidence = Evidence(home=Home(mail_domain="voorbeeld.nl"))

    assert evidence.blocked_until(0.0) is None
    assert evidence.finished
