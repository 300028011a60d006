"""The servers that a file names, over the built-in world."""

import pytest

from wizard import demo
from wizard.lint import Probed, last_moment, probe_servers
from wizard.model import (
    AuthenticationMethod,
    Endpoint,
    FaultId,
    FindingId,
    Protocol,
    ServerSettings,
    SocketType,
    SourceName,
)
from wizard.network import Limits, Network, NetworkSettings

PASSWORD = AuthenticationMethod.PASSWORD_CLEARTEXT


def server(text: str, authentication: tuple[AuthenticationMethod, ...] = (PASSWORD,)) -> ServerSettings:
    """Read `imap imap.all-well.example 993 SSL`."""
    protocol, hostname, port, socket_type = text.split()
    endpoint = Endpoint(
        protocol=Protocol(protocol), hostname=hostname, port=int(port), socket_type=SocketType(socket_type)
    )
    return ServerSettings(endpoint=endpoint, username="%EMAILADDRESS%", authentication=authentication)


async def probed(*servers: ServerSettings) -> Probed:
    async with demo.world() as world:
        settings = world.network_settings(NetworkSettings(deadline=10.0))
        async with Network(settings, Limits(connect=1.0, greeting=2.0, command=2.0)) as network:
            return await probe_servers(
                servers,
                network,
                source=SourceName.AUTOCONFIG,
                origin="config.xml",
                trusted=True,
                end=last_moment(network),
            )


async def test_servers_that_work() -> None:
    servers = (server("imap imap.all-well.example 993 SSL"), server("smtp smtp.all-well.example 465 SSL"))
    result = await probed(*servers, servers[0])

    assert [str(item.endpoint) for item in result.candidates] == [
        "imap.all-well.example:993",
        "smtp.all-well.example:465",
    ]
    assert all(item.connected for item in result.candidates)
    assert (result.findings, result.faults) == ((), ())


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        ("imap imap.all-well.example 144 SSL", FindingId.REFUSED),
        ("imap nowhere.all-well.example 993 SSL", FindingId.NO_SUCH_HOST),
        ("imap imap.never-greets.example 993 SSL", FindingId.SERVER_SILENT),
        ("smtp smtp.all-well.example 465 STARTTLS", FindingId.TLS_FROM_THE_START),
        ("imap imap.wrong-security.example 143 SSL", FindingId.NO_TLS_FROM_THE_START),
        ("imap mail.starttls-overwritten.example 143 STARTTLS", FindingId.STARTTLS_OVERWRITTEN),
        ("imap imap.ipv6-elsewhere.example 993 SSL", FindingId.IPV6_DIFFERS),
        ("smtp imap.all-well.example 993 SSL", FindingId.WRONG_PROTOCOL),
    ],
)
async def test_servers_that_do_not(line: str, finding: FindingId) -> None:
    result = await probed(server(line))

    assert finding in {found.id for found in result.findings}


async def test_port_25_is_left_alone() -> None:
    result = await probed(server("smtp smtp.all-well.example 25 STARTTLS"))

    assert result.candidates[0].report is None
    assert [found.id for found in result.findings] == [FindingId.SUBMISSION_PORT_25]


async def test_a_way_to_sign_in_that_is_not_offered() -> None:
    result = await probed(server("imap imap.all-well.example 993 SSL", (AuthenticationMethod.GSSAPI,)))

    assert [fault.id for fault in result.faults] == [FaultId.SIGN_IN_NOT_OFFERED]
    assert result.faults[0].values["where"] == "GSSAPI"
