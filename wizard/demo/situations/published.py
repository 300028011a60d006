"""Situations about what is offered, and where it is published."""

from wizard.demo.situation import AUTOCONFIG, ISPDB, Situation
from wizard.model.text import Text

PUBLISHED: tuple[Situation, ...] = (
    Situation(
        id="all-well",
        shows=Text(
            nl="Alles is in orde: IMAP, POP en versturen werken.",
            en="All is well: IMAP, POP and sending work.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
            smtp smtp.{domain} 587 STARTTLS
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={
            AUTOCONFIG: """
                name All Well Mail
                servers
                help https://www.{domain}/help Setting up your mail program
            """,
            "https://www.{domain}/help": "Setting up your mail program",
        },
    ),
    Situation(
        id="only-pop",
        shows=Text(
            nl="De provider biedt alleen POP aan, geen IMAP.",
            en="The provider offers POP only, no IMAP.",
        ),
        servers="""
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="only-imap",
        shows=Text(
            nl="De provider biedt alleen IMAP aan; in de DNS staat dat er geen POP is.",
            en="The provider offers IMAP only; the DNS says that there is no POP.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="""
            {domain} MX 10 mx.{domain}
            _imaps._tcp.{domain} SRV 0 1 993 imap.{domain}
            _pop3s._tcp.{domain} SRV 0 0 0 .
            _pop3._tcp.{domain} SRV 0 0 0 .
            _submissions._tcp.{domain} SRV 0 1 465 smtp.{domain}
        """,
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="starttls-only",
        shows=Text(
            nl="De servers beginnen zonder versleuteling en gaan daarna over op TLS (STARTTLS).",
            en="The servers start without encryption and then switch to TLS (STARTTLS).",
        ),
        servers="""
            imap mail.{domain} 143 STARTTLS
            pop3 mail.{domain} 110 STARTTLS
            smtp mail.{domain} 587 STARTTLS
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="srv-only",
        shows=Text(
            nl="De servers staan alleen in de DNS (SRV-records).",
            en="The servers are only in the DNS (SRV records).",
        ),
        servers="""
            imap mail.{domain} 993 SSL
            pop3 mail.{domain} 995 SSL
            smtp mail.{domain} 465 SSL
            smtp mail.{domain} 587 STARTTLS
        """,
        names="""
            {domain} MX 10 mail.{domain}
            _imaps._tcp.{domain} SRV 0 1 993 mail.{domain}
            _imap._tcp.{domain} SRV 0 0 0 .
            _pop3s._tcp.{domain} SRV 10 1 995 mail.{domain}
            _pop3._tcp.{domain} SRV 0 0 0 .
            _submissions._tcp.{domain} SRV 0 1 465 mail.{domain}
            _submission._tcp.{domain} SRV 10 1 587 mail.{domain}
        """,
    ),
    Situation(
        id="hosting",
        shows=Text(
            nl="De mail staat bij een hostingbedrijf, en dat bedrijf publiceert de instellingen.",
            en="The mail is with a hosting company, and that company publishes the settings.",
        ),
        servers="""
            imap imap.webhost.example 993 SSL
            pop3 pop.webhost.example 995 SSL
            smtp smtp.webhost.example 465 SSL
        """,
        names="{domain} MX 10 mx1.webhost.example",
        publishes={
            "https://autoconfig.webhost.example/mail/config-v1.1.xml": """
                name Webhost
                servers
            """,
            "https://ispdb.example/v1.1/webhost.example": """
                name Webhost
                servers
            """,
        },
    ),
    Situation(
        id="guess",
        shows=Text(
            nl="Er is niets gepubliceerd, maar de servers hebben de gebruikelijke namen.",
            en="Nothing is published, but the servers have the usual names.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
    ),
    Situation(
        id="http-only",
        shows=Text(
            nl="De instellingen zijn alleen over http gepubliceerd, dus onbeveiligd.",
            en="The settings are published over http only, without protection.",
        ),
        servers="""
            imap mailbox.{domain} 993 SSL
            pop3 mailbox.{domain} 995 SSL
            smtp mailbox.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={"http://autoconfig.{domain}/mail/config-v1.1.xml": "servers"},
    ),
    Situation(
        id="sources-disagree",
        shows=Text(
            nl="De bronnen noemen verschillende servers, en één daarvan bestaat niet meer.",
            en="The sources name different servers, and one of those is no longer there.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            smtp smtp.{domain} 465 SSL
            imap old.{domain} 993 SSL closed
            imap mail.{domain} 993 SSL
            smtp mail.{domain} 465 SSL
        """,
        names="""
            {domain} MX 10 mx.{domain}
            _imaps._tcp.{domain} SRV 0 1 993 mail.{domain}
            _submissions._tcp.{domain} SRV 0 1 465 mail.{domain}
        """,
        publishes={
            AUTOCONFIG: """
                imap imap.{domain} 993 SSL
                smtp smtp.{domain} 465 SSL
            """,
            ISPDB: """
                imap old.{domain} 993 SSL
                smtp smtp.{domain} 465 SSL
            """,
        },
    ),
    Situation(
        id="oauth2-only",
        shows=Text(
            nl="Inloggen kan alleen via een venster van de provider (OAuth2), niet met een gewoon wachtwoord.",
            en="Signing in works only through a window of the provider (OAuth2), not with a normal password.",
        ),
        servers="""
            imap imap.{domain} 993 SSL tokens-only
            smtp smtp.{domain} 465 SSL tokens-only
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={
            AUTOCONFIG: """
                imap imap.{domain} 993 SSL OAuth2
                smtp smtp.{domain} 465 SSL OAuth2
            """,
        },
    ),
    Situation(
        id="pop-deletes",
        shows=Text(
            nl="De POP-server bewaart niets: opgehaalde mail wordt meteen verwijderd.",
            en="The POP server keeps nothing: mail is removed as soon as it is fetched.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            pop3 pop.{domain} 995 SSL cannot-leave
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="pop-expires",
        shows=Text(
            nl="De POP-server verwijdert mail na 14 dagen, en IMAP is er niet.",
            en="The POP server removes mail after 14 days, and there is no IMAP.",
        ),
        servers="""
            pop3 pop.{domain} 995 SSL expires
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
)
