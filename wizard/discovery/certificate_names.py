"""The names in a certificate that was refused for being made out to another name: one of them may be the right one."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from wizard.discovery.configuration_file import candidates
from wizard.discovery.lookup import Inquiry, Lookup, lookup
from wizard.model import (
    Endpoint,
    Failed,
    FailureReason,
    Found,
    LookupResult,
    NothingFound,
    ProbeReport,
    ServerSettings,
    SourceName,
)
from wizard.model.domains import ascii_domain, is_public_suffix

MAX_NAMES = 5


class CertificateNames:
    """Follows up the refusals of one run, each name of each port once: a suggestion is never followed up itself."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._suggested = set[Endpoint]()

    def lookups(self, report: ProbeReport) -> Sequence[Lookup]:
        """The question which of the names are the same machine; none where the refusal had another reason."""
        failure, address = report.outcome, report.address
        if not isinstance(failure, Failed) or failure.reason is not FailureReason.CERTIFICATE_NAME:
            return ()
        if failure.tls is None or address is None or report.endpoint in self._suggested:
            return ()
        hostnames = list(dict.fromkeys(_hostnames(failure.tls.names, report.endpoint.hostname)))[:MAX_NAMES]
        endpoints = tuple(
            endpoint
            for hostname in hostnames
            if (endpoint := replace(report.endpoint, hostname=hostname)) not in self._suggested
        )
        self._suggested.update(endpoints)
        if not endpoints:
            return ()
        origin = f"certificate {report.endpoint}"
        return (lookup(SourceName.GUESS, origin, partial(self._ask, origin, endpoints, address)),)

    async def _ask(self, origin: str, endpoints: Sequence[Endpoint], address: str) -> LookupResult:
        answers = await asyncio.gather(
            *(self._inquiry.network.dns.addresses(endpoint.hostname) for endpoint in endpoints)
        )
        here = [
            ServerSettings(endpoint=endpoint)
            for endpoint, answer in zip(endpoints, answers, strict=True)
            if address in answer.records
        ]
        if not here:
            return NothingFound()
        return Found(candidates=candidates(here, SourceName.GUESS, origin, trusted=False))


def _hostnames(names: Sequence[str], refused: str) -> Iterator[str]:
    """The names as hosts; of a wildcard, the one with the first label of the name that was refused."""
    for name in names:
        hostname = ascii_domain(name.replace("*", refused.partition(".")[0], 1) if name.startswith("*.") else name)
        if hostname is not None and "." in hostname and not is_public_suffix(hostname) and hostname != refused:
            yield hostname
