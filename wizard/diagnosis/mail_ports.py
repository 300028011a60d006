"""Whether a network lets the web through and no mail port: every mail server is silent, though its host is there."""

import asyncio
from collections.abc import Iterable, Sequence

from wizard.model import Failed, FailureReason, Finding, FindingId, Severity, Stage, TestedCandidate
from wizard.network import Network, StreamError

_WEB_PORT = 443
_MOST_HOSTS = 3
"""So many of the mail hosts are looked at; one that answers is enough."""

_SILENT = frozenset({FailureReason.TIMED_OUT, FailureReason.UNREACHABLE})


def silent_servers(tested: Sequence[TestedCandidate]) -> tuple[TestedCandidate, ...]:
    """The published mail servers behind names that exist, where all are silent on two ports or more; else none.

    A refusal is an answer: whoever hears it gets out of this network. Silent guesses prove nothing: the host of a
    website is often silent on every other port.
    """
    silent = []
    for item in tested:
        outcome = item.report.outcome if item.report is not None else None
        if outcome is None or (isinstance(outcome, Failed) and outcome.stage is Stage.RESOLVE):
            continue
        if not isinstance(outcome, Failed) or outcome.stage is not Stage.CONNECT or outcome.reason not in _SILENT:
            return ()
        if any(source.is_published for source in item.sources):
            silent.append(item)
    return tuple(silent) if len({item.endpoint.port for item in silent}) > 1 else ()


async def hosts_with_web(tested: Sequence[TestedCandidate], network: Network) -> tuple[str, ...]:
    """Which of the silent mail hosts do answer where web servers are; a connection to each, and no word."""
    silent = sorted(silent_servers(tested), key=lambda item: item.best.source.priority)
    hosts = list(dict.fromkeys(item.endpoint.hostname for item in silent))[:_MOST_HOSTS]
    answers = await asyncio.gather(*(_answers(host, network) for host in hosts))
    return tuple(host for host, answered in zip(hosts, answers, strict=True) if answered)


async def _answers(hostname: str, network: Network) -> bool:
    try:
        stream = await network.open_stream(hostname, _WEB_PORT, tls=False)
    except StreamError as error:
        return error.reason is FailureReason.REFUSED
    stream.abort()
    await stream.close()
    return True


def blocked_ports(domain: str, tested: Sequence[TestedCandidate], hosts_with_web: Iterable[str]) -> Finding | None:
    """The pattern in one finding, in the place of one for each server; None where no host gave it away."""
    hosts = list(hosts_with_web)
    ports = sorted({item.endpoint.port for item in silent_servers(tested)})
    if not hosts or not ports:
        return None
    return Finding(
        id=FindingId.MAIL_PORTS_BLOCKED,
        severity=Severity.BLOCKING,
        subject=domain,
        values={"hostname": hosts[0], "ports": ", ".join(map(str, ports))},
    )
