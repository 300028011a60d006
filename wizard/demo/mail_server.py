"""Mail servers on loopback that say what they offer, start TLS, and know one password; and some that misbehave."""

import ssl
from collections.abc import Mapping

from wizard.demo.imap_server import ImapSession
from wizard.demo.loopback import Connection, Conversation
from wizard.demo.mailbox import mailbox_behind
from wizard.demo.pop3_server import Pop3Session
from wizard.demo.session import Session
from wizard.demo.situation import Server, Trait
from wizard.demo.smtp_server import SmtpSession
from wizard.model import Protocol, SocketType

_SLOWLY = 1.0
_SESSIONS: Mapping[Protocol, type[Session]] = {
    Protocol.IMAP: ImapSession,
    Protocol.POP3: Pop3Session,
    Protocol.SMTP: SmtpSession,
}


def mail_server(server: Server, context: ssl.SSLContext) -> Conversation:
    """The server of this line of the table."""
    spoken = Protocol.SMTP if Trait.SPEAKS_SMTP in server.traits else server.protocol

    async def serve(connection: Connection) -> None:
        if server.socket_type is SocketType.SSL:
            await connection.start_tls(context)
        if Trait.SILENT in server.traits:
            await connection.read_to_end()
            return
        if Trait.SLOW in server.traits:
            connection.pace += _SLOWLY
        await _SESSIONS[spoken](server, context, connection, mailbox_behind(server.traits)).run()

    return serve
