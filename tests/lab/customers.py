"""Somebody who takes an exported file to a mail program: an ordinary user, with a home and a password store."""

import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tests.lab.dovecot import PASSWORD
from tests.lab.laboratory import Laboratory
from tests.lab.namespace import ENVIRONMENT, INSIDE, SYSTEM_PATH

USER = "nobody"
"""getmail delivers nothing as root."""

SYSTEM_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
AUTHORITY = MappingProxyType({SYSTEM_AUTHORITIES: f"{INSIDE}/ca.pem"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Somebody with an account in the laboratory; `home` is where they keep their files, seen from outside."""

    laboratory: Laboratory
    address: str
    home: Path

    def path(self, name: str) -> str:
        """A file in their home, as they see it."""
        return str(INSIDE / self.home.relative_to(self.laboratory.namespace.state) / name)

    def export(self, name: str, *options: str) -> str:
        """Have the wizard write this format; returns where the file is, as they see it."""
        out = self.home / f"exported.{name}"
        self.laboratory.export(out, self.address, name, *options)
        shutil.chown(out, user=USER)
        return self.path(out.name)

    def command(self, *words: str, trusting: bool = True) -> list[str]:
        """The command line that runs these words as they would; `trusting`: the system knows the authority."""
        return self.laboratory.namespace.command(*self.inside(*words, mounts=AUTHORITY if trusting else {}))

    def inside(self, *words: str, mounts: Mapping[str, str] = AUTHORITY) -> list[str]:
        """The same from within the namespace; `mounts`: what they see at a place instead of what is there."""
        places = [f"HOME={self.path('')}", f"PATH={self.path('bin')}:{SYSTEM_PATH}", "EDITOR=true"]
        if SYSTEM_AUTHORITIES in mounts:
            places.append(f"SSL_CERT_FILE={SYSTEM_AUTHORITIES}")
        lay = "".join(f"mount --bind {source} {place}; " for place, source in mounts.items())
        become = f"{lay}cd {self.path('')}; exec setpriv --reuid {USER} --regid nogroup --clear-groups"
        return ["env", *places, "unshare", "--mount", "sh", "-ec", f'{become} "$@"', "sh", *words]

    def attempt(self, *words: str, text: str = "", trusting: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, `text` on its standard input."""
        return subprocess.run(
            self.command(*words, trusting=trusting),
            env=ENVIRONMENT,
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=30,
            check=False,
        )

    def run(self, *words: str, text: str = "") -> str:
        """Run a program that must succeed; all that it printed."""
        done = self.attempt(*words, text=text)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def receive(self) -> str:
        """Put a message in their mailbox on the server; returns the line that is in no other message."""
        line = f"This is the message for {self.address}."
        message = f"From: bob@elsewhere.example\nTo: {self.address}\nSubject: For {self.home.name}\n\n{line}\n"
        self._doveadm("save", "-u", self.address, text=message)
        return line

    def on_server(self) -> int:
        """How many messages are in their mailbox on the server."""
        counted = self._doveadm("mailbox", "status", "-u", self.address, "messages", "INBOX")
        return int(counted.rpartition("messages=")[2])

    def has(self, line: str, files: str) -> bool:
        """Whether one of these files in their home (`*`, `**`) holds this line."""
        found = (path for path in self.home.glob(files) if path.is_file())
        return any(line in path.read_text(errors="replace") for path in found)

    def has_sent(self, recipient: str) -> bool:
        """Whether Postfix took a message for this recipient from them, signed in, and passed it on; waits for it."""
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            log = self.laboratory.log("postfix")
            for queue_id in re.findall(rf": (\w+): client=.*sasl_username={re.escape(self.address)}\n", log):
                if re.search(rf": {queue_id}: to=<{re.escape(recipient)}>.*status=sent", log):
                    return True
            time.sleep(0.05)
        return False

    def _doveadm(self, *words: str, text: str = "") -> str:
        return self.laboratory.namespace.run("doveadm", "-c", f"{INSIDE}/dovecot.conf", *words, text=text)


def customer(laboratory: Laboratory, name: str, domain: str) -> Customer:
    """A new customer, whose `pass` holds the one password that `pass insert mail/ADDRESS` would have put there."""
    address = f"{name}@{domain}"
    home = laboratory.namespace.state / "customers" / f"{name}-{domain}"
    (home / "bin").mkdir(parents=True)
    store = home / "bin" / "pass"
    store.write_text(f'#!/bin/sh\n[ "$*" = "show mail/{address}" ] && echo {PASSWORD}\n')
    store.chmod(0o755)
    shutil.chown(home, user=USER)
    return Customer(laboratory=laboratory, address=address, home=home)
