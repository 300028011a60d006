"""The whole program as people run it, in a process of its own, against servers on loopback."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import wizard
from tests.servers.names import NameServer, Zone, name_server

MEASURE = Path(__file__).parent / "measure.py"
DOMAIN = "hostile.example"
HOST = f"m.{DOMAIN}"
START = 6.0
"""Seconds that a process may take to begin and to end, on a machine that is busy with other things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a run went: exit code, what it printed, wall time, and the most memory that it held, in megabytes."""

    code: int
    stdout: str
    stderr: str
    seconds: float
    megabytes: float

    @property
    def json(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.stdout)
        return parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Runs the program with this name server; `folder` is all that is its own."""

    folder: Path
    names: NameServer

    async def run(self, *arguments: str, deadline: float = 3.0, environment: Mapping[str, str] | None = None) -> Ran:
        """Run it to its end, which must come by itself."""
        report = self.folder / "measured.json"
        resolver = "{}:{}".format(*self.names.address)
        command = [sys.executable, "-m", "wizard", *arguments, "--resolver", resolver, "--deadline", str(deadline)]
        child = await asyncio.create_subprocess_exec(
            *[sys.executable, "-I", "-S", str(MEASURE), str(report), *command],
            cwd=Path(wizard.__file__).parent.parent,
            env=os.environ | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"} | dict(environment or {}),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            stdout, stderr = await asyncio.wait_for(child.communicate(), deadline + START + 20)
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        assert child.returncode is not None
        measured = json.loads(report.read_text())
        return Ran(code=child.returncode, stdout=stdout.decode(), stderr=stderr.decode(), **measured)


def services(ports: Mapping[str, int | Sequence[int]], host: str = HOST) -> Zone:
    """SRV records: service -> port or ports of a server on loopback."""
    records = {}
    for name, port in ports.items():
        numbers = [port] if isinstance(port, int) else port
        records[f"_{name}._tcp.{DOMAIN}"] = {"SRV": [f"0 0 {number} {host}." for number in numbers]}
    return {DOMAIN: {"MX": [f"10 mx.{DOMAIN}."]}, host: {"A": ["127.0.0.1"]}, **records}


@contextlib.asynccontextmanager
async def program(folder: Path, zone: Zone) -> AsyncIterator[Program]:
    """The program, and a name server with this zone for it to ask."""
    async with name_server(zone) as names:
        yield Program(folder=folder, names=names)
