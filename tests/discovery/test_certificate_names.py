import dataclasses
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened

import pytest

from tests.discovery.neighbourhood import Neighbourhood, claims
from tests.probing.build import endpoint, fails, tls, works
from wizard.discovery import CertificateNames
from wizard.discovery.certificate_names import MAX_NAMES
from wizard.model import FailureReason, Found, NothingFound, ProbeReport, SourceName, Stage

Near = Callable[..., Opened[Neighbourhood]]

IMAP = "mail.voorbeeld.nl:993"
ZONE = [
    "server12.hosting.example A 192.0.2.1",
    "mail.hosting.example AAAA 2001:db8::1",
    "mail.hosting.example A 192.0.2.1",
    "elsewhere.example A 192.0.2.99",
]


def refused(*names: str, server: str = IMAP) -> ProbeReport:
    session = dataclasses.replace(tls(), names=names, hostname_matches=False)
    report = fails(server, FailureReason.CERTIFICATE_NAME, Stage.TLS, session)
    return dataclasses.replace(report, address="192.0.2.1")


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["server12.hosting.example"], ["server12.hosting.example"]),
        (["elsewhere.example", "nowhere.example", "SERVER12.hosting.example"], ["server12.hosting.example"]),
        (["*.hosting.example"], ["mail.hosting.example"]),
        (["elsewhere.example"], None),
        ([], ()),
        (["mail.voorbeeld.nl"], ()),
        (["co.uk", "localhost", "a b.nl", "*.nl", "192.0.2.1", "x.*.nl"], None),
    ],
    ids=["the same machine", "one of three", "wildcard", "another machine", "no names", "its own name", "no hosts"],
)
async def test_names_of_the_same_machine_are_suggested(
    near: Near, names: list[str], found: list[str] | tuple[()] | None
) -> None:
    async with near(ZONE) as one:
        questions = CertificateNames(one.inquiry()).lookups(refused(*names))
        reports = [await question.run() for question in questions]
    if found == ():
        assert reports == []
        return
    (report,) = reports
    assert (report.source, report.origin) == (SourceName.GUESS, f"certificate {IMAP}")
    if found is None:
        assert report.result == NothingFound()
        return
    assert claims(report.result) == [f"imap {hostname} 993 SSL" for hostname in found]
    assert isinstance(report.result, Found)
    assert not any(claim.trusted for claim in report.result.candidates)


async def test_a_suggestion_is_never_followed_up(near: Near) -> None:
    async with near(ZONE) as one:
        names = CertificateNames(one.inquiry())
        assert names.lookups(refused("server12.hosting.example"))
        again = refused("mail.hosting.example", server="server12.hosting.example:993")
        assert names.lookups(again) == ()


async def test_the_same_name_is_suggested_once_for_each_port(near: Near) -> None:
    async with near(ZONE) as one:
        names = CertificateNames(one.inquiry())
        assert names.lookups(refused("server12.hosting.example"))
        assert names.lookups(refused("server12.hosting.example", server="imap.voorbeeld.nl:993")) == ()
        assert names.lookups(refused("server12.hosting.example", server="imap.voorbeeld.nl:995"))


async def test_no_more_than_a_few(near: Near) -> None:
    async with near(ZONE) as one:
        (question,) = CertificateNames(one.inquiry()).lookups(refused(*(f"s{n}.hosting.example" for n in range(99))))
        await question.run()
    assert len(one.names_asked) == MAX_NAMES


@pytest.mark.parametrize(
    "report",
    [
        works(IMAP),
        fails(IMAP, FailureReason.CERTIFICATE_EXPIRED, Stage.TLS, tls()),
        fails(IMAP, FailureReason.CERTIFICATE_NAME, Stage.TLS),
        fails(IMAP, FailureReason.CERTIFICATE_NAME, Stage.TLS, tls()),
    ],
    ids=["works", "expired", "certificate not seen", "address not known"],
)
async def test_other_reports_raise_no_question(near: Near, report: ProbeReport) -> None:
    assert report.endpoint == endpoint(IMAP)
    async with near() as one:
        assert CertificateNames(one.inquiry()).lookups(report) == ()
