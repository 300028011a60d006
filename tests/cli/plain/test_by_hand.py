"""Servers typed by hand: field by field, tested at once, used where they work."""

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import TO_SETTINGS, Conversation, answered
from wizard import files
from wizard.model import Protocol, SourceName

BROKEN = "anna@certificate-expired.example"
HOST = "Name of the server (Enter: leave this one out): "
HOST_STAYS = "Name of the server (Enter: {hostname} stays, - for none): "
PORT = "Port (Enter: {port}): "
YES = "(y or n, Enter: yes) "


def _begin(talk: Conversation) -> str:
    """At the first field."""
    talk.at_settings()
    return talk.reply("2", HOST)


def test_a_server_that_works_is_used(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(BROKEN, *answered()) as talk:
        assert _("Receiving with IMAP") in _begin(talk)
        talk.choose("imap.all-well.example", "SSL/TLS")
        talk.reply("", PORT, port=993)
        said = talk.reply("", HOST)
        assert _("Receiving with POP") in said
        assert _("This server works: it answered in {seconds} with a valid certificate.", seconds="")[-25:] in said
        talk.reply("", HOST)
        assert "imap.all-well.example" in talk.choose("", "go on")
        talk.type("q")
        assert talk.ends()[0] == 0
    imap = next(server for server in files.read_case(speaker.kept).servers if server.endpoint.protocol is Protocol.IMAP)
    assert (imap.source, imap.verified) == (SourceName.MANUAL, True)


def test_a_usual_port_that_works_is_offered(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(BROKEN, *answered()) as talk:
        _begin(talk)
        talk.choose("imap.all-well.example", "SSL/TLS")
        talk.reply("", PORT, port=993)
        said = talk.reply("994", YES)
        assert "994" in said
        assert _("Port {port} with {security} does work. Use that?", port=993, security="SSL/TLS") in said
        talk.reply("", HOST)
        talk.reply("", HOST)
        assert "imap.all-well.example" in talk.choose("", "go on")


def test_a_usual_port_that_is_not_wanted_is_not_used(speaker: Speaker) -> None:
    with speaker.talk(BROKEN, *answered()) as talk:
        _begin(talk)
        talk.choose("imap.all-well.example", "SSL/TLS")
        talk.reply("", PORT, port=993)
        talk.reply("994", YES)
        talk.reply("n", HOST)
        talk.reply("", HOST)
        refused = "Settings for {protocol} were found, but the server's certificate is refused"
        assert speaker.words(refused, protocol="IMAP") in talk.choose("", "go on")


def test_what_cannot_be_a_server_is_asked_again(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(BROKEN, *answered()) as talk:
        _begin(talk)
        for typed in ("imap", "imap voorbeeld.nl", "192.0.2.1"):
            assert _("This is not a server name.") in talk.reply(typed, HOST)
        talk.choose("imap.nowhere.example", "SSL/TLS")
        talk.reply("2", PORT, port=143)
        for typed in ("0", "65536", "99x", "²"):
            assert _("A port is a number from 1 to 65535.") in talk.reply(typed, PORT, port=143)
        said = talk.reply("", HOST)
        assert _("{hostname} does not exist. Is it spelled right?", hostname="imap.nowhere.example") in said
        assert _("Port {port}: {failure}.", port=143, failure="").rstrip(" .") not in said
        assert _("Type b to correct this, or go on with the next one.") in said


def test_going_back_from_field_to_field(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(BROKEN, *answered()) as talk:
        _begin(talk)
        talk.choose("imap.nowhere.example", "SSL/TLS")
        talk.reply("", PORT, port=993)
        talk.choose("b", "SSL/TLS")
        talk.reply("b", HOST_STAYS, hostname="imap.nowhere.example")
        talk.choose("", "SSL/TLS")
        talk.reply("", PORT, port=993)
        talk.reply("", HOST)
        talk.reply("b", HOST_STAYS, hostname="imap.nowhere.example")
        talk.reply("-", HOST)
        talk.reply("b", HOST)
        assert _("What would you like to do?") in talk.choose("b", "go on")
        talk.reply("b", TO_SETTINGS)


def test_where_only_sending_works_it_is_said_what_is_missing(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk("anna@nothing.example", *answered()) as talk:
        talk.until_one_of("Press Enter to go on: ", TO_SETTINGS)
        talk.wait_for_the_check()
        talk.reply("", "(y or n, Enter: no) ")
        talk.reply("n", "Press Enter to go on: ")
        talk.choose("", "go on")
        talk.reply("1", HOST)
        talk.reply("", HOST)
        talk.reply("", HOST)
        talk.choose("smtp.all-well.example", "SSL/TLS")
        talk.reply("", PORT, port=465)
        said = talk.choose("", "go on")
        assert _("Sending works. A server for receiving is still missing.") in said
        assert _("No settings that work were found") not in said
