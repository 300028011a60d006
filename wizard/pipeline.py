"""READ FIRST: address + answers -> candidates -> reports -> facts -> advice -> account."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from wizard.advisor import advise, compose_account, facts
from wizard.diagnosis import DomainFacts, findings, look_around, look_at_domain
from wizard.discovery import CertificateNames, Inquiry, answer, lookups, published
from wizard.model import (
    EmailAddress,
    Event,
    Finished,
    Investigation,
    ProbeFinished,
    ProbeReport,
    ProbeStarted,
    RecommendedServer,
    Rulebook,
    Settled,
    SourceFinished,
    SourceReport,
    SourceStarted,
)
from wizard.network import Network
from wizard.probing import SILENCE, Evidence, Home, best_servers, other_family, probe

__all__ = ["advise", "compose_account", "facts", "investigate"]

_LAST_WORDS = 0.6
"""Seconds before the deadline at which whatever is under way is given up, so that the run itself ends in time."""


async def investigate(
    address: EmailAddress, network: Network, rulebook: Rulebook, *, connect: bool = True, send_address: bool = False
) -> AsyncGenerator[Event]:
    """Ask all sources where the servers of this address are, and test every server that they name, all at once.

    Ends within `network.settings.deadline` seconds, with `Finished` as the last event. With `connect` False no mail
    server is connected to. `send_address`: the user agrees that her whole address is sent to her provider over https.
    Closing the generator ends everything that is under way.
    """
    clock = asyncio.get_running_loop().time
    started = clock()
    end = started + network.settings.deadline - min(_LAST_WORDS, network.settings.deadline / 4)
    evidence = Evidence(home=Home(mail_domain=address.domain))
    domain: DomainFacts | None = None
    settled: tuple[RecommendedServer, ...] | None = None
    settled_seconds = 0.0
    inquiry = Inquiry(address=address, network=network, rulebook=rulebook, send_address=send_address)
    questions, names = list(lookups(inquiry)), CertificateNames(inquiry)
    errands: set[asyncio.Task[Any]] = {asyncio.create_task(look_at_domain(address.domain, network, end))}
    try:
        while questions or errands:
            for question in questions:
                evidence.ask(question.source, question.origin, clock())
                errands.add(asyncio.create_task(answer(question, end)))
                yield SourceStarted(source=question.source, origin=question.origin)
            questions = []
            patience = evidence.patience(clock())
            done, errands = await asyncio.wait(errands, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            for errand in done:
                match errand.result():
                    case DomainFacts() as domain:
                        evidence.home = Home(mail_domain=address.domain, exchanger_domains=domain.exchanger_domains)
                    case SourceReport() as source_report:
                        evidence.hear(source_report)
                        yield SourceFinished(report=source_report)
                    case ProbeReport() as probe_report:
                        evidence.see(probe_report)
                        questions += names.lookups(probe_report)
                        yield ProbeFinished(report=probe_report)
                    case unexpected:
                        raise AssertionError(unexpected)
            for endpoint in evidence.untested if connect else ():
                evidence.probe(endpoint, clock())
                errands.add(asyncio.create_task(probe(endpoint, network, end)))
                yield ProbeStarted(endpoint=endpoint)
            servers = evidence.recommended()
            is_home_known = domain is not None or clock() >= started + SILENCE
            if is_home_known and not questions and evidence.is_settled(clock()) and servers != settled:
                settled, settled_seconds = servers, clock() - started
                yield Settled(servers=best_servers(servers), seconds=settled_seconds)
    finally:
        for errand in errands:
            errand.cancel()
        await asyncio.gather(*errands, return_exceptions=True)

    assert domain is not None
    servers = evidence.recommended()
    best = best_servers(servers)
    about = published(evidence.sources)
    evidence.other_family = await other_family(evidence.tested(), best, network, end)
    around = await look_around(evidence.sources, evidence.tested(), network, end) if connect else None
    yield Finished(
        investigation=Investigation(
            address=address,
            servers=best,
            alternatives=tuple(server for server in servers if server not in best.values()),
            candidates=evidence.tested(),
            sources=tuple(evidence.sources),
            findings=findings(
                domain,
                evidence.sources,
                evidence.tested(),
                best,
                about,
                surroundings=around,
                cut_short=network.dns.cut_short,
            ),
            published=about,
            cost=network.cost,
            settled_seconds=settled_seconds,
            seconds=clock() - started,
        )
    )
