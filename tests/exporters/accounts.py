"""Accounts, advice and guides to export."""

from dataclasses import replace
from datetime import UTC, date, datetime

from wizard.exporters import Context
from wizard.i18n import Words
from wizard.model import (
    Account,
    Advice,
    AdviceOutcome,
    AuthenticationMethod,
    Capabilities,
    ClientChoice,
    Confidence,
    Connected,
    EmailAddress,
    Endpoint,
    FieldValue,
    FilledField,
    Guide,
    GuideSection,
    HelpPage,
    Hint,
    HintId,
    Known,
    Language,
    OutcomeText,
    ProbeReport,
    Protocol,
    Reason,
    RecommendedServer,
    Retention,
    ServerSettings,
    SocketType,
    SourceName,
    Step,
    Strength,
    Text,
    TlsFacts,
)

PASSWORD = AuthenticationMethod.PASSWORD_CLEARTEXT
USUAL_PORTS = {
    (Protocol.IMAP, SocketType.SSL): 993,
    (Protocol.IMAP, SocketType.STARTTLS): 143,
    (Protocol.IMAP, SocketType.PLAIN): 143,
    (Protocol.POP3, SocketType.SSL): 995,
    (Protocol.POP3, SocketType.STARTTLS): 110,
    (Protocol.POP3, SocketType.PLAIN): 110,
    (Protocol.SMTP, SocketType.SSL): 465,
    (Protocol.SMTP, SocketType.STARTTLS): 587,
    (Protocol.SMTP, SocketType.PLAIN): 25,
}


def report(endpoint: Endpoint, *, mechanisms: tuple[str, ...] = ("PLAIN",)) -> ProbeReport:
    tls = TlsFacts(
        version="TLSv1.3",
        hostname_matches=True,
        trusted=True,
        issuer="Voorbeeld CA",
        names=(endpoint.hostname,),
        not_before=datetime(2026, 11, 2, tzinfo=UTC),
        not_after=datetime(2027, 1, 31, tzinfo=UTC),
    )
    capabilities = Capabilities(protocol=endpoint.protocol, greeting="ready", names=(), sasl_mechanisms=mechanisms)
    return ProbeReport(
        endpoint=endpoint,
        outcome=Connected(tls=None if endpoint.socket_type is SocketType.PLAIN else tls, capabilities=capabilities),
        seconds=0.21,
    )


def server(
    protocol: Protocol,
    socket_type: SocketType = SocketType.SSL,
    *,
    hostname: str | None = None,
    port: int | None = None,
    username: str | None = "%EMAILADDRESS%",
    authentication: tuple[AuthenticationMethod, ...] = (PASSWORD,),
    verified: bool = True,
    mechanisms: tuple[str, ...] = ("PLAIN",),
) -> RecommendedServer:
    prefix = {Protocol.IMAP: "imap", Protocol.POP3: "pop", Protocol.SMTP: "smtp"}[protocol]
    endpoint = Endpoint(
        protocol=protocol,
        hostname=hostname or f"{prefix}.voorbeeld.nl",
        port=port or USUAL_PORTS[protocol, socket_type],
        socket_type=socket_type,
    )
    return RecommendedServer(
        settings=ServerSettings(endpoint=endpoint, username=username, authentication=authentication),
        source=SourceName.AUTOCONFIG,
        origin="https://autoconfig.voorbeeld.nl/mail/config-v1.1.xml",
        trusted=True,
        verified=verified,
        report=report(endpoint, mechanisms=mechanisms) if verified else None,
    )


IMAP = server(Protocol.IMAP)
IMAP_STARTTLS = server(Protocol.IMAP, SocketType.STARTTLS)
POP3 = server(Protocol.POP3)
SMTP = server(Protocol.SMTP)
SMTP_STARTTLS = server(Protocol.SMTP, SocketType.STARTTLS)

IMAP_ACCOUNT = Account(
    address=EmailAddress.parse("anna@voorbeeld.nl"),
    full_name="Anna Voorbeeld",
    display_name="Voorbeeld Mail",
    protocol=Protocol.IMAP,
    incoming=IMAP,
    outgoing=SMTP,
)
POP_ACCOUNT = replace(IMAP_ACCOUNT, protocol=Protocol.POP3, incoming=POP3, retention=Retention(keep=True, days=14))
POP_FOR_EVER = replace(POP_ACCOUNT, retention=Retention(keep=True))
POP_EMPTY = replace(POP_ACCOUNT, retention=Retention(keep=False))
FULL_ACCOUNT = replace(
    IMAP_ACCOUNT,
    alternatives=(IMAP_STARTTLS, POP3, SMTP_STARTTLS),
    help_pages=(
        HelpPage(url="https://www.voorbeeld.nl/help?a=1&b=2", title="E-mail instellen", language="nl"),
        HelpPage(url="https://www.voorbeeld.nl/en"),
    ),
    hints=(
        Hint(
            id=HintId.ENABLE_FIRST,
            text=Text(nl="Zet IMAP eerst aan in de webmail.", en="Switch IMAP on in the webmail first."),
            url="https://www.voorbeeld.nl/imap",
        ),
    ),
)
FULL_POP_ACCOUNT = replace(
    FULL_ACCOUNT,
    protocol=Protocol.POP3,
    incoming=POP3,
    alternatives=(IMAP, SMTP_STARTTLS),
    retention=Retention(keep=True, days=14),
)
NO_OUTGOING = replace(IMAP_ACCOUNT, outgoing=None)
UNTESTED = replace(
    IMAP_ACCOUNT,
    full_name=None,
    incoming=server(Protocol.IMAP, verified=False, username=None),
    outgoing=server(Protocol.SMTP, verified=False, username=None),
)
ACCOUNTS = {
    "imap": IMAP_ACCOUNT,
    "pop": POP_ACCOUNT,
    "pop-for-ever": POP_FOR_EVER,
    "pop-empty": POP_EMPTY,
    "full": FULL_ACCOUNT,
    "full-pop": FULL_POP_ACCOUNT,
    "no-outgoing": NO_OUTGOING,
    "untested": UNTESTED,
}

ADVICE = Advice(
    outcome=AdviceOutcome.IMAP,
    balance={Protocol.IMAP: 12, Protocol.POP3: 1},
    do_first=(
        Step(
            id="copy-old-mail",
            text=Text(
                nl="Kopieer eerst de oude mail van uw computer.",
                en="Copy the old mail from your computer first.",
            ),
        ),
    ),
    reasons=tuple(
        Reason(
            rule=rule,
            favours=Protocol.IMAP,
            strength=Strength.STRONG,
            because_of={"devices": "several"},
            text=Text(nl=nl, en=en),
            references=("https://www.voorbeeld.nl/imap",),
        )
        for rule, nl, en in (
            ("devices", "U leest op meer dan één apparaat.", "You read on more than one device."),
            ("webmail", "U gebruikt ook de webmail.", "You use the webmail too."),
            ("folders", "U werkt met mappen.", "You work with folders."),
            ("fourth", "Een vierde reden.", "A fourth reason."),
        )
    ),
    against=(),
    measures=(Step(id="backup-imap", text=Text(nl="Maak elk jaar een back-up.", en="Make a backup every year.")),),
    changes_if=(),
    vetoed={},
)
OUTCOME = OutcomeText(
    name=Text(nl="IMAP", en="IMAP"),
    verdict=Text(nl="Kies IMAP.", en="Choose IMAP."),
    meaning=Text(nl="Uw mail blijft op de server.", en="Your mail stays on the server."),
)


def guide(*, can_do: Known = Known.YES, confidence: Confidence = Confidence.HIGH) -> Guide:
    return Guide(
        can_do=can_do,
        instead=Protocol.POP3 if can_do is Known.NO else None,
        client=ClientChoice.THUNDERBIRD,
        name=Text(nl="Thunderbird", en="Thunderbird"),
        protocol=Protocol.IMAP,
        incoming=GuideSection(
            server=IMAP,
            fields=(
                FilledField(
                    label=Text(nl="Hostnaam", en="Hostname"),
                    field=FieldValue.HOSTNAME,
                    value=Text(nl="imap.voorbeeld.nl", en="imap.voorbeeld.nl"),
                ),
            ),
        ),
        outgoing=None,
        username_assumed=False,
        steps=(
            Text(nl="Kies **Nieuwe account**.", en="Choose **New Account**."),
            Text(nl="Typ bij **Hostnaam** imap.voorbeeld.nl.", en="Type imap.voorbeeld.nl into **Hostname**."),
        ),
        retention=None,
        backup=Text(nl="Kopieer naar **Lokale mappen**.", en="Copy to **Local Folders**."),
        offline=Text(nl="Bewaar berichten op deze computer.", en="Keep messages on this computer."),
        send_elsewhere=Text(nl="Gebruik nooit poort 25.", en="Never use port 25."),
        when_guessed_wrong=Text(nl="Klopt het niet? Verbeter het.", en="Not right? Correct it."),
        notes=(Text(nl="Voeg geen uitzondering toe.", en="Do not add an exception."),),
        references=("https://support.mozilla.org/kb/manual-account-configuration",),
        confidence=confidence,
        last_checked=date(2026, 11, 23),
    )


def bare(language: Language = Language.EN) -> Context:
    return Context(words=Words(language))


def full(language: Language = Language.EN) -> Context:
    return Context(words=Words(language), advice=ADVICE, outcome=OUTCOME, guide=guide())
