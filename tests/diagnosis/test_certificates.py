"""Whose fault a refused certificate is."""

import dataclasses
from datetime import UTC, datetime

import pytest

from tests.diagnosis.told import (
    FOREIGN,
    GUESS,
    IMAP,
    SMTP,
    at,
    investigate,
    one,
    session,
    source,
)
from tests.probing.build import claim, fails, found, tls, works
from wizard.model import (
    Connected,
    FailureReason,
    FindingId,
    LookupFailure,
    Severity,
    SourceName,
    Stage,
    TlsFacts,
)


@pytest.mark.parametrize("self_signed", [True, False])
def test_a_self_signed_certificate_is_told_from_an_unknown_authority(*, self_signed: bool) -> None:
    shown = session(self_signed=self_signed, trusted=False)
    found_ones = investigate(one(claim(IMAP)), [fails(IMAP, FailureReason.CERTIFICATE_UNTRUSTED, Stage.TLS, shown)])

    assert found_ones[f"certificate-untrusted {IMAP}"].values["issuer"] == "Voorbeeld CA"
    assert (f"certificate-self-signed {IMAP}" in found_ones) is self_signed


@pytest.mark.parametrize(
    ("address", "server", "told"),
    [
        ("192.0.2.1", "server12.hosting.example:993", True),
        ("192.0.2.2", "server12.hosting.example:993", False),
        ("192.0.2.1", "server12.hosting.example:995", False),
    ],
    ids=["same machine", "another machine", "another service"],
)
def test_the_name_under_which_the_certificate_is_good(address: str, server: str, *, told: bool) -> None:
    shown = session(names=("server12.hosting.example",), hostname_matches=False)
    refused = at(fails(IMAP, FailureReason.CERTIFICATE_NAME, Stage.TLS, shown), "192.0.2.1")
    sources = [found(claim(IMAP)), found(claim(server, GUESS, trusted=False))]

    found_ones = investigate(sources, [refused, at(works(server), address)])

    assert found_ones[f"certificate-name {IMAP}"].values["names"] == "server12.hosting.example"
    finding = found_ones.get(f"certificate-name-works {IMAP}")
    assert (finding.values if finding else None) == ({"instead": server} if told else None)


@pytest.mark.parametrize(
    ("issuer", "product"),
    [
        ("Avast, Avast Web/Mail Shield Root", "Avast"),
        ("ESET, spol. s r. o., ESET SSL Filter CA", "ESET"),
        ("AO Kaspersky Lab, Kaspersky Anti-Virus Personal Root Certificate", "Kaspersky"),
        ("Fortinet, FG100", "Fortinet"),
        ("Let's Encrypt, R11", None),
        ("Voorbeeld CA", None),
    ],
)
@pytest.mark.parametrize("works_too", [True, False], ids=["accepted", "refused"])
def test_a_known_product_in_between_is_named(issuer: str, product: str | None, *, works_too: bool) -> None:
    shown = session(issuer=issuer)
    report = fails(IMAP, FailureReason.CERTIFICATE_UNTRUSTED, Stage.TLS, shown)
    if works_too:
        accepted = works(IMAP, "IDLE").outcome
        assert isinstance(accepted, Connected)
        report = dataclasses.replace(report, outcome=dataclasses.replace(accepted, tls=shown))

    finding = investigate(one(claim(IMAP)), [report]).get(f"intercepted {IMAP}")

    assert (finding.values["product"] if finding else None) == product
    if finding is not None:
        assert finding.severity is (Severity.WARNING if works_too else Severity.BLOCKING)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"names": ("imap.voorbeeld.nl",)}, {"names": ("smtp.hosting.example",)}, True),
        ({"names": ("*",)}, {"names": ("*",)}, False),
        ({"names": ("imap.voorbeeld.nl",)}, {"names": ("x",), "hostname_matches": False}, False),
        ({"names": ("imap.voorbeeld.nl",)}, {"names": ("smtp.hosting.example",), "issuer": "Other CA"}, False),
        ({"names": ("imap.voorbeeld.nl",)}, {"names": ("smtp.hosting.example",), "self_signed": True}, False),
    ],
    ids=["one authority for strangers", "the same certificate", "wrong name", "two authorities", "self-signed"],
)
def test_an_unknown_authority_that_vouches_for_strangers(
    first: dict[str, object], second: dict[str, object], *, told: bool
) -> None:
    reports = [
        fails(server, FailureReason.CERTIFICATE_UNTRUSTED, Stage.TLS, session(**changes))
        for server, changes in ((IMAP, first), (FOREIGN, second))
    ]

    found_ones = investigate(one(claim(IMAP), claim(FOREIGN)), reports)

    assert any(finding.id is FindingId.INTERCEPTED for finding in found_ones.values()) is told


LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PAGE = "https://ispdb.example/v1.1/voorbeeld.nl"


@pytest.mark.parametrize(
    ("servers", "page", "told"),
    [
        ((IMAP, FOREIGN), None, True),
        ((IMAP,), LookupFailure.CERTIFICATE_EXPIRED, True),
        ((IMAP, SMTP), None, False),
        ((IMAP,), LookupFailure.TIMED_OUT, False),
        ((IMAP, FOREIGN), LookupFailure.NOT_FOUND, False),
        ((IMAP, FOREIGN), LookupFailure.CERTIFICATE_NAME, False),
    ],
    ids=["strangers", "a page too", "one domain", "only one", "a page is fine", "another fault"],
)
def test_a_wrong_clock_makes_strangers_look_expired(
    servers: tuple[str, ...], page: LookupFailure | None, *, told: bool
) -> None:
    expired = [fails(server, FailureReason.CERTIFICATE_EXPIRED, Stage.TLS, tls()) for server in servers]
    origin = "_imaps._tcp.voorbeeld.nl"
    sources = one(*(claim(server, SourceName.SRV, trusted=False, origin=origin) for server in servers))
    if page is not None:
        sources.append(source(SourceName.ISPDB, PAGE, page))

    found_ones = investigate(sources, expired, now=LONG_AGO)

    assert ("clock-wrong voorbeeld.nl" in found_ones) is told
    assert (f"certificate-not-yet-valid {IMAP}" in found_ones) is not told
    if told:
        assert found_ones["clock-wrong voorbeeld.nl"].values == {"today": "2020-01-01"}


def test_a_clock_that_is_ahead_of_one_and_behind_another_is_right() -> None:
    young = session(not_before=datetime(2026, 12, 1, tzinfo=UTC), not_after=datetime(2027, 12, 1, tzinfo=UTC))
    old = session(not_after=datetime(2026, 2, 1, tzinfo=UTC))
    origin = "_imaps._tcp.voorbeeld.nl"
    sources = one(*(claim(server, SourceName.SRV, trusted=False, origin=origin) for server in (IMAP, FOREIGN)))

    def told(second: TlsFacts) -> bool:
        reasons = ((IMAP, young), (FOREIGN, second))
        reports = [fails(server, FailureReason.CERTIFICATE_EXPIRED, Stage.TLS, shown) for server, shown in reasons]
        return "clock-wrong voorbeeld.nl" in investigate(sources, reports)

    assert told(young)
    assert not told(old)
