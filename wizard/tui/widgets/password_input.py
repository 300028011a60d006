"""A field for a password: shown as dots, pasted as it is, never copied, and empty once it was taken."""

import os
from collections.abc import Mapping

from textual import constants

from wizard.mailbox import keep_out_of_core_files
from wizard.model import Password
from wizard.tui.widgets.line_input import LineInput

_LONGEST = 1000


def who_listens(environ: Mapping[str, str]) -> str | None:
    """The environment variable for which Textual writes down every key that is typed; None where it does not."""
    if constants.LOG_FILE or environ.get("TEXTUAL_LOG"):
        return "TEXTUAL_LOG"
    if constants.DEBUG or environ.get("TEXTUAL_DEBUG") == "1":
        return "TEXTUAL_DEBUG"
    if {"devtools", "debug"} & set(environ.get("TEXTUAL", "").lower().replace(" ", "").split(",")):
        return "TEXTUAL"
    return None


class PasswordInput(LineInput):
    """`take` gives what was typed, once."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, max_length=_LONGEST)
        self.password = True

    def on_mount(self) -> None:
        """Nothing is typed where somebody writes along."""
        keep_out_of_core_files()
        self.disabled = who_listens(os.environ) is not None

    def take(self) -> Password:
        """The password; the field is empty afterwards."""
        password = Password(self.value)
        self.value = ""
        return password

    def take_pasted(self, text: str) -> None:
        """The first line that says something, as it stands: spaces may belong to it."""
        start, end = sorted(self.selection)
        line = next((line for line in text.splitlines() if line), "")
        self.replace(line[:_LONGEST], start, end)

    def action_copy(self) -> None:
        """A password is not copied."""

    def action_cut(self) -> None:
        """A password is not copied."""
