"""Every word of the model's closed lists exists in both languages."""

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest

from wizard.errors import AddressProblem, UnreadableFile, UnwritableFile
from wizard.i18n import (
    Words,
    address_words,
    export_words,
    login_words,
    lookup_words,
    probe_words,
    server_words,
    weight_words,
)
from wizard.i18n.file_words import file_problem_word
from wizard.i18n.sentences import finding_sentences, help_page_word
from wizard.model import (
    AuthenticationMethod,
    FailureReason,
    Finding,
    FindingId,
    HelpPage,
    Language,
    LoginRefusal,
    LookupFailure,
    NotAskedReason,
    NotTriedReason,
    Obstacle,
    Protocol,
    Severity,
    SocketType,
    SourceName,
    SpecialUse,
    Stage,
    Strength,
)
from wizard.rulebook import load

TABLES: dict[type[StrEnum], Callable[..., str]] = {
    Protocol: server_words.task_word,
    SocketType: server_words.security_word,
    AuthenticationMethod: server_words.authentication_word,
    SourceName: lookup_words.source_word,
    Strength: weight_words.strength_word,
    Severity: weight_words.severity_word,
    Stage: probe_words.stage_word,
    FailureReason: probe_words.failure_word,
    LookupFailure: lookup_words.lookup_failure_word,
    NotAskedReason: lookup_words.not_asked_word,
    LoginRefusal: login_words.login_refusal_word,
    NotTriedReason: login_words.not_tried_word,
    SpecialUse: login_words.special_use_word,
}
SAME_IN_BOTH = {"SSL/TLS", "STARTTLS", "OAuth2", "NTLM", "Kerberos / GSSAPI"}


def test_what_is_wrong_fits_beside_a_name() -> None:
    for reason in FailureReason:
        dutch, english = (probe_words.short_failure_word(reason, Words(language)) for language in Language)
        assert dutch != english
        assert max(len(dutch), len(english)) <= 18


@pytest.mark.parametrize("table", TABLES, ids=lambda kind: kind.__name__)
def test_each_word_reads_differently_in_each_language(table: type[StrEnum]) -> None:
    for word in table:
        dutch, english = (TABLES[table](word, Words(language)) for language in Language)
        assert dutch
        assert dutch != english or english in SAME_IN_BOTH, word


@pytest.mark.parametrize("problem", list(AddressProblem))
@pytest.mark.parametrize("language", list(Language))
def test_a_bad_address_is_one_sentence(problem: AddressProblem, language: Language) -> None:
    sentence = address_words.address_sentence(problem, "x@y", Words(language))

    assert sentence.endswith(".")
    assert problem is AddressProblem.EMPTY or "x@y" in sentence


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_a_refused_format_is_named(obstacle: Obstacle) -> None:
    for language in Language:
        assert export_words.obstacle_sentence(obstacle, "pacc", Words(language)).startswith("pacc ")


VALUES: dict[str, Any] = {
    "hostname": "imap.voorbeeld.nl",
    "port": "993",
    "detail": "* BYE {x}",
    "issuer": "CA",
    "names": "a.nl",
    "not_after": "2026-01-31",
    "version": "TLSv1.1",
    "origin": "https://x",
    "instead": "y:993",
    "domain": "voorbeeld.nl",
    "first": "autoconfig",
    "second": "srv",
    "first_says": "a",
    "second_says": "b",
    "answered": "c",
    "days": "14",
    "field": "server",
    "portal": "login.voorbeeld.nl",
    "product": "Avast",
    "today": "2026-01-31",
    "looks_like": "voorbeeld.nl",
    "seconds": "900",
    "minutes": "15",
    "other": "587",
    "address": "2001:db8::1",
    "not_before": "2026-01-31",
    "ipv4": "works",
    "ipv6": "certificate-name",
    "kind": "SRV",
    "records": "400",
    "used": "20",
    "ports": "465, 993",
}


@pytest.mark.parametrize("finding_id", list(FindingId))
@pytest.mark.parametrize("language", list(Language))
def test_each_finding_says_what_was_seen_and_what_to_do(finding_id: FindingId, language: Language) -> None:
    finding = Finding(id=finding_id, severity=Severity.WARNING, subject="x.voorbeeld.nl:993", values=VALUES)

    seen, next_step = finding_sentences(finding, load().findings, Words(language))

    for sentence in (seen, next_step):
        assert sentence[-1] in ".!?"
        assert "{" not in sentence.replace("{x}", "")
    assert "2026-01-31" not in seen


def test_a_protocol_as_subject_is_a_word() -> None:
    finding = Finding(id=FindingId.SOURCES_DISAGREE, severity=Severity.NOTE, subject="pop3", values=VALUES)

    assert "POP" in finding_sentences(finding, load().findings, Words(Language.NL))[0]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reason", LoginRefusal)
def test_each_refusal_that_tells_something_has_a_next_step(reason: LoginRefusal, language: Language) -> None:
    step = login_words.after_refusal_sentence(reason, Words(language))
    assert (step is None) is (reason is LoginRefusal.UNKNOWN)
    assert step is None or step.endswith(".")


def test_a_moment_stands_on_the_clock_of_this_computer() -> None:
    moment = datetime(2026, 11, 28, 8, 5, tzinfo=UTC)
    here = moment.astimezone()
    assert Words(Language.NL).moment(moment) == f"{here.day}-11-2026 {here.hour}:{here.minute:02}"
    assert Words(Language.EN).moment(moment) == f"{here.day} November 2026, {here.hour}:{here.minute:02}"


@pytest.mark.parametrize(
    ("error", "dutch", "english"),
    [
        (UnwritableFile("x", os.strerror(errno.ENOENT)), "die map bestaat niet", "there is no such folder"),
        (UnreadableFile("x", os.strerror(errno.ENOENT)), "dat bestand bestaat niet", "there is no such file"),
        (UnwritableFile("x", os.strerror(errno.EACCES)), "u hebt geen toestemming", "you have no permission"),
        (UnwritableFile("x", "something of its own."), "something of its own", "something of its own"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_in_our_own_words(
    error: UnreadableFile | UnwritableFile, dutch: str, english: str
) -> None:
    assert file_problem_word(error, Words(Language.NL)) == dutch
    assert file_problem_word(error, Words(Language.EN)) == english


def test_a_page_in_another_language_says_so() -> None:
    page = HelpPage(url="https://voorbeeld.nl/help", title="Mail settings", language="en")
    assert help_page_word(page, Words(Language.NL)) == "Mail settings (Engels)"
    assert help_page_word(page, Words(Language.EN)) == "Mail settings"
    assert help_page_word(replace(page, title=None), Words(Language.NL)) is None
