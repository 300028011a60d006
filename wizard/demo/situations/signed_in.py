"""Situations that only those meet who sign in; the password of everybody stands in `wizard.demo.account`."""

from wizard.demo.situation import AUTOCONFIG, Situation
from wizard.model.text import Text

SIGNED_IN: tuple[Situation, ...] = (
    Situation(
        id="nearly-full",
        shows=Text(
            nl="Na het inloggen blijkt de mailbox bijna vol te zijn.",
            en="Signed in, the mailbox turns out to be nearly full.",
        ),
        servers="""
            imap imap.{domain} 993 SSL nearly-full
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="pop-empties",
        shows=Text(
            nl="Na het inloggen blijkt dat een apparaat met POP de mailbox leeghaalt.",
            en="Signed in, it shows that a device with POP empties the mailbox.",
        ),
        servers="""
            imap imap.{domain} 993 SSL emptied
            pop3 pop.{domain} 995 SSL emptied
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="app-password",
        shows=Text(
            nl="Inloggen lukt niet met het gewone wachtwoord, alleen met een app-wachtwoord.",
            en="Signing in fails with the ordinary password: only an app password will do.",
        ),
        servers="""
            imap imap.{domain} 993 SSL app-passwords
            pop3 pop.{domain} 995 SSL app-passwords
            smtp smtp.{domain} 465 SSL app-passwords
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="short-name",
        shows=Text(
            nl="Inloggen lukt alleen met de naam vóór de @, hoewel het hele adres gepubliceerd is.",
            en="Signing in works with the name before the @ only, although the whole address is published.",
        ),
        servers="""
            imap imap.{domain} 993 SSL short-names
            pop3 pop.{domain} 995 SSL short-names
            smtp smtp.{domain} 465 SSL short-names
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="garbled-structure",
        shows=Text(
            nl="Mail ziet er raar uit via IMAP: de server beschrijft de delen van berichten verkeerd.",
            en="Mail looks garbled over IMAP: the server describes the parts of messages wrongly.",
        ),
        servers="""
            imap imap.{domain} 993 SSL loses-part
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="garbled-pieces",
        shows=Text(
            nl="Mail ziet er raar uit via IMAP: wie in stukken ophaalt, mist het einde.",
            en="Mail looks garbled over IMAP: whoever fetches in pieces misses the end.",
        ),
        servers="""
            imap imap.{domain} 993 SSL cuts-chunks
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
    Situation(
        id="sender-refused",
        shows=Text(
            nl="Versturen lukt niet: de server weigert het eigen adres als afzender.",
            en="Sending fails: the server refuses the user's own address as the sender.",
        ),
        servers="""
            imap imap.{domain} 993 SSL
            pop3 pop.{domain} 995 SSL
            smtp smtp.{domain} 465 SSL refuses-sender
        """,
        names="{domain} MX 10 mx.{domain}",
        publishes={AUTOCONFIG: "servers"},
    ),
)
