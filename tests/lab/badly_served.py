"""Situations in which the mail servers themselves, or the way to them, are not in order."""

from tests.lab.documents import autoconfig
from tests.lab.hosts import Certificate, Host, Situation

BADLY_SERVED: tuple[Situation, ...] = (
    Situation(
        id="expired",
        hosts=(
            autoconfig("expired.example", "imap imap.expired.example 993 SSL", "smtp smtp.expired.example 465 SSL"),
            Host(name="imap", ports=(993,), certificate=Certificate.EXPIRED),
            Host(name="smtp", ports=(465,)),
        ),
        smtp="smtp.expired.example 465 SSL autoconfig",
        findings=frozenset({("certificate-expired", "imap.expired.example:993"), ("no-incoming", "expired.example")}),
        exit_code=1,
    ),
    Situation(
        id="other-name",
        hosts=(
            autoconfig(
                "other-name.example",
                "imap imap.other-name.example 143 STARTTLS",
                "smtp smtp.other-name.example 465 SSL",
            ),
            Host(name="imap", ports=(143,), certificate=Certificate.OTHER_NAME),
            Host(name="smtp", ports=(465,), certificate=Certificate.OTHER_NAME),
        ),
        findings=frozenset(
            {
                ("certificate-name", "imap.other-name.example:143"),
                ("certificate-name", "smtp.other-name.example:465"),
                ("nothing-found", "other-name.example"),
            }
        ),
        exit_code=1,
    ),
    Situation(
        id="unknown-issuer",
        hosts=(
            autoconfig(
                "unknown-issuer.example",
                "imap imap.unknown-issuer.example 993 SSL",
                "smtp smtp.unknown-issuer.example 465 SSL",
            ),
            Host(name="imap", ports=(993,)),
            Host(name="smtp", ports=(465,), certificate=Certificate.UNKNOWN_ISSUER),
        ),
        imap="imap.unknown-issuer.example 993 SSL autoconfig",
        findings=frozenset(
            {("certificate-untrusted", "smtp.unknown-issuer.example:465"), ("no-outgoing", "unknown-issuer.example")}
        ),
    ),
    Situation(
        id="no-tls",
        hosts=(
            autoconfig("no-tls.example", "imap mail.no-tls.example 143 plain", "smtp smtp.no-tls.example 465 SSL"),
            Host(name="mail", ports=(143,), tls=False),
            Host(name="smtp", ports=(465,)),
        ),
        smtp="smtp.no-tls.example 465 SSL autoconfig",
        findings=frozenset(
            {
                ("no-encryption", "mail.no-tls.example:143"),
                ("starttls-not-offered", "mail.no-tls.example:143"),
                ("no-incoming", "no-tls.example"),
            }
        ),
        exit_code=1,
    ),
    Situation(
        id="filtered-465",
        hosts=(
            autoconfig(
                "filtered-465.example",
                "imap mail.filtered-465.example 993 SSL",
                "smtp mail.filtered-465.example 465 SSL",
                "smtp mail.filtered-465.example 587 STARTTLS",
            ),
            Host(name="mail", ports=(993, 465, 587), dropped=(465,)),
        ),
        imap="mail.filtered-465.example 993 SSL autoconfig",
        smtp="mail.filtered-465.example 587 STARTTLS autoconfig",
        findings=frozenset({("port-filtered", "mail.filtered-465.example:465")}),
    ),
    Situation(
        id="filtered-993",
        hosts=(
            autoconfig(
                "filtered-993.example",
                "imap mail.filtered-993.example 993 SSL",
                "imap mail.filtered-993.example 143 STARTTLS",
                "smtp mail.filtered-993.example 465 SSL",
            ),
            Host(name="mail", ports=(993, 143, 465), dropped=(993,)),
        ),
        imap="mail.filtered-993.example 143 STARTTLS autoconfig",
        smtp="mail.filtered-993.example 465 SSL autoconfig",
        findings=frozenset({("port-filtered", "mail.filtered-993.example:993")}),
    ),
    Situation(
        id="all-filtered",
        hosts=(
            autoconfig(
                "all-filtered.example",
                "imap mail.all-filtered.example 993 SSL",
                "smtp mail.all-filtered.example 465 SSL",
            ),
            Host(name="mail", ports=(993, 995, 465), dropped=None),
        ),
        imap="mail.all-filtered.example 993 SSL autoconfig unverified",
        smtp="mail.all-filtered.example 465 SSL autoconfig unverified",
        findings=frozenset(
            {("unreachable", "mail.all-filtered.example:993"), ("unreachable", "mail.all-filtered.example:465")}
        ),
    ),
    Situation(
        id="mail-filtered",
        hosts=(
            autoconfig(
                "mail-filtered.example",
                "imap mail.mail-filtered.example 993 SSL",
                "smtp mail.mail-filtered.example 465 SSL",
            ),
            Host(name="mail", ports=(993, 995, 465), dropped=(25, 110, 143, 465, 587, 993, 995)),
        ),
        imap="mail.mail-filtered.example 993 SSL autoconfig unverified",
        smtp="mail.mail-filtered.example 465 SSL autoconfig unverified",
        findings=frozenset({("mail-ports-blocked", "mail-filtered.example")}),
    ),
    Situation(
        id="ipv6-lost",
        hosts=(
            autoconfig(
                "ipv6-lost.example", "imap mail.ipv6-lost.example 993 SSL", "smtp mail.ipv6-lost.example 465 SSL"
            ),
            Host(name="mail", ports=(993, 465), lost_over_ipv6=True),
        ),
        imap="mail.ipv6-lost.example 993 SSL autoconfig",
        smtp="mail.ipv6-lost.example 465 SSL autoconfig",
        findings=frozenset({("ipv6-broken", "mail.ipv6-lost.example")}),
    ),
    Situation(
        id="ipv6-elsewhere",
        hosts=(
            autoconfig(
                "ipv6-elsewhere.example",
                "imap imap.ipv6-elsewhere.example 993 SSL",
                "smtp smtp.ipv6-elsewhere.example 465 SSL",
            ),
            Host(name="imap", ports=(993,), other_over_ipv6=True),
            Host(name="smtp", ports=(465,)),
        ),
        smtp="smtp.ipv6-elsewhere.example 465 SSL autoconfig",
        findings=frozenset(
            {
                ("certificate-name", "imap.ipv6-elsewhere.example:993"),
                ("ipv6-differs", "imap.ipv6-elsewhere.example:993"),
                ("no-incoming", "ipv6-elsewhere.example"),
            }
        ),
        exit_code=1,
    ),
    Situation(
        id="wrong-security",
        hosts=(
            autoconfig(
                "wrong-security.example",
                "imap imap.wrong-security.example 143 SSL",
                "smtp smtp.wrong-security.example 465 STARTTLS",
            ),
            Host(name="imap", ports=(143,)),
            Host(name="smtp", ports=(465,)),
        ),
        imap="imap.wrong-security.example 143 STARTTLS guess untrusted named",
        smtp="smtp.wrong-security.example 465 SSL guess untrusted named",
        findings=frozenset(
            {
                ("no-tls-from-the-start", "imap.wrong-security.example:143"),
                ("tls-from-the-start", "smtp.wrong-security.example:465"),
            }
        ),
    ),
)
