"""A network of its own, with its own mounts and processes, that vanishes with the test run."""

import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

INSIDE = PurePosixPath("/mnt")
"""Where the servers see the state directory; below /tmp their users could not reach it (pytest closes its parents)."""

PROGRAMS = (
    "unshare",
    "nsenter",
    "mount",
    "ip",
    "ss",
    "nft",
    "openssl",
    "dovecot",
    "postfix",
    "nginx",
    "nsd",
    "unbound",
    "setpriv",
    "setsid",
    "mbsync",
    "msmtp",
    "neomutt",
    "aerc",
    "getmail",
    "fetchmail",
    "thunderbird",
    "zbarimg",
    "xmllint",
)

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"PATH": SYSTEM_PATH, "LC_ALL": "C.UTF-8"}


class LaboratoryError(Exception):
    """The laboratory does not stand; the text says why."""


def obstacle() -> str | None:
    """Why no laboratory can be built on this machine, or None."""
    missing = [program for program in PROGRAMS if shutil.which(program, path=SYSTEM_PATH) is None]
    if missing:
        return f"not installed: {', '.join(missing)} (.ci/packages installs them, as root)"
    attempt = subprocess.run(
        ["unshare", "--net", "--mount", "--pid", "--fork", "--propagation", "private", "true"],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    return f"no namespaces (root makes them): {attempt.stderr.strip()}" if attempt.returncode else None


@contextmanager
def namespace(state: Path) -> Iterator["Namespace"]:
    """A namespace whose servers keep their files in `state`.

    It lives as long as the process that holds it, and that one as long as its standard input: so nothing is left
    behind, however the test run ends. With the holder, its first process, the kernel ends all others inside.
    """
    flags = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
    with subprocess.Popen(
        ["unshare", *flags, "sh", "-c", "echo ready; exec cat"],
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        inside = Namespace(state, holder.pid)
        inside.run("mount", "--bind", str(state), str(INSIDE))
        yield inside
    inside.wait_for_the_end()


class Namespace:
    """Runs commands and servers inside."""

    def __init__(self, state: Path, pid: int) -> None:
        self.state = state
        self._pid = pid
        self._servers: dict[str, subprocess.Popen[bytes]] = {}

    def command(self, *words: str, directory: Path | None = None) -> list[str]:
        """The command line that runs these words inside the network and the mounts of the namespace."""
        change = ["env", f"--chdir={directory}"] if directory is not None else []
        return ["nsenter", "--target", str(self._pid), "--net", "--mount", "--", *change, *words]

    def run(self, *words: str, text: str = "") -> str:
        """Run a short command inside, `text` on its standard input; its output. Raises LaboratoryError."""
        done = subprocess.run(
            self.command(*words),
            env=ENVIRONMENT,
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=20,
            check=False,
        )
        if done.returncode:
            raise LaboratoryError(f"{' '.join(words)}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout

    def start(self, name: str, *words: str) -> None:
        """Start a server inside, in the foreground; what it prints goes to `{name}.out`."""
        inside = ["--target", str(self._pid), "--net", "--mount", f"--pid=/proc/{self._pid}/ns/pid_for_children"]
        with (self.state / f"{name}.out").open("wb") as output:
            self._servers[name] = subprocess.Popen(
                ["nsenter", *inside, "--", *words],
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    def wait_for(self, endpoints: Mapping[str, Sequence[str]], *, seconds: float) -> None:
        """Wait until every server listens at all its places (`ip:port`). Raises LaboratoryError, saying why not."""
        deadline = time.monotonic() + seconds
        while True:
            listening = {words.split()[4] for words in self.run("ss", "-Htuln").splitlines()}
            silent = [name for name, wanted in endpoints.items() if not listening.issuperset(wanted)]
            if not silent:
                return
            if time.monotonic() > deadline or any(self._servers[name].poll() is not None for name in silent):
                raise LaboratoryError("\n".join(f"{name} does not listen:\n{self.last_words(name)}" for name in silent))
            time.sleep(0.05)

    def last_words(self, name: str) -> str:
        """The ends of what this server printed and logged."""
        written = (self.state / f"{name}.{ending}" for ending in ("log", "out"))
        texts = (path.read_text(errors="replace") for path in written if path.exists())
        return "\n".join(text[-2000:] for text in texts)

    def wait_for_the_end(self) -> None:
        """Wait for the servers, which end with the namespace."""
        for server in self._servers.values():
            server.wait(timeout=10)
