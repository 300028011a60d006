"""The command line starts quickly: help and version import nothing that probes, shows or reads YAML."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "rich", "dns", "httpx2", "httpcore2", "yaml", "asyncio", "ssl", "cryptography", "msgspec")

SCRIPT = """
import sys
from wizard.cli import main
code = main(sys.argv[1:])
heavy = [name for name in {heavy!r} if name in sys.modules]
print(heavy, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["--help", "--language", "nl"], ["probe", "--help"], ["export", "-h"], ["rules", "-h"]],
    ids=" ".join,
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(heavy=HEAVY), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )

    assert (done.returncode, done.stderr) == (0, "[]\n")
    assert done.stdout


def test_importing_the_command_line_loads_no_screen() -> None:
    script = "import sys, wizard.cli; sys.exit(any(name in sys.modules for name in ('textual', 'rich', 'argparse')))"

    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=30).returncode == 0


def test_probing_loads_no_screen() -> None:
    script = (
        "import sys; from wizard.cli import main; main(['probe', '--demo', 'anna@null-mx.example', '--json']);"
        "sys.exit(any(name in sys.modules for name in ('textual', 'rich')))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=30)

    assert done.returncode == 0


def test_version_is_one_line() -> None:
    from wizard import __version__

    done = subprocess.run(
        [sys.executable, "-m", "wizard", "--version"], capture_output=True, text=True, check=False, timeout=30
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, f"mailwijzer {__version__}\n", "")
