"""What is pasted from a mail, a table or a terminal stands in the fields as it was meant."""

import pytest
from textual import events

from tests.tui.pilots import OpenWizard
from wizard.tui.widgets.line_input import on_one_line
from wizard.tui.widgets.password_input import PasswordInput
from wizard.tui.widgets.server_row import HostInput, ServerRow


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("relay\r\n  access\tdenied\n", "relay access denied"),
        ("two  spaces stay", "two  spaces stay"),
        ("one\u2028two\x85three", "one two three"),
        (" \n\t ", ""),
    ],
)
def test_lines_and_columns_become_one_line_with_every_word(pasted: str, shown: str) -> None:
    assert on_one_line(pasted) == shown


@pytest.mark.parametrize(
    ("pasted", "host", "port"),
    [
        ("imap.provider.example\t993", "imap.provider.example", "993"),
        ("  imap.provider.example:993\n", "imap.provider.example", "993"),
        ("imap.provider.example\r\n993\r\n", "imap.provider.example", "993"),
        ("imap.provider.example\n", "imap.provider.example", ""),
        ("imap.provider.example 993 SSL", "imap.provider.example 993 SSL", ""),
    ],
    ids=["tab", "colon", "lines", "host alone", "more than that"],
)
async def test_a_port_behind_a_host_name_goes_into_its_own_field(
    pasted: str, host: str, port: str, replay: OpenWizard
) -> None:
    async with replay() as wizard:
        await wizard.press("f4", "m")
        row = wizard.app.screen.query(ServerRow).first()
        row.query_one(HostInput).post_message(events.Paste(pasted))
        await wizard.pilot.pause()
        await wizard.pilot.pause()
        assert (row.typed.hostname, row.typed.port) == (host, port)


@pytest.mark.parametrize(
    ("pasted", "taken"),
    [("secret\n", "secret"), ("\r\nsecret\r\n", "secret"), (" two words ", " two words "), ("\n", "")],
    ids=["end of line", "empty line first", "spaces", "nothing"],
)
async def test_a_password_is_its_first_line_as_it_stands(pasted: str, taken: str, replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("f4", "t", "2")
        field = wizard.app.screen.query_one(PasswordInput)
        field.post_message(events.Paste(pasted))
        await wizard.pilot.pause()
        assert field.value == taken
