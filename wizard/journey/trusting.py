"""Whose servers they are: those outside the mail domain are used once the user said that she knows the company."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wizard.journey.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable

    from wizard.model import Investigation, RecommendedServer


@dataclass(slots=True, kw_only=True)
class Trusting(Told):
    """The servers that were found, as far as the user trusts them."""

    @property
    def strangers(self) -> tuple[RecommendedServer, ...]:
        """Servers outside the mail domain that only an unprotected answer names, and about which nothing was said."""
        if self.check is None:
            return ()
        said = self.agreed | self.refused
        return tuple(
            server
            for server in self.check.servers.values()
            if self._is_foreign(server) and server.endpoint.hostname not in said
        )

    def decide(self, *, agreed: bool) -> None:
        """Says of all strangers whether their company is known."""
        hosts = {server.endpoint.hostname for server in self.strangers}
        if agreed:
            self.agreed |= hosts
        else:
            self.refused |= hosts

    @property
    def usable(self) -> Investigation | None:
        """What is known, without the servers of companies that the user does not know, or was not asked about."""
        investigation = self.check.investigation if self.check is not None else None
        return self.without_refused(investigation) if investigation is not None else None

    @property
    def not_refused(self) -> Investigation | None:
        """What is known, without the servers of companies of which the user said that she does not know them."""
        found = self.check.investigation if self.check is not None else None
        if found is None:
            return None
        return _without(found, lambda server: self._is_foreign(server) and server.endpoint.hostname in self.refused)

    @property
    def can_sign_in(self) -> bool:
        """Whether there is a server that a password could go to."""
        usable = self.usable
        return usable is not None and bool(usable.servers)

    def without_refused(self, found: Investigation) -> Investigation:
        """Only servers that are at home, or whose company the user knows."""
        return _without(found, lambda server: self._is_foreign(server) and server.endpoint.hostname not in self.agreed)

    def _is_foreign(self, server: RecommendedServer) -> bool:
        from wizard.model.domains import inside_domain

        assert self.address is not None
        return not server.trusted and not inside_domain(server.endpoint.hostname, self.address.domain)


def _without(found: Investigation, unwanted: Callable[[RecommendedServer], bool]) -> Investigation:
    return replace(
        found,
        servers={protocol: server for protocol, server in found.servers.items() if not unwanted(server)},
        alternatives=tuple(server for server in found.alternatives if not unwanted(server)),
    )
