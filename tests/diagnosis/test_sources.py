"""What the sources of settings did well or badly, and where they contradict each other."""

import dataclasses

import pytest

from tests.diagnosis.told import (
    GUESS,
    IMAP,
    STARTTLS,
    investigate,
    one,
    source,
)
from tests.probing.build import claim, endpoint, found, works
from wizard.model import (
    Candidate,
    LookupFailure,
    Severity,
    SocketType,
    SourceName,
)


def test_settings_that_stand_on_an_insecure_page_only() -> None:
    insecure = claim(IMAP, trusted=False, origin="http://autoconfig.voorbeeld.nl/mail/config-v1.1.xml")

    assert f"published-over-http {IMAP}" in investigate(one(insecure), [works(IMAP)])
    confirmed = [found(insecure), found(claim(IMAP, SourceName.ISPDB))]
    assert f"published-over-http {IMAP}" not in investigate(confirmed, [works(IMAP)])


@pytest.mark.parametrize(
    ("server", "trusted", "severity"),
    [
        ("imap.voorbeeld.nl:993", False, None),
        ("imap.hosting.example:993", False, Severity.NOTE),
        ("imap.far.example:993", False, Severity.WARNING),
        ("imap.far.example:993", True, None),
    ],
)
def test_a_foreign_target_is_marked(server: str, trusted: bool, severity: Severity | None) -> None:
    found_ones = investigate(one(claim(server, SourceName.SRV, trusted=trusted)), [works(server)])

    finding = found_ones.get(f"foreign-target {server}")
    assert (finding.severity if finding else None) is severity


def test_sources_that_contradict_each_other_are_named() -> None:
    sources = [found(claim(IMAP)), found(claim("other.voorbeeld.nl:993", SourceName.ISPDB))]

    finding = investigate(sources, [works(IMAP), works("other.voorbeeld.nl:993")])["sources-disagree imap"]

    assert dict(finding.values) == {
        "field": "server",
        "first": "autoconfig",
        "first_says": f"{IMAP} (SSL)",
        "second": "ispdb",
        "second_says": "other.voorbeeld.nl:993 (SSL)",
        "answered": IMAP,
    }


def test_sources_that_name_a_common_server_do_not_contradict_each_other() -> None:
    sources = [found(claim(IMAP), claim(STARTTLS, order=1)), found(claim(IMAP, SourceName.ISPDB))]

    assert "sources-disagree imap" not in investigate(sources, [works(IMAP), works(STARTTLS)])


@pytest.mark.parametrize(
    ("name", "reason", "told"),
    [
        (SourceName.AUTODISCOVER, LookupFailure.NEEDS_LOGIN, True),
        (SourceName.AUTODISCOVER, LookupFailure.NOT_FOUND, False),
        (SourceName.AUTOCONFIG, LookupFailure.NEEDS_LOGIN, False),
    ],
)
def test_exchange_is_no_failure(name: SourceName, reason: LookupFailure, *, told: bool) -> None:
    url = "https://autodiscover.voorbeeld.nl/autodiscover/autodiscover.xml"

    found_ones = investigate([*one(claim(IMAP)), source(name, url, reason)], [works(IMAP)])

    finding = found_ones.get("exchange-here voorbeeld.nl")
    assert (finding.severity if finding else None) == (Severity.NOTE if told else None)


@pytest.mark.parametrize(
    ("first", "second", "field", "said"),
    [
        (claim(IMAP), claim("mail.voorbeeld.nl:993", SourceName.SRV), "server", "mail.voorbeeld.nl:993 (SSL)"),
        (claim(IMAP), claim(STARTTLS, SourceName.SRV), "port", f"{STARTTLS} (STARTTLS)"),
        (
            claim(IMAP),
            dataclasses.replace(
                claim(IMAP, SourceName.SRV),
                settings=dataclasses.replace(
                    claim(IMAP).settings,
                    endpoint=dataclasses.replace(endpoint(IMAP), socket_type=SocketType.STARTTLS),
                ),
            ),
            "security",
            f"{IMAP} (STARTTLS)",
        ),
        (claim(IMAP), claim(IMAP, SourceName.ISPDB, username="%EMAILLOCALPART%"), "username", "%EMAILLOCALPART%"),
        (claim(IMAP), claim(IMAP, SourceName.SRV, username=None), None, None),
        (claim(IMAP), claim("mail.voorbeeld.nl:993", GUESS), None, None),
    ],
    ids=["server", "port", "security", "user name", "one does not say", "a guess"],
)
def test_in_which_field_sources_differ(
    first: Candidate, second: Candidate, field: str | None, said: str | None
) -> None:
    finding = investigate([found(first), found(second)], [works(IMAP)]).get("sources-disagree imap")

    if finding is None:
        assert field is None
        return
    assert (finding.values["field"], finding.values["second_says"]) == (field, said)
    assert (finding.values["first"], finding.values["second"]) == (first.source, second.source)
    assert finding.values["answered"] == IMAP
