"""Situations in which the way to the servers, or the servers themselves, give trouble."""

from wizard.demo.situation import AUTOCONFIG, Situation
from wizard.model.text import Text

NETWORK: tuple[Situation, ...] = (
    Situation(
        id="port-587-filtered",
        shows=Text(
            nl="Dit netwerk laat poort 587 niet door; versturen over poort 465 lukt wel.",
            en="This network does not let port 587 through; sending over port 465 does work.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 587 STARTTLS filtered
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="mail-ports-blocked",
        shows=Text(
            nl="Dit netwerk laat geen enkele mailpoort door, maar webpagina's wel.",
            en="This network lets no mail port through, but does let web pages through.",
        ),
        servers="""
            imap mail.{domain} 993 SSL filtered
            imap mail.{domain} 143 STARTTLS filtered
            pop3 mail.{domain} 995 SSL filtered
            pop3 mail.{domain} 110 STARTTLS filtered
            smtp mail.{domain} 465 SSL filtered
            smtp mail.{domain} 587 STARTTLS filtered
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={
            AUTOCONFIG: """
                imap mail.{domain} 993 SSL
                pop3 mail.{domain} 995 SSL
                smtp mail.{domain} 465 SSL
            """,
            "https://mail.{domain}/": "Webmail",
        },
    ),
    Situation(
        id="never-greets",
        shows=Text(
            nl="De IMAP-server maakt op poort 993 wel verbinding maar zegt niets; op poort 143 werkt hij.",
            en="The IMAP server accepts connections on port 993 but says nothing; on port 143 it works.",
        ),
        servers="""
            imap imap.{domain} 993 SSL silent
            imap imap.{domain} 143 STARTTLS
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="slow",
        shows=Text(
            nl="De servers doen het goed, maar nemen voor elk antwoord een seconde de tijd.",
            en="The servers work well, but take a second for each answer.",
        ),
        servers="""
            imap imap.{domain} 993 SSL slow
            pop3 pop.{domain} 995 SSL slow
            smtp smtp.{domain} 465 SSL slow
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="busy",
        shows=Text(
            nl="De IMAP-server heeft het te druk en wijst iedereen af; POP en versturen werken wel.",
            en="The IMAP server is too busy and turns everybody away; POP and sending do work.",
        ),
        servers="""
            imap imap.{domain} 993 SSL busy
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="wrong-protocol",
        shows=Text(
            nl="Op de poort voor IMAP antwoordt een server voor het versturen van mail.",
            en="On the port for IMAP, a server for sending mail answers.",
        ),
        servers="""
            imap imap.{domain} 993 SSL speaks-smtp
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="ipv6-broken",
        shows=Text(
            nl="De server heeft een IPv6-adres dat niet antwoordt; over IPv4 werkt alles.",
            en="The server has an IPv6 address that does not answer; over IPv4 all works.",
        ),
        servers="""
            imap mail.{domain} 993 SSL broken-ipv6
            pop3 mail.{domain} 995 SSL broken-ipv6
            smtp mail.{domain} 465 SSL broken-ipv6
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="ipv6-elsewhere",
        shows=Text(
            nl="Via IPv6 antwoordt voor IMAP een andere server dan via IPv4, met een certificaat op een andere naam.",
            en="Over IPv6 another server answers for IMAP than over IPv4, with a certificate for another name.",
        ),
        servers="""
            imap imap.{domain} 993 SSL other-over-ipv6
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="turned-away",
        shows=Text(
            nl="De IMAP-server wijst iedereen voorgoed af; POP en versturen werken wel.",
            en="The IMAP server turns everybody away for good; POP and sending do work.",
        ),
        servers="""
            imap imap.{domain} 993 SSL turns-away
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
)
