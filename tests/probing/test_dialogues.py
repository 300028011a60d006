"""The dialogues against a server that is a list of lines; `TLS` marks where the upgrade must come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.model import (
    AuthenticationMethod,
    Capabilities,
    Failed,
    FailureReason,
    Protocol,
    SocketType,
    Stage,
)
from wizard.probing.dialogue import Conversation, Read, Send, StartTls
from wizard.probing.driver import CONVERSATIONS
from wizard.probing.imap import imap
from wizard.probing.pop3 import pop3
from wizard.probing.smtp import smtp

TLS = b"-- tls --"
SSL, STARTTLS, PLAIN = SocketType.SSL, SocketType.STARTTLS, SocketType.PLAIN
WRONG = FailureReason.WRONG_PROTOCOL


class ServerFellSilentError(Exception):
    """The dialogue wants a line that the script does not hold."""


def play(
    conversation: Conversation, socket_type: SocketType, script: list[bytes]
) -> tuple[Capabilities | Failed, list[bytes]]:
    """The result of the dialogue, and what the client said (with `TLS` where it upgraded)."""
    lines = iter(script)
    said: list[bytes] = []
    dialogue = conversation(socket_type)
    answer: bytes | None = None
    while True:
        try:
            step = next(dialogue) if answer is None else dialogue.send(answer)
        except StopIteration as end:
            return end.value, said
        match step:
            case Send(line=line):
                said.append(line)
                answer = b""
            case Read():
                answer = next(lines, None)
                if answer is None:
                    raise ServerFellSilentError
                assert answer != TLS, "the client reads where it should upgrade"
            case StartTls():
                said.append(TLS)
                assert next(lines, None) == TLS, "the client upgrades where the server does not expect it"
                answer = b""


IMAP_OK = [b"* OK ready", b"* CAPABILITY IMAP4rev1 IDLE AUTH=PLAIN AUTH=LOGIN", b"A3 OK done"]
POP_OK = [b"+OK ready", b"+OK list", b"UIDL", b"TOP", b"SASL PLAIN LOGIN", b"EXPIRE NEVER", b"."]
SMTP_OK = [b"220 smtp.example ESMTP", b"250-smtp.example", b"250-AUTH PLAIN LOGIN", b"250 SIZE 1000"]


@pytest.mark.parametrize(
    ("conversation", "socket_type", "script", "names", "mechanisms", "said"),
    [
        pytest.param(
            imap, SSL, IMAP_OK, ("IDLE", "IMAP4REV1"), ("PLAIN", "LOGIN"), [b"A3 CAPABILITY", b"A4 LOGOUT"], id="imap"
        ),
        pytest.param(
            imap,
            SSL,
            [b"* PREAUTH hello", b"* CAPABILITY IMAP4rev1", b"* 3 EXISTS", b"* CAPABILITY idle", b"A3 ok x"],
            ("IDLE", "IMAP4REV1"),
            (),
            [b"A3 CAPABILITY", b"A4 LOGOUT"],
            id="imap-preauth-inside-tls-and-two-answers",
        ),
        pytest.param(
            imap,
            STARTTLS,
            [
                b"* OK [CAPABILITY IMAP4rev1 EVIL] ready",
                b"* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED EVIL",
                b"A1 OK",
                b"A2 OK begin",
                TLS,
                b"* CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-256",
                b"A3 OK",
            ],
            ("IMAP4REV1",),
            ("SCRAM-SHA-256",),
            [b"A1 CAPABILITY", b"A2 STARTTLS", TLS, b"A3 CAPABILITY", b"A4 LOGOUT"],
            id="imap-starttls-forgets-what-was-said-before",
        ),
        pytest.param(
            pop3,
            SSL,
            POP_OK,
            ("EXPIRE NEVER", "TOP", "UIDL"),
            ("PLAIN", "LOGIN"),
            [b"CAPA", b"QUIT"],
            id="pop3",
        ),
        pytest.param(pop3, SSL, [b"+OK", b"-ERR what?"], (), (), [b"CAPA", b"QUIT"], id="pop3-of-before-capa"),
        pytest.param(
            pop3,
            STARTTLS,
            [b"+OK", b"+OK", b"stls", b"EVIL", b".", b"+OK go", TLS, b"+OK", b"uidl", b"..dot", b"."],
            (".DOT", "UIDL"),
            (),
            [b"CAPA", b"STLS", TLS, b"CAPA", b"QUIT"],
            id="pop3-stls",
        ),
        pytest.param(
            pop3,
            STARTTLS,
            [b"+OK", b"-ERR what?", b"+OK go", TLS, b"-ERR what?"],
            (),
            (),
            [b"CAPA", b"STLS", TLS, b"CAPA", b"QUIT"],
            id="pop3-stls-without-capa",
        ),
        pytest.param(
            smtp,
            SSL,
            SMTP_OK,
            ("SIZE 1000",),
            ("PLAIN", "LOGIN"),
            [b"EHLO [127.0.0.1]", b"QUIT"],
            id="smtp",
        ),
        pytest.param(
            smtp,
            STARTTLS,
            [
                b"220-please",
                b"220 ready",
                b"250-x",
                b"250-starttls",
                b"250 AUTH=EVIL",
                b"220 go",
                TLS,
                b"250-x",
                b"250-auth plain",
                b"250 AUTH=LOGIN PLAIN",
            ],
            (),
            ("PLAIN", "LOGIN"),
            [b"EHLO [127.0.0.1]", b"STARTTLS", TLS, b"EHLO [127.0.0.1]", b"QUIT"],
            id="smtp-starttls-and-both-spellings-of-auth",
        ),
        pytest.param(smtp, SSL, [b"220 x", b"250 x"], (), (), [b"EHLO [127.0.0.1]", b"QUIT"], id="smtp-bare"),
        pytest.param(
            imap,
            SSL,
            [b"* ok", b"* OK [ALERT] hi", b"+ go on", b"* CAPABILITY IMAP4rev1 AUTH= auth=plain", b"A3 OK"],
            ("IMAP4REV1",),
            ("PLAIN",),
            [b"A3 CAPABILITY", b"A4 LOGOUT"],
            id="imap-remarks-on-the-way-and-a-mechanism-without-a-name",
        ),
        pytest.param(
            pop3,
            STARTTLS,
            [b"+OK", b"+OK", b"STLS now", b".", b"+OK go", TLS, b"+OK", b"."],
            (),
            (),
            [b"CAPA", b"STLS", TLS, b"CAPA", b"QUIT"],
            id="pop3-stls-with-a-word-behind-it",
        ),
        pytest.param(
            smtp,
            STARTTLS,
            [b"220", b"250-x", b"250-StartTLS now", b"250", b"220", TLS, b"250-x", b"250 AUTH"],
            ("AUTH",),
            (),
            [b"EHLO [127.0.0.1]", b"STARTTLS", TLS, b"EHLO [127.0.0.1]", b"QUIT"],
            id="smtp-without-texts-and-a-word-behind-starttls",
        ),
    ],
)
def test_what_is_announced(
    conversation: Conversation,
    socket_type: SocketType,
    script: list[bytes],
    names: tuple[str, ...],
    mechanisms: tuple[str, ...],
    said: list[bytes],
) -> None:
    result, lines = play(conversation, socket_type, script)

    assert isinstance(result, Capabilities)
    assert (result.names, result.sasl_mechanisms) == (names, mechanisms)
    assert lines == said


@pytest.mark.parametrize(
    ("conversation", "socket_type", "script", "stage", "reason"),
    [
        (imap, SSL, [b"* BYE too many connections"], Stage.GREETING, FailureReason.REJECTED),
        (imap, SSL, [b"220 smtp.example ESMTP"], Stage.GREETING, FailureReason.WRONG_PROTOCOL),
        (imap, SSL, [b""], Stage.GREETING, FailureReason.WRONG_PROTOCOL),
        (imap, STARTTLS, [b"* PREAUTH welcome"], Stage.GREETING, FailureReason.PREAUTH),
        (imap, PLAIN, [b"* PREAUTH welcome"], Stage.GREETING, FailureReason.PREAUTH),
        (
            imap,
            STARTTLS,
            [b"* OK", b"* CAPABILITY IMAP4rev1", b"A1 OK"],
            Stage.STARTTLS,
            FailureReason.STARTTLS_NOT_OFFERED,
        ),
        (imap, STARTTLS, [b"* OK", b"A1 BAD"], Stage.STARTTLS, FailureReason.STARTTLS_NOT_OFFERED),
        (
            imap,
            STARTTLS,
            [b"* OK", b"* CAPABILITY STARTTLS", b"A1 OK", b"A2 NO [UNAVAILABLE] sorry"],
            Stage.STARTTLS,
            FailureReason.STARTTLS_REFUSED,
        ),
        (imap, STARTTLS, [b"* OK", b"* BYE overloaded"], Stage.STARTTLS, FailureReason.REJECTED),
        (imap, SSL, [b"* OK", b"* BYE overloaded"], Stage.CAPABILITY, FailureReason.REJECTED),
        (imap, SSL, [b"* OK", b"A3 BAD what"], Stage.CAPABILITY, FailureReason.REJECTED),
        (imap, SSL, [b"* OK", b"A3 OK nothing said"], Stage.CAPABILITY, FailureReason.REJECTED),
        (imap, SSL, [b"* OK", b"250 hello"], Stage.CAPABILITY, FailureReason.WRONG_PROTOCOL),
        (imap, SSL, [b"* OK", b"A9 OK not my tag"], Stage.CAPABILITY, FailureReason.WRONG_PROTOCOL),
        (imap, SSL, [b"* OK", b"* CAPABILITY IMAP4rev1 {4}", b"IDLE", b"A3 OK"], Stage.CAPABILITY, WRONG),
        (imap, SSL, [b"* OK", b"A3 OK [CAPABILITY IMAP4rev1] done"], Stage.CAPABILITY, FailureReason.REJECTED),
        (imap, SSL, [b"* OK", b"* CAPABILITY IMAP4rev1", b"* BYE", b"A3 OK"], Stage.CAPABILITY, FailureReason.REJECTED),
        (imap, SSL, [b"*OK ready"], Stage.GREETING, WRONG),
        (pop3, SSL, [b"+OK hello", b"and welcome"], Stage.CAPABILITY, WRONG),
        (pop3, SSL, [b"-ERR [SYS/TEMP] busy"], Stage.GREETING, FailureReason.REJECTED),
        (pop3, SSL, [b"* OK ready"], Stage.GREETING, FailureReason.WRONG_PROTOCOL),
        (pop3, SSL, [b"+OK", b"* OK"], Stage.CAPABILITY, FailureReason.WRONG_PROTOCOL),
        (pop3, STARTTLS, [b"+OK", b"+OK", b"UIDL", b"."], Stage.STARTTLS, FailureReason.STARTTLS_NOT_OFFERED),
        (pop3, STARTTLS, [b"+OK", b"+OK", b"STLS", b".", b"-ERR"], Stage.STARTTLS, FailureReason.STARTTLS_REFUSED),
        (pop3, STARTTLS, [b"+OK", b"-ERR", b"-ERR"], Stage.STARTTLS, FailureReason.STARTTLS_NOT_OFFERED),
        (smtp, SSL, [b"421 too many connections"], Stage.GREETING, FailureReason.REJECTED),
        (smtp, SSL, [b"554 go away"], Stage.GREETING, FailureReason.REJECTED),
        (smtp, SSL, [b"SSH-2.0-OpenSSH_9.2"], Stage.GREETING, FailureReason.WRONG_PROTOCOL),
        (smtp, SSL, [b"HTTP/1.1 400 Bad Request"], Stage.GREETING, FailureReason.WRONG_PROTOCOL),
        (smtp, SSL, [b"22"], Stage.GREETING, WRONG),
        (smtp, SSL, [b"2200 x"], Stage.GREETING, WRONG),
        (smtp, SSL, ["٢٢٠ x".encode()], Stage.GREETING, WRONG),
        (smtp, STARTTLS, [b"220 x", b"500 what"], Stage.STARTTLS, FailureReason.REJECTED),
        (smtp, SSL, [b"220 x", b"250-x", b"550 no"], Stage.CAPABILITY, FailureReason.REJECTED),
        (smtp, SSL, [b"220 x", b"502 what"], Stage.CAPABILITY, FailureReason.REJECTED),
        (smtp, SSL, [b"220 x", b"250-x", b"oops"], Stage.CAPABILITY, FailureReason.WRONG_PROTOCOL),
        (smtp, STARTTLS, [b"220 x", b"250-x", b"250 XXXXXXXA"], Stage.STARTTLS, FailureReason.STARTTLS_OVERWRITTEN),
        (
            smtp,
            STARTTLS,
            [b"220 x", b"250-x", b"250 STARTTLS", b"454 TLS not available"],
            Stage.STARTTLS,
            FailureReason.STARTTLS_REFUSED,
        ),
        (
            smtp,
            STARTTLS,
            [b"220 x", b"250-x", b"250 STARTTLS", b"220 go", TLS, b"502 no"],
            Stage.CAPABILITY,
            FailureReason.REJECTED,
        ),
    ],
)
def test_where_and_why_it_breaks_down(
    conversation: Conversation, socket_type: SocketType, script: list[bytes], stage: Stage, reason: FailureReason
) -> None:
    result, said = play(conversation, socket_type, script)

    assert isinstance(result, Failed)
    assert (result.stage, result.reason) == (stage, reason)
    assert TLS in script or TLS not in said


@pytest.mark.parametrize("protocol", list(Protocol))
@pytest.mark.parametrize("socket_type", [SSL, STARTTLS])
def test_no_truncated_talk_passes_for_a_whole_one(protocol: Protocol, socket_type: SocketType) -> None:
    whole = {
        (Protocol.IMAP, SSL): IMAP_OK,
        (Protocol.POP3, SSL): POP_OK,
        (Protocol.SMTP, SSL): SMTP_OK,
        (Protocol.IMAP, STARTTLS): [b"* OK", b"* CAPABILITY STARTTLS", b"A1 OK", b"A2 OK", TLS, *IMAP_OK[1:]],
        (Protocol.POP3, STARTTLS): [b"+OK", b"+OK", b"STLS", b".", b"+OK", TLS, *POP_OK[1:]],
        (Protocol.SMTP, STARTTLS): [b"220 x", b"250-x", b"250 STARTTLS", b"220 go", TLS, *SMTP_OK[1:]],
    }[protocol, socket_type]
    assert isinstance(play(CONVERSATIONS[protocol], socket_type, whole)[0], Capabilities)

    for length in range(len(whole)):
        if whole[length] == TLS:
            continue  # the driver upgrades there; no line is awaited
        with pytest.raises(ServerFellSilentError):
            play(CONVERSATIONS[protocol], socket_type, whole[:length])


@given(
    st.sampled_from(list(Protocol)),
    st.lists(st.one_of(st.binary(max_size=60), st.sampled_from([*IMAP_OK, *POP_OK, *SMTP_OK])), max_size=12),
)
def test_any_server_gives_a_value_or_silence(protocol: Protocol, script: list[bytes]) -> None:
    script = [line for line in script if line != TLS]
    try:
        result, said = play(CONVERSATIONS[protocol], SSL, script)
    except ServerFellSilentError:
        return
    assert isinstance(result, Capabilities | Failed)
    assert not any(line.upper().startswith((b"AUTH", b"USER", b"PASS", b"A5")) or b"LOGIN" in line for line in said)


@pytest.mark.parametrize(
    ("protocol", "names", "mechanisms", "methods"),
    [
        (Protocol.IMAP, (), ("PLAIN",), [AuthenticationMethod.PASSWORD_CLEARTEXT]),
        (Protocol.IMAP, (), (), [AuthenticationMethod.PASSWORD_CLEARTEXT]),
        (Protocol.IMAP, ("LOGINDISABLED",), (), []),
        (Protocol.IMAP, ("LOGINDISABLED",), ("XOAUTH2",), [AuthenticationMethod.OAUTH2]),
        (
            Protocol.IMAP,
            ("LOGINDISABLED",),
            ("CRAM-MD5", "GSSAPI", "NTLM"),
            [AuthenticationMethod.PASSWORD_ENCRYPTED, AuthenticationMethod.GSSAPI, AuthenticationMethod.NTLM],
        ),
        (Protocol.POP3, (), (), [AuthenticationMethod.PASSWORD_CLEARTEXT]),
        (
            Protocol.POP3,
            ("USER",),
            ("OAUTHBEARER",),
            [AuthenticationMethod.PASSWORD_CLEARTEXT, AuthenticationMethod.OAUTH2],
        ),
        (Protocol.SMTP, (), (), []),
        (Protocol.SMTP, (), ("login", "plain"), [AuthenticationMethod.PASSWORD_CLEARTEXT]),
    ],
)
def test_mechanisms_in_the_words_of_autoconfig(
    protocol: Protocol, names: tuple[str, ...], mechanisms: tuple[str, ...], methods: list[AuthenticationMethod]
) -> None:
    capabilities = Capabilities(protocol=protocol, greeting="", names=names, sasl_mechanisms=mechanisms)

    assert list(capabilities.authentication_methods) == methods
