"""Domains at which real mail programs sign in, fetch and send; `probe` has nothing to make of them."""

from tests.lab.documents import autoconfig
from tests.lab.hosts import Host, Situation

FOR_PROGRAMS: tuple[Situation, ...] = (
    Situation(
        id="direct-tls",
        hosts=(
            autoconfig(
                "direct-tls.example",
                "imap mail.direct-tls.example 993 SSL",
                "pop3 mail.direct-tls.example 995 SSL",
                "smtp mail.direct-tls.example 465 SSL",
            ),
            Host(name="mail", ports=(993, 995, 465)),
        ),
    ),
    Situation(
        id="upgraded-tls",
        hosts=(
            autoconfig(
                "upgraded-tls.example",
                "imap mail.upgraded-tls.example 143 STARTTLS",
                "pop3 mail.upgraded-tls.example 110 STARTTLS",
                "smtp mail.upgraded-tls.example 587 STARTTLS",
            ),
            Host(name="mail", ports=(143, 110, 587)),
        ),
    ),
    Situation(
        id="to-be-published",
        hosts=(
            Host(name="mail", ports=(993, 995, 465)),
            Host(name="www", aliases=("@", "autoconfig", "ua-auto-config")),
        ),
    ),
)
"""One of each security; and one whose administrator publishes what the wizard wrote: its web server comes later."""
