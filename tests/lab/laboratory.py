"""Puts the laboratory together and runs the wizard in it."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.lab import certificates, dovecot, nginx, nsd, postfix, unbound
from tests.lab.hosts import Machine, addresses_of, machines
from tests.lab.namespace import ENVIRONMENT, INSIDE, Namespace
from tests.lab.situations import EVERYTHING

PROJECT = Path(__file__).parents[2]
STARTUP_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A run of the wizard: what it wrote, how it ended, and how long it took."""

    exit_code: int
    stdout: str
    stderr: str
    seconds: float

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        assert self.stdout, self.stderr
        answer: dict[str, Any] = json.loads(self.stdout)
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Laboratory:
    """The network as it stands, with everything that is served in it."""

    namespace: Namespace
    machines: tuple[Machine, ...]

    @property
    def ca_file(self) -> Path:
        return self.namespace.state / "ca.pem"

    @property
    def network_options(self) -> tuple[str, ...]:
        """Where the wizard finds the name server, the authority and the ISPDB of the laboratory."""
        return self.network_options_with(nsd.ADDRESS)

    def network_options_with(self, resolver: str) -> tuple[str, ...]:
        """The same with another name server."""
        ispdb_url = "https://ispdb.lab.example/v1.1/"
        return ("--resolver", resolver, "--ca-file", str(self.ca_file), "--ispdb-url", ispdb_url)

    def start_wizard(self, *words: str) -> subprocess.Popen[str]:
        """Start one verb of the wizard inside, as a user would."""
        return subprocess.Popen(
            self.namespace.command(sys.executable, "-m", "wizard", *words, directory=PROJECT),
            env=ENVIRONMENT | {"HOME": str(self.namespace.state / "home"), "LANGUAGE": "en"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def wizard(self, *words: str) -> Ended:
        """Run one verb of the wizard inside to its end."""
        began = time.monotonic()
        with self.start_wizard(*words) as running:
            try:
                stdout, stderr = running.communicate(timeout=60)
            finally:
                running.kill()
        return Ended(exit_code=running.returncode, stdout=stdout, stderr=stderr, seconds=time.monotonic() - began)

    def export(self, out: Path, address: str, name: str, *options: str) -> None:
        """Have the wizard write this format of the account's settings, as a user would."""
        ended = self.wizard("export", address, "--format", name, *options, "--out", str(out), *self.network_options)
        assert ended.exit_code == 0, ended.stderr

    def log(self, server: str) -> str:
        """What this server has logged so far."""
        return (self.namespace.state / f"{server}.log").read_text(errors="replace")

    def sign_ins(self, *hostnames: str) -> list[str]:
        """Where Dovecot, for itself or for Postfix, was asked to check a password at one of these hosts."""
        places = tuple(f"lip={self.machine(hostname).address}\t" for hostname in hostnames)
        asked = (line for line in self.log("dovecot").splitlines() if "client in: AUTH" in line)
        return [line for line in asked if any(place in line for place in places)]

    def machine(self, hostname: str) -> Machine:
        """The machine with this host name."""
        return _machine(hostname, self.machines)


def build(namespace: Namespace) -> Laboratory:
    """Lay the network, write all configurations, start all servers. Raises LaboratoryError where one does not start."""
    state = namespace.state
    (state / "home").mkdir()
    all_machines = machines(EVERYTHING, INSIDE / "certificates")
    certificates.write(all_machines, state / "certificates", state / "ca.pem")
    commands = {
        "nsd": nsd.configure(EVERYTHING, all_machines, state),
        "unbound": unbound.configure(_machine("portal.hotel.example", all_machines).address, state),
        "dovecot": dovecot.configure(all_machines, state),
        "postfix": postfix.configure(all_machines, state),
        "nginx": nginx.configure(all_machines, state),
    }
    _lay_network(namespace, all_machines)
    for name, command in commands.items():
        namespace.start(name, *command)
    ports = {"dovecot": dovecot.PORTS, "postfix": postfix.PORTS, "nginx": nginx.PORTS}
    expected = {
        name: [
            f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
            for port in served
            for address in addresses_of(all_machines, port)
        ]
        for name, served in ports.items()
    }
    expected |= {"nsd": [f"{nsd.ADDRESS}:53"], "unbound": [f"{unbound.REMOTE_ADDRESS}:53"]}
    namespace.wait_for(expected, seconds=STARTUP_SECONDS)
    return Laboratory(namespace=namespace, machines=all_machines)


def _machine(hostname: str, machines: tuple[Machine, ...]) -> Machine:
    return next(machine for machine in machines if hostname in machine.names)


def _lay_network(namespace: Namespace, machines: tuple[Machine, ...]) -> None:
    servers = (nsd.ADDRESS, nsd.OTHER_ADDRESS, unbound.REMOTE_ADDRESS, unbound.HOTEL_ADDRESS)
    addresses = (*servers, *(machine.address for machine in machines))
    lines = ["link set lo up", *(f"address add {address}/32 dev lo" for address in addresses)]
    lines += [f"address add {machine.address6}/128 dev lo nodad" for machine in machines if machine.address6]
    namespace.run("ip", "-batch", "-", text="\n".join(lines) + "\n")
    namespace.run("nft", "-f", "-", text=_packet_filter(machines))
    namespace.run("mount", "--bind", str(INSIDE / "resolv.conf"), "/etc/resolv.conf")


def _packet_filter(machines: tuple[Machine, ...]) -> str:
    """What vanishes: on arrival, since a packet dropped on departure would be an error of the sender."""
    rules = []
    for machine in machines:
        match machine.host.dropped:
            case None:
                rules.append(f"ip daddr {machine.address} drop")
            case ports:
                rules += [f"ip daddr {machine.address} tcp dport {port} drop" for port in ports]
        if machine.host.lost_over_ipv6:
            rules.append(f"ip6 daddr {machine.address6} drop")
    return (
        "table inet laboratory {\n  chain arriving {\n    type filter hook input priority 0; policy accept;\n    "
        + "\n    ".join(rules)
        + "\n  }\n}\n"
    )
