"""Situations about certificates, and about encryption that is missing, old or tampered with."""

from wizard.demo.situation import AUTOCONFIG, Situation
from wizard.model.text import Text

ENCRYPTION: tuple[Situation, ...] = (
    Situation(
        id="certificate-expired",
        shows=Text(
            nl="Het certificaat van de IMAP-server is verlopen; POP en versturen werken wel.",
            en="The certificate of the IMAP server has expired; POP and sending do work.",
        ),
        servers="""
            imap imap.{domain} 993 SSL expired
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="certificate-name",
        shows=Text(
            nl="Het certificaat staat op naam van het hostingbedrijf, niet op die van deze mailserver.",
            en="The certificate is in the name of the hosting company, not in that of this mail server.",
        ),
        servers="""
            imap mail.{domain} 993 SSL other-name
            pop3 mail.{domain} 995 SSL other-name
            smtp mail.{domain} 465 SSL other-name
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="self-signed",
        shows=Text(
            nl="De server heeft zijn certificaat zelf ondertekend, zodat niemand het kan controleren.",
            en="The server has signed its certificate itself, so that nobody can check it.",
        ),
        servers="""
            imap mail.{domain} 993 SSL self-signed
            pop3 mail.{domain} 995 SSL self-signed
            smtp mail.{domain} 465 SSL self-signed
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="tls-too-old",
        shows=Text(
            nl="De IMAP-server kent alleen verouderde versleuteling (TLS 1.1).",
            en="The IMAP server knows outdated encryption only (TLS 1.1).",
        ),
        servers="""
            imap imap.{domain} 993 SSL old-tls
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="no-encryption",
        shows=Text(
            nl="De servers werken alleen zonder versleuteling: iedereen onderweg kan meelezen.",
            en="The servers work without encryption only: everybody on the way can read along.",
        ),
        servers="""
            imap mail.{domain} 143 plain
            pop3 mail.{domain} 110 plain
            smtp mail.{domain} 587 plain
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="starttls-not-offered",
        shows=Text(
            nl="De IMAP-server biedt geen STARTTLS aan, terwijl dat wel gepubliceerd is.",
            en="The IMAP server does not offer STARTTLS, although that is what was published.",
        ),
        servers="""
            imap imap.{domain} 143 STARTTLS no-starttls
            pop3 pop.{domain} 110 STARTTLS
            smtp smtp.{domain} 587 STARTTLS
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="starttls-overwritten",
        shows=Text(
            nl="Een firewall op dit netwerk maakt het aanbod van STARTTLS onleesbaar (XXXXXXXX).",
            en="A firewall of this network makes the offer of STARTTLS unreadable (XXXXXXXX).",
        ),
        servers="""
            imap mail.{domain} 143 STARTTLS overwritten
            pop3 mail.{domain} 110 STARTTLS overwritten
            smtp mail.{domain} 587 STARTTLS overwritten
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="wrong-security",
        shows=Text(
            nl="Voor IMAP is SSL/TLS op poort 143 gepubliceerd, maar die poort begint zonder beveiliging.",
            en="SSL/TLS on port 143 is what was published for IMAP, but that port starts without security.",
        ),
        servers="""
            imap imap.{domain} 143 STARTTLS
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={
            AUTOCONFIG: """
                imap imap.{domain} 143 SSL
                pop3 pop.{domain} 995 SSL
                smtp smtp.{domain} 465 SSL
            """
        },
    ),
    Situation(
        id="starttls-refused",
        shows=Text(
            nl="De servers bieden STARTTLS aan, maar weigeren het als u erom vraagt.",
            en="The servers offer STARTTLS, but refuse it when you ask for it.",
        ),
        servers="""
            imap mail.{domain} 143 STARTTLS refuses-starttls
            pop3 mail.{domain} 110 STARTTLS refuses-starttls
            smtp mail.{domain} 587 STARTTLS refuses-starttls
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="data-before-tls",
        shows=Text(
            nl="Er worden antwoorden in de verbinding gesmokkeld, nog voordat de versleuteling begint.",
            en="Answers are smuggled into the connection before encryption has started.",
        ),
        servers="""
            imap mail.{domain} 143 STARTTLS injects
            pop3 mail.{domain} 110 STARTTLS injects
            smtp mail.{domain} 587 STARTTLS injects
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="preauth",
        shows=Text(
            nl="De IMAP-server zegt dat u al ingelogd bent, zodat versleuteling niet meer kan beginnen.",
            en="The IMAP server says that you have signed in already, so that encryption can no longer start.",
        ),
        servers="""
            imap imap.{domain} 143 STARTTLS preauth
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="right-name",
        shows=Text(
            nl="Het certificaat hoort bij een andere naam van dezelfde server, en die naam werkt wel.",
            en="The certificate goes with another name of the same server, and that name does work.",
        ),
        servers="""
            imap mail.{domain} 993 SSL other-name
            smtp mail.{domain} 465 SSL other-name
        """,
        names="""
            {domain} MX 10 mail.{domain}
            server12.webhost.example CNAME mail.{domain}
        """,
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="intercepted",
        shows=Text(
            nl="Een virusscanner op deze computer maakt de beveiligde verbindingen open.",
            en="A virus scanner on this computer opens the secure connections.",
        ),
        servers="""
            imap mail.{domain} 993 SSL intercepted
            pop3 mail.{domain} 995 SSL intercepted
            smtp mail.{domain} 465 SSL intercepted
        """,
        names="{domain} MX 10 mail.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
)
