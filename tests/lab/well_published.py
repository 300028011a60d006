"""Situations in which settings are published as they should be, or can be guessed."""

from tests.lab.documents import AUTOCONFIG, PACC, WELL_KNOWN, autoconfig, client_config, pacc, pacc_record
from tests.lab.hosts import Host, Situation

WELL_PUBLISHED: tuple[Situation, ...] = (
    Situation(
        id="published",
        hosts=(
            autoconfig(
                "published.example",
                "imap imap.published.example 993 SSL",
                "pop3 pop.published.example 995 SSL",
                "smtp smtp.published.example 465 SSL",
            ),
            Host(name="imap", ports=(993,)),
            Host(name="pop", ports=(995,)),
            Host(name="smtp", ports=(465,)),
        ),
        imap="imap.published.example 993 SSL autoconfig",
        pop3="pop.published.example 995 SSL autoconfig",
        smtp="smtp.published.example 465 SSL autoconfig",
        origins={"imap": "https://autoconfig.published.example/mail/config-v1.1.xml"},
    ),
    Situation(
        id="well-known",
        hosts=(
            Host(
                name="@",
                ports=(443,),
                pages={
                    WELL_KNOWN: client_config(
                        "well-known.example",
                        "imap mx.well-known.example 993 SSL",
                        "smtp mx.well-known.example 465 SSL",
                    )
                },
            ),
            Host(name="mx", ports=(993, 465)),
        ),
        imap="mx.well-known.example 993 SSL autoconfig",
        smtp="mx.well-known.example 465 SSL autoconfig",
        origins={"smtp": "https://well-known.example/.well-known/autoconfig/mail/config-v1.1.xml"},
    ),
    Situation(
        id="listed",
        hosts=(Host(name="mail", ports=(993, 995, 465)),),
        ispdb={
            "listed.example": client_config(
                "listed.example",
                "imap mail.listed.example 993 SSL",
                "pop3 mail.listed.example 995 SSL",
                "smtp mail.listed.example 465 SSL",
            )
        },
        imap="mail.listed.example 993 SSL ispdb",
        pop3="mail.listed.example 995 SSL ispdb",
        smtp="mail.listed.example 465 SSL ispdb",
        origins={"imap": "https://ispdb.lab.example/v1.1/listed.example"},
    ),
    Situation(
        id="srv-only",
        hosts=(Host(name="mail", ports=(993, 995, 110, 465)),),
        records="""
            _imaps._tcp SRV 0 1 993 mail
            _imap._tcp SRV 0 0 0 .
            _pop3s._tcp SRV 0 0 0 .
            _pop3._tcp SRV 0 0 0 .
            _submissions._tcp SRV 0 1 465 mail
        """,
        imap="mail.srv-only.example 993 SSL srv untrusted",
        smtp="mail.srv-only.example 465 SSL srv untrusted",
        origins={"imap": "_imaps._tcp.srv-only.example"},
    ),
    Situation(
        id="hosted",
        mx="mx1.hosting.example.",
        hosts=(
            Host(
                name="autoconfig.hosting.example.",
                ports=(443,),
                pages={
                    AUTOCONFIG: client_config(
                        "hosting.example",
                        "imap imap.hosting.example 993 SSL",
                        "pop3 imap.hosting.example 995 SSL",
                        "smtp smtp.hosting.example 587 STARTTLS",
                    )
                },
            ),
            Host(name="imap.hosting.example.", ports=(993, 995)),
            Host(name="smtp.hosting.example.", ports=(587,)),
        ),
        imap="imap.hosting.example 993 SSL mx untrusted",
        pop3="imap.hosting.example 995 SSL mx untrusted",
        smtp="smtp.hosting.example 587 STARTTLS mx untrusted",
        origins={"imap": "https://autoconfig.hosting.example/mail/config-v1.1.xml"},
        findings=frozenset(
            {
                ("foreign-target", "imap.hosting.example:993"),
                ("foreign-target", "imap.hosting.example:995"),
                ("foreign-target", "smtp.hosting.example:587"),
            }
        ),
    ),
    Situation(
        id="hosted-and-listed",
        mx="mx7.bighost.example.",
        hosts=(Host(name="mail.bighost.example.", ports=(993, 465)),),
        ispdb={
            "bighost.example": client_config(
                "bighost.example", "imap mail.bighost.example 993 SSL", "smtp mail.bighost.example 465 SSL"
            )
        },
        imap="mail.bighost.example 993 SSL mx untrusted",
        smtp="mail.bighost.example 465 SSL mx untrusted",
        origins={"imap": "https://ispdb.lab.example/v1.1/bighost.example"},
        findings=frozenset(
            {("foreign-target", "mail.bighost.example:993"), ("foreign-target", "mail.bighost.example:465")}
        ),
    ),
    Situation(
        id="guessed",
        hosts=(
            Host(name="imap", ports=(993,)),
            Host(name="pop3", ports=(995,)),
            Host(name="mail", ports=(587,)),
        ),
        imap="imap.guessed.example 993 SSL guess untrusted",
        pop3="pop3.guessed.example 995 SSL guess untrusted",
        smtp="mail.guessed.example 587 STARTTLS guess untrusted",
    ),
    Situation(
        id="pacc",
        hosts=(
            Host(name="ua-auto-config", ports=(443,), pages={PACC: pacc("secure.pacc.example")}),
            Host(name="secure", ports=(993, 465)),
        ),
        records=pacc_record(pacc("secure.pacc.example")),
        imap="secure.pacc.example 993 SSL pacc",
        smtp="secure.pacc.example 465 SSL pacc",
        origins={"imap": "https://ua-auto-config.pacc.example/.well-known/user-agent-configuration.json"},
    ),
    Situation(
        id="pop-only",
        hosts=(
            autoconfig("pop-only.example", "pop3 pop.pop-only.example 995 SSL", "smtp smtp.pop-only.example 465 SSL"),
            Host(name="pop", ports=(995,)),
            Host(name="smtp", ports=(465,)),
        ),
        pop3="pop.pop-only.example 995 SSL autoconfig",
        smtp="smtp.pop-only.example 465 SSL autoconfig",
    ),
    Situation(
        id="starttls-only",
        hosts=(
            autoconfig(
                "starttls-only.example",
                "imap mail.starttls-only.example 143 STARTTLS",
                "pop3 mail.starttls-only.example 110 STARTTLS",
                "smtp mail.starttls-only.example 587 STARTTLS",
            ),
            Host(name="mail", ports=(143, 110, 587)),
        ),
        imap="mail.starttls-only.example 143 STARTTLS autoconfig",
        pop3="mail.starttls-only.example 110 STARTTLS autoconfig",
        smtp="mail.starttls-only.example 587 STARTTLS autoconfig",
    ),
    Situation(
        id="redirected",
        hosts=(
            Host(
                name="autoconfig",
                ports=(443,),
                redirects={AUTOCONFIG: "https://settings.bigmail.example/redirected.example.xml"},
            ),
            Host(
                name="settings.bigmail.example.",
                ports=(443,),
                pages={
                    "/redirected.example.xml": client_config(
                        "redirected.example", "imap mail.bigmail.example 993 SSL", "smtp mail.bigmail.example 465 SSL"
                    )
                },
            ),
            Host(name="mail.bigmail.example.", ports=(993, 465)),
        ),
        imap="mail.bigmail.example 993 SSL autoconfig",
        smtp="mail.bigmail.example 465 SSL autoconfig",
    ),
)
