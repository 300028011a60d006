"""Situations about settings that stand in less usual places, or that mail programs must mind."""

from wizard.demo.situation import AUTOCONFIG, AUTODISCOVER, ISPDB, PACC, Situation
from wizard.model.text import Text

ELSEWHERE: tuple[Situation, ...] = (
    Situation(
        id="pacc",
        shows=Text(
            nl="De instellingen zijn gepubliceerd met PACC: een bestand waar de DNS voor instaat.",
            en="The settings are published with PACC: a file that the DNS vouches for.",
        ),
        servers="""
            imap mailbox.{domain} 993 SSL
            pop3 mailbox.{domain} 995 SSL
            smtp mailbox.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={
            PACC: """
                name Pacc Mail
                servers
            """
        },
    ),
    Situation(
        id="text-record",
        shows=Text(
            nl="Een TXT-record in de DNS wijst naar het bestand met de instellingen (mailconf).",
            en="A TXT record in the DNS points to the file with the settings (mailconf).",
        ),
        servers="""
            imap mailbox.{domain} 993 SSL
            smtp mailbox.{domain} 465 SSL
        """,
        names="""
            {domain} MX 10 mx.{domain}
            {domain} TXT "mailconf=https://settings.{domain}/mail.xml"
        """,
        publishes={"https://settings.{domain}/mail.xml": "servers"},
    ),
    Situation(
        id="autodiscover",
        shows=Text(
            nl="De instellingen krijgt alleen wie zijn hele adres laat opsturen (Autodiscover).",
            en="Only those who let their whole address be sent get the settings (Autodiscover).",
        ),
        servers="""
            imap mailbox.{domain} 993 SSL
            pop3 mailbox.{domain} 995 SSL
            smtp mailbox.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTODISCOVER: "servers"},
    ),
    Situation(
        id="other-ports",
        shows=Text(
            nl="De bronnen noemen dezelfde IMAP-server op verschillende poorten.",
            en="The sources name the same IMAP server with different ports.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            imap imap.{domain} 143 STARTTLS
            smtp smtp.{domain} 465 SSL
            smtp smtp.{domain} 587 STARTTLS
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={
            AUTOCONFIG: """
                imap imap.{domain} 993 SSL
                smtp smtp.{domain} 465 SSL
            """,
            ISPDB: """
                imap imap.{domain} 143 STARTTLS
                smtp smtp.{domain} 465 SSL
            """,
        },
    ),
    Situation(
        id="few-extensions",
        shows=Text(
            nl="IMAP meldt geen nieuwe mail, mappen of ruimte; POP mag eens per kwartier.",
            en="IMAP announces no new mail, folders or space; POP may be used once in a quarter of an hour.",
        ),
        servers="""
            imap imap.{domain} 993 SSL few-extensions
            pop3 pop.{domain} 995 SSL login-delay
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="port-25",
        shows=Text(
            nl="Voor versturen is alleen poort 25 gepubliceerd; poort 587 werkt wel.",
            en="For sending only port 25 is published; port 587 does work.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            smtp smtp.{domain} 587 STARTTLS
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={
            AUTOCONFIG: """
                imap imap.{domain} 993 SSL
                smtp smtp.{domain} 25 STARTTLS
            """
        },
    ),
)
