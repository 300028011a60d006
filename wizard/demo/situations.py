"""The table of situations: data only. What the lines mean stands in `wizard.demo.situation`."""

from wizard.demo.situation import Situation
from wizard.model import Text

SITUATIONS: tuple[Situation, ...] = (
    Situation(
        id="all-well",
        shows=Text(
            nl="Alles is goed ingesteld: IMAP, POP en versturen werken.",
            en="Everything is set up well: IMAP, POP and sending work.",
        ),
        servers="""
            imap imap.all-well.example 993 SSL
            pop3 pop.all-well.example 995 SSL
            smtp smtp.all-well.example 465 SSL
            smtp smtp.all-well.example 587 STARTTLS
        """,
        names="all-well.example MX 10 mx.all-well.example",
        publishes={
            "https://autoconfig.all-well.example/mail/config-v1.1.xml": """
                name All Well Mail
                imap imap.all-well.example 993 SSL
                pop3 pop.all-well.example 995 SSL
                smtp smtp.all-well.example 465 SSL
                smtp smtp.all-well.example 587 STARTTLS
                help https://www.all-well.example/help Setting up your mail program
            """,
            "https://www.all-well.example/help": "Setting up your mail program",
        },
    ),
    Situation(
        id="only-pop",
        shows=Text(
            nl="De provider biedt alleen POP aan, geen IMAP.",
            en="The provider offers POP only, no IMAP.",
        ),
        servers="""
            pop3 pop.only-pop.example 995 SSL
            smtp smtp.only-pop.example 465 SSL
        """,
        names="only-pop.example MX 10 mx.only-pop.example",
        publishes={
            "https://autoconfig.only-pop.example/mail/config-v1.1.xml": """
                pop3 pop.only-pop.example 995 SSL
                smtp smtp.only-pop.example 465 SSL
            """,
        },
    ),
    Situation(
        id="only-imap",
        shows=Text(
            nl="De provider biedt alleen IMAP aan, en zegt in de DNS dat er geen POP is.",
            en="The provider offers IMAP only, and says in the DNS that there is no POP.",
        ),
        servers="""
            imap imap.only-imap.example 993 SSL
            smtp smtp.only-imap.example 465 SSL
        """,
        names="""
            only-imap.example MX 10 mx.only-imap.example
            _imaps._tcp.only-imap.example SRV 0 1 993 imap.only-imap.example
            _pop3s._tcp.only-imap.example SRV 0 0 0 .
            _pop3._tcp.only-imap.example SRV 0 0 0 .
            _submissions._tcp.only-imap.example SRV 0 1 465 smtp.only-imap.example
        """,
        publishes={
            "https://autoconfig.only-imap.example/mail/config-v1.1.xml": """
                imap imap.only-imap.example 993 SSL
                smtp smtp.only-imap.example 465 SSL
            """,
        },
    ),
    Situation(
        id="starttls-only",
        shows=Text(
            nl="De servers beginnen zonder beveiliging en gaan dan over op TLS (STARTTLS).",
            en="The servers start without encryption and then switch to TLS (STARTTLS).",
        ),
        servers="""
            imap mail.starttls-only.example 143 STARTTLS
            pop3 mail.starttls-only.example 110 STARTTLS
            smtp mail.starttls-only.example 587 STARTTLS
        """,
        names="starttls-only.example MX 10 mx.starttls-only.example",
        publishes={
            "https://autoconfig.starttls-only.example/mail/config-v1.1.xml": """
                imap mail.starttls-only.example 143 STARTTLS
                pop3 mail.starttls-only.example 110 STARTTLS
                smtp mail.starttls-only.example 587 STARTTLS
            """,
        },
    ),
    Situation(
        id="certificate-expired",
        shows=Text(
            nl="Het certificaat van de IMAP-server is verlopen; de andere servers zijn in orde.",
            en="The IMAP server's certificate has expired; the other servers are fine.",
        ),
        servers="""
            imap imap.certificate-expired.example 993 SSL expired
            pop3 pop.certificate-expired.example 995 SSL
            smtp smtp.certificate-expired.example 465 SSL
        """,
        names="certificate-expired.example MX 10 mx.certificate-expired.example",
        publishes={
            "https://autoconfig.certificate-expired.example/mail/config-v1.1.xml": """
                imap imap.certificate-expired.example 993 SSL
                pop3 pop.certificate-expired.example 995 SSL
                smtp smtp.certificate-expired.example 465 SSL
            """,
        },
    ),
    Situation(
        id="certificate-name",
        shows=Text(
            nl="Het certificaat staat op naam van het hostingbedrijf in plaats van de eigen mailserver.",
            en="The certificate is in the name of the hosting company instead of the domain's own mail server.",
        ),
        servers="""
            imap mail.certificate-name.example 993 SSL other-name
            pop3 mail.certificate-name.example 995 SSL other-name
            smtp mail.certificate-name.example 465 SSL other-name
        """,
        names="certificate-name.example MX 10 mail.certificate-name.example",
        publishes={
            "https://autoconfig.certificate-name.example/mail/config-v1.1.xml": """
                imap mail.certificate-name.example 993 SSL
                pop3 mail.certificate-name.example 995 SSL
                smtp mail.certificate-name.example 465 SSL
            """,
        },
    ),
    Situation(
        id="sources-disagree",
        shows=Text(
            nl="De bronnen noemen verschillende servers, en één daarvan bestaat niet meer.",
            en="The sources name different servers, and one of those is no longer there.",
        ),
        servers="""
            imap imap.sources-disagree.example 993 SSL
            smtp smtp.sources-disagree.example 465 SSL
            imap old.sources-disagree.example 993 SSL closed
            imap mail.sources-disagree.example 993 SSL
            smtp mail.sources-disagree.example 465 SSL
        """,
        names="""
            sources-disagree.example MX 10 mx.sources-disagree.example
            _imaps._tcp.sources-disagree.example SRV 0 1 993 mail.sources-disagree.example
            _submissions._tcp.sources-disagree.example SRV 0 1 465 mail.sources-disagree.example
        """,
        publishes={
            "https://autoconfig.sources-disagree.example/mail/config-v1.1.xml": """
                imap imap.sources-disagree.example 993 SSL
                smtp smtp.sources-disagree.example 465 SSL
            """,
            "https://ispdb.example/v1.1/sources-disagree.example": """
                imap old.sources-disagree.example 993 SSL
                smtp smtp.sources-disagree.example 465 SSL
            """,
        },
    ),
    Situation(
        id="guess",
        shows=Text(
            nl="Er is niets gepubliceerd, maar de servers staan op de gebruikelijke namen.",
            en="Nothing is published, but the servers are at the usual names.",
        ),
        servers="""
            imap imap.guess.example 993 SSL
            pop3 pop.guess.example 995 SSL
            smtp smtp.guess.example 465 SSL
        """,
        names="guess.example MX 10 mx.guess.example",
    ),
    Situation(
        id="port-587-filtered",
        shows=Text(
            nl="Dit netwerk laat poort 587 niet door; versturen lukt wel over poort 465.",
            en="This network does not let port 587 through; sending does work over port 465.",
        ),
        servers="""
            imap imap.port-587-filtered.example 993 SSL
            pop3 pop.port-587-filtered.example 995 SSL
            smtp smtp.port-587-filtered.example 587 STARTTLS filtered
            smtp smtp.port-587-filtered.example 465 SSL
        """,
        names="port-587-filtered.example MX 10 mx.port-587-filtered.example",
        publishes={
            "https://autoconfig.port-587-filtered.example/mail/config-v1.1.xml": """
                imap imap.port-587-filtered.example 993 SSL
                pop3 pop.port-587-filtered.example 995 SSL
                smtp smtp.port-587-filtered.example 587 STARTTLS
                smtp smtp.port-587-filtered.example 465 SSL
            """,
        },
    ),
    Situation(
        id="never-greets",
        shows=Text(
            nl="De IMAP-server neemt op poort 993 wel op maar zegt niets; over poort 143 werkt hij.",
            en="The IMAP server picks up on port 993 but says nothing; over port 143 it works.",
        ),
        servers="""
            imap imap.never-greets.example 993 SSL silent
            imap imap.never-greets.example 143 STARTTLS
            smtp smtp.never-greets.example 465 SSL
        """,
        names="never-greets.example MX 10 mx.never-greets.example",
        publishes={
            "https://autoconfig.never-greets.example/mail/config-v1.1.xml": """
                imap imap.never-greets.example 993 SSL
                imap imap.never-greets.example 143 STARTTLS
                smtp smtp.never-greets.example 465 SSL
            """,
        },
    ),
    Situation(
        id="srv-only",
        shows=Text(
            nl="Alleen de DNS noemt de servers (SRV-records).",
            en="Only the DNS names the servers (SRV records).",
        ),
        servers="""
            imap mail.srv-only.example 993 SSL
            pop3 mail.srv-only.example 995 SSL
            smtp mail.srv-only.example 465 SSL
            smtp mail.srv-only.example 587 STARTTLS
        """,
        names="""
            srv-only.example MX 10 mail.srv-only.example
            _imaps._tcp.srv-only.example SRV 0 1 993 mail.srv-only.example
            _imap._tcp.srv-only.example SRV 0 0 0 .
            _pop3s._tcp.srv-only.example SRV 10 1 995 mail.srv-only.example
            _pop3._tcp.srv-only.example SRV 0 0 0 .
            _submissions._tcp.srv-only.example SRV 0 1 465 mail.srv-only.example
            _submission._tcp.srv-only.example SRV 10 1 587 mail.srv-only.example
        """,
    ),
    Situation(
        id="hosting",
        shows=Text(
            nl="De mail van dit domein staat bij een hostingbedrijf, dat de instellingen publiceert.",
            en="The mail of this domain is with a hosting company, which publishes the settings.",
        ),
        servers="""
            imap imap.webhost.example 993 SSL
            pop3 pop.webhost.example 995 SSL
            smtp smtp.webhost.example 465 SSL
        """,
        names="hosting.example MX 10 mx1.webhost.example",
        publishes={
            "https://autoconfig.webhost.example/mail/config-v1.1.xml": """
                name Webhost
                imap imap.webhost.example 993 SSL
                pop3 pop.webhost.example 995 SSL
                smtp smtp.webhost.example 465 SSL
            """,
            "https://ispdb.example/v1.1/webhost.example": """
                name Webhost
                imap imap.webhost.example 993 SSL
                pop3 pop.webhost.example 995 SSL
                smtp smtp.webhost.example 465 SSL
            """,
        },
    ),
)
