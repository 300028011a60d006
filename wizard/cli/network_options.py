"""From the options about the network to an open network: the real one, or the built-in world."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wizard.cli.options import Options
from wizard.network import Network, NetworkSettings
from wizard.network.settings import DEFAULT_ISPDB_URL, AddressFamily


def network_settings(options: Options) -> NetworkSettings:
    """What the user chose about the network."""
    return NetworkSettings(
        resolver=options.resolver,
        ca_file=options.ca_file,
        family=_family(options),
        deadline=options.deadline,
        ispdb_url=None if options.no_ispdb else options.ispdb_url or DEFAULT_ISPDB_URL,
    )


@asynccontextmanager
async def open_network(options: Options) -> AsyncIterator[Network]:
    """The network for one run; with --demo the built-in world lives as long as it is open."""
    settings = network_settings(options)
    if not options.demo:
        async with Network(settings) as network:
            yield network
        return
    from wizard import demo

    async with demo.world() as world, Network(world.network_settings(settings)) as network:
        yield network


def _family(options: Options) -> AddressFamily:
    if options.ipv4:
        return AddressFamily.IPV4
    return AddressFamily.IPV6 if options.ipv6 else AddressFamily.BOTH
