"""The first picture needs little; what comes after it loses no key and moves nothing."""

import os
import sys
from pathlib import Path

import pytest

import wizard.tui.screens as screens_package
from tests.tui.pilots import OpenWizard
from tests.tui.terminals import terminal_with
from wizard.tui.screens.address import AddressScreen

LAST_CASE = """
schema: mailwijzer.case/1
address: bert@voorbeeld.nl
full_name: Bert
answers: {devices: several}
servers: []
outcome: imap
chosen: imap
client: unsure
language: nl
"""

LOADED = """
import os
import sys
from pathlib import Path

from wizard.cli import main
from wizard.tui.app import WizardApp

def tell(app):
    Path(os.environ["TMPDIR"], "loaded").write_text("\\n".join(sys.modules))
    app.exit()

WizardApp.after_first_picture = tell
sys.exit(main(["--language", "nl", *sys.argv[1:]]))
"""

WARM = """
import os
import sys
from pathlib import Path

from wizard.cli import main
from wizard.tui.app import WizardApp

async def tell(app):
    await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "warm-up"])
    Path(os.environ["TMPDIR"], "loaded").write_text("\\n".join(sys.modules))
    app.exit()

def warm_up(app):
    app.warm_up()
    app.run_worker(tell(app))

WizardApp.after_first_picture = warm_up
sys.exit(main(["--language", "nl", *sys.argv[1:]]))
"""

NEEDED = {
    "wizard",
    "wizard.cli",
    "wizard.cli.address",
    "wizard.cli.answers",
    "wizard.cli.case_file",
    "wizard.cli.diagnostics",
    "wizard.cli.dispatch",
    "wizard.cli.help_texts",
    "wizard.cli.interruption",
    "wizard.cli.options",
    "wizard.cli.output",
    "wizard.cli.values",
    "wizard.cli.verbs",
    "wizard.cli.wizard",
    "wizard.errors",
    "wizard.i18n",
    "wizard.i18n.catalogue",
    "wizard.journey",
    "wizard.journey.last_case",
    "wizard.journey.advised",
    "wizard.journey.session",
    "wizard.journey.told",
    "wizard.journey.trusting",
    "wizard.journey.suggestion",
    "wizard.model",
    "wizard.model.answers",
    "wizard.model.text",
    "wizard.tui",
    "wizard.tui.app",
    "wizard.tui.aside",
    "wizard.tui.clipboard",
    "wizard.tui.checking",
    "wizard.tui.ending",
    "wizard.tui.everywhere",
    "wizard.tui.messages",
    "wizard.tui.once",
    "wizard.tui.screens",
    "wizard.tui.screens.address",
    "wizard.tui.screens.overlay",
    "wizard.tui.screens.session_screen",
    "wizard.tui.screens.size",
    "wizard.tui.screens.step",
    "wizard.tui.signs",
    "wizard.tui.start",
    "wizard.tui.text",
    "wizard.tui.themes",
    "wizard.tui.widgets",
    "wizard.tui.widgets.check_panel",
    "wizard.tui.widgets.choice_list",
    "wizard.tui.widgets.head",
    "wizard.tui.widgets.key_bar",
    "wizard.tui.widgets.line_input",
    "wizard.tui.widgets.prose",
}
"""Whoever adds to this makes every start slower: `python -m tests.benchmarks.start_up` says by how much."""

HEAVY = {"yaml", "msgspec", "json", "dns", "httpx2", "httpcore2", "cryptography", "imapclient", "segno"}


def _loaded(tmp_path: Path, *arguments: str, program: str = LOADED) -> set[str]:
    """The modules that were loaded when the first picture was there, or when `program` tells."""
    with terminal_with(tmp_path, *arguments, command=(sys.executable, "-c", program)) as terminal:
        assert terminal.wait_for_end() == 0
        shown = terminal.seen.decode()
        assert [text for text in ("Mailwijzer", "Welk e-mailadres", "E-mailadres", "Hulp") if text not in shown] == []
    return set((tmp_path / "loaded").read_text().split())


def _keep(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "last-case.yaml"
    path.write_text(LAST_CASE)
    return path


def test_it_loads_only_what_it_shows(tmp_path: Path) -> None:
    _keep(tmp_path / "mailwijzer")

    loaded = _loaded(tmp_path)

    assert {name for name in loaded if name.partition(".")[0] == "wizard"} - NEEDED == set()
    assert HEAVY & loaded == set()


def test_no_key_that_comes_later_has_to_load_a_screen(tmp_path: Path) -> None:
    screens = {f"wizard.tui.screens.{path.stem}" for path in Path(screens_package.__file__).parent.glob("[a-z]*.py")}

    assert screens - _loaded(tmp_path, program=WARM) == set()


def test_that_of_the_demo_names_the_situations_without_their_servers(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, "--demo")

    assert "wizard.demo.situations" in loaded
    assert (
        loaded & {"wizard.demo.running_world", "wizard.network", "wizard.rulebook", "wizard.model.vocabulary"} == set()
    )
    assert HEAVY & loaded == set()


@pytest.mark.parametrize("after", ["", "Welk e-mailadres"], ids=["before the picture", "with the picture"])
def test_what_is_typed_at_once_is_taken_and_weighed(after: str, tmp_path: Path) -> None:
    with terminal_with(tmp_path) as terminal:
        terminal.wait_for(after)
        os.write(terminal.master, b"anna@gmial.com")
        terminal.wait_for("anna@gmail.com")


def test_the_last_case_can_be_resumed_at_once(tmp_path: Path) -> None:
    _keep(tmp_path)
    with terminal_with(tmp_path) as terminal:
        terminal.wait_for("Welk e-mailadres")
        os.write(terminal.master, b"\x1bOR")  # F3
        terminal.wait_for("Vraag")
        assert b"bert@voorbeeld.nl" in terminal.seen


async def test_the_last_case_comes_into_a_place_of_its_own(replay: OpenWizard, tmp_path: Path) -> None:
    async with replay(None, last_case=_keep(tmp_path)) as wizard:
        read = wizard.text.splitlines()
        wizard.app.session.last_case = None
        wizard.on(AddressScreen).show_all()
        await wizard.pilot.pause()
        first = wizard.text.splitlines()

    changed = [(before.strip(), after.strip()) for before, after in zip(first, read, strict=True) if before != after]
    assert changed == [("", "› Last time: bert@voorbeeld.nl  F3 goes on with it.")]
