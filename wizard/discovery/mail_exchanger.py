"""Which host takes in the mail of a domain, and whose names may be asked because of it."""

from wizard.model.domains import registrable_domain
from wizard.network import DnsAnswer, MxRecord


def best_exchanger(answer: DnsAnswer[MxRecord]) -> str | None:
    """The most preferred exchanger; None where there is none, or the domain takes no mail (RFC 7505)."""
    return next((record.exchanger for record in answer.records if record.exchanger is not None), None)


def provider_domains(exchanger: str, *, domain: str) -> tuple[str, ...]:
    """Under which names the provider of this exchanger may publish settings, best first.

    The exchanger without its first label, where that is longer than the registered domain (it tells
    `mail.protection.outlook.com` from `olc.protection.outlook.com`), then the registered domain. Never a public
    suffix, whose owner could then pose as every provider below it, and never `domain`, which is asked anyway.
    """
    registered = registrable_domain(exchanger)
    if registered is None:
        return ()
    parent = exchanger.partition(".")[2]
    names = (parent, registered) if parent.endswith("." + registered) else (registered,)
    return tuple(name for name in names if name != domain)
