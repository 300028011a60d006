"""The private certificate authority of the laboratory, and one that nobody knows."""

import datetime as dt
from pathlib import Path

import trustme

from tests.lab.hosts import Certificate, Machine


def write(machines: tuple[Machine, ...], directory: Path, ca_file: Path) -> None:
    """Write what each machine shows to `directory`, and the authority that is to be trusted to `ca_file`."""
    trusted = trustme.CA(organization_name="Laboratory")
    unknown = trustme.CA(organization_name="Somebody else")
    trusted.cert_pem.write_to_path(str(ca_file))
    directory.mkdir()
    for machine in machines:
        issued = _issued(machine, trusted, unknown)
        issued.private_key_and_cert_chain_pem.write_to_path(str(directory / machine.pem.name))


def _issued(machine: Machine, trusted: trustme.CA, unknown: trustme.CA) -> trustme.LeafCert:
    match machine.host.certificate:
        case Certificate.VALID:
            # fetchmail 6.4 demands a common name besides the names that count
            return trusted.issue_cert(*machine.names, common_name=machine.names[0])
        case Certificate.EXPIRED:
            now = dt.datetime.now(dt.UTC)
            return trusted.issue_cert(
                *machine.names, not_before=now - dt.timedelta(days=90), not_after=now - dt.timedelta(days=1)
            )
        case Certificate.OTHER_NAME:
            return trusted.issue_cert("somewhere-else.example")
        case Certificate.UNKNOWN_ISSUER:
            return unknown.issue_cert(*machine.names)
