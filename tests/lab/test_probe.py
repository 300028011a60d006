"""Every situation of the laboratory, probed by the wizard as a user would run it."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from tests.lab.hosts import Situation
from tests.lab.laboratory import Ended, Laboratory
from tests.lab.situations import SITUATIONS

pytestmark = pytest.mark.lab

DEADLINE = 30.0
START_OF_PYTHON = 5.0
"""Seconds allowed besides the deadline, for a busy machine to load the program."""

every_situation = pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.id)


@pytest.fixture(scope="module")
def runs(laboratory: Laboratory, request: pytest.FixtureRequest) -> Iterator[Mapping[str, Future[Ended]]]:
    """The chosen situations, probed beside each other: most of the time is waiting for dropped packets."""
    callspecs = [getattr(item, "callspec", None) for item in request.session.items]
    wanted = [spec.params.get("situation") for spec in callspecs if spec]
    chosen = {situation.id: situation for situation in wanted if isinstance(situation, Situation)}
    with ThreadPoolExecutor(max_workers=2 * (os.cpu_count() or 1)) as pool:
        yield {
            name: pool.submit(laboratory.wizard, "probe", situation.address, "--json", *laboratory.network_options)
            for name, situation in chosen.items()
        }
        pool.shutdown(cancel_futures=True)


@pytest.fixture
def ended(runs: Mapping[str, Future[Ended]], situation: Situation) -> Ended:
    ended = runs[situation.id].result(timeout=110)
    assert ended.exit_code in {0, 1}, ended.stderr
    return ended


@every_situation
def test_servers(situation: Situation, ended: Ended) -> None:
    found = ended.json["servers"]
    shown = {
        protocol: server and {key: server[key] for key in wanted or server}
        for (protocol, server), wanted in zip(found.items(), situation.servers.values(), strict=True)
    }
    assert shown == situation.servers, ended.stdout
    origins = {protocol: found[protocol]["origin"] for protocol in situation.origins}
    assert origins == dict(situation.origins)
    assert ended.exit_code == situation.exit_code


@every_situation
def test_findings(situation: Situation, ended: Ended) -> None:
    findings = ended.json["findings"]
    # every host of the laboratory has an address of the kind that is not on the internet
    told = {(finding["id"], finding["subject"]) for finding in findings if finding["id"] != "internal-address"}
    assert told == situation.findings, ended.stdout
    assert all(finding["text"] for finding in findings)


@every_situation
def test_sources(situation: Situation, ended: Ended) -> None:
    failed = {source["origin"]: source.get("reason") for source in ended.json["sources"] if source["state"] == "failed"}
    assert {origin: failed.get(origin) for origin in situation.failed_sources} == dict(situation.failed_sources)
    assert "internal-error" not in failed.values(), ended.stdout


@every_situation
def test_verified_servers_were_really_seen(situation: Situation, ended: Ended) -> None:
    """A verified server has a candidate that connected, in TLS that was verified for its name."""
    answer = ended.json
    for protocol, server in answer["servers"].items():
        if server is None:
            continue
        (seen,) = (
            candidate for candidate in answer["candidates"] if _endpoint(candidate) == (protocol, *_place(server))
        )
        if server["verified"]:
            assert seen["outcome"]["state"] == "connected"
            assert seen["outcome"]["tls"]["trusted"]
            assert seen["outcome"]["tls"]["hostname_matches"]
        else:
            assert seen["outcome"]["reason"] in {"timed-out", "unreachable"}


@every_situation
def test_bounds_and_cost(situation: Situation, ended: Ended) -> None:
    answer = ended.json
    assert answer["schema"] == "mailwijzer.probe/1"
    assert (answer["address"], answer["domain"]) == (situation.address, situation.domain)
    assert 0 < answer["settled_seconds"] <= answer["seconds"] <= DEADLINE + 0.5
    assert answer["settled_seconds"] <= situation.settled_within
    assert ended.seconds < DEADLINE + START_OF_PYTHON
    assert answer["cost"]["dns_queries"] > 0
    assert answer["cost"]["tcp_connections"] > 0
    assert answer["cost"]["http_requests"] > 0


def _place(server: Mapping[str, Any]) -> tuple[Any, ...]:
    return (server["hostname"], server["port"], server["socket_type"])


def _endpoint(candidate: Mapping[str, Any]) -> tuple[Any, ...]:
    return (candidate["protocol"], *_place(candidate))


def test_nobody_signed_in(laboratory: Laboratory, runs: Mapping[str, Future[Ended]]) -> None:
    for run in runs.values():
        run.result(timeout=110)
    hostnames = [one.full_name(host.name) for one in SITUATIONS for host in one.hosts]
    assert laboratory.sign_ins(*hostnames) == []
    assert "imap-login: Info: " in laboratory.log("dovecot")
    assert "postfix/smtpd" in laboratory.log("postfix")


def test_web_servers_learn_the_domain_only(laboratory: Laboratory, runs: Mapping[str, Future[Ended]]) -> None:
    for run in runs.values():
        run.result(timeout=110)
    asked = laboratory.log("nginx-access")
    assert "/mail/config-v1.1.xml" in asked
    assert "anna" not in asked
