"""What is measured: situations, and the shortest way that there is to the answer in each of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.demo.situation import AUTOCONFIG, ISPDB, Situation
from wizard.model import Text

_PAGE = ("DNS", "TCP", "TLS", "HTTP")
_SERVER = ("DNS", "TCP", "TLS", "greeting", "CAPABILITY")
_NEXT_ADDRESS = 0.25
"""Seconds that a client gives one address before it tries the next one (RFC 8305 section 5)."""

DEAD_ADDRESS = "198.18.0.1"
"""Where nobody lives (RFC 2544): packets are lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`path`: the longest chain of round trips of which each needs what the one before brought.

    `waits`: seconds on it that are no round trips. `dead`: something on the way is silent, and can only be given up.
    `lost`: of the questions for the mail domain itself, the types that never reach the name server.
    """

    situation: Situation
    path: tuple[str, ...]
    waits: float = 0.0
    dead: bool = False
    lost: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return self.situation.id

    def limit(self, round_trip: float) -> float:
        """The seconds that no prober can beat."""
        return len(self.path) * round_trip + self.waits


def _situation(
    name: str, servers: str, *, names: str = "", publishes: Mapping[str, str] | None = None, mx: str = "mx.{domain}"
) -> Situation:
    """A domain with a mail exchanger and a web site, where nothing about mail is published unless it stands here."""
    return Situation(
        id=name,
        shows=Text(nl=name, en=name),
        servers=servers,
        names=f"{{domain}} MX 10 {mx}\n{names}",
        publishes={"https://{domain}/": "Welcome", **(publishes or {})},
    )


_USUAL_NAMES = """
    imap imap.{domain} 993 SSL
    pop3 pop.{domain} 995 SSL
    smtp smtp.{domain} 465 SSL
"""
_OWN_NAMES = """
    imap in.{domain} 993 SSL
    pop3 fetch.{domain} 995 SSL
    smtp out.{domain} 465 SSL
"""
_ONE_HOST = """
    imap box.{domain} 993 SSL
    pop3 box.{domain} 995 SSL
    smtp box.{domain} 465 SSL
"""
_STARTTLS = """
    imap box.{domain} 143 STARTTLS
    pop3 box.{domain} 110 STARTTLS
    smtp box.{domain} 587 STARTTLS
"""
_FILTERED = """
    imap box.{domain} 993 SSL filtered
    imap box.{domain} 143 STARTTLS filtered
    pop3 box.{domain} 995 SSL filtered
    pop3 box.{domain} 110 STARTTLS filtered
    smtp box.{domain} 465 SSL filtered
    smtp box.{domain} 587 STARTTLS filtered
"""
_BROKEN_IPV6 = """
    imap mail.{domain} 993 SSL broken-ipv6
    pop3 mail.{domain} 995 SSL broken-ipv6
    smtp mail.{domain} 465 SSL broken-ipv6
"""
_RECORDS = """
    _imaps._tcp.{domain} SRV 0 1 993 box.{domain}
    _pop3s._tcp.{domain} SRV 0 1 995 box.{domain}
    _submissions._tcp.{domain} SRV 0 1 465 box.{domain}
"""
_FILE = {AUTOCONFIG: "servers"}

CASES: tuple[Case, ...] = (
    Case(situation=_situation("autoconfig", _OWN_NAMES, publishes=_FILE), path=(*_PAGE, *_SERVER)),
    Case(situation=_situation("one-host", _ONE_HOST, publishes=_FILE), path=(*_PAGE, *_SERVER)),
    Case(situation=_situation("usual-names", _USUAL_NAMES, publishes=_FILE), path=_SERVER),
    Case(
        situation=_situation("starttls", _STARTTLS, publishes=_FILE),
        path=(*_PAGE, "DNS", "TCP", "greeting", "CAPABILITY", "STARTTLS", "TLS", "CAPABILITY"),
    ),
    Case(situation=_situation("srv", _ONE_HOST, names=_RECORDS), path=("SRV", *_SERVER)),
    Case(situation=_situation("provider-list", _OWN_NAMES, publishes={ISPDB: "servers"}), path=(*_PAGE, *_SERVER)),
    Case(
        situation=_situation(
            "mx",
            _OWN_NAMES,
            mx="mx.host-of-{domain}",
            publishes={"https://autoconfig.host-of-{domain}/mail/config-v1.1.xml": "servers"},
        ),
        path=("MX", *_PAGE, *_SERVER),
    ),
    Case(situation=_situation("guess", _USUAL_NAMES), path=_SERVER),
    Case(
        situation=_situation("ipv6-black-hole", _BROKEN_IPV6, publishes=_FILE),
        path=_SERVER,
        waits=_NEXT_ADDRESS,
        dead=True,
    ),
    Case(
        situation=_situation("dead-source", _USUAL_NAMES, names=f"autoconfig.{{domain}} A {DEAD_ADDRESS}"),
        path=_SERVER,
        dead=True,
    ),
    Case(
        situation=_situation(
            "dead-web-site", _OWN_NAMES, names=f"ua-auto-config.{{domain}} A {DEAD_ADDRESS}", publishes=_FILE
        ),
        path=(*_PAGE, *_SERVER),
        dead=True,
    ),
    Case(
        situation=_situation("silent-name", _USUAL_NAMES, names="autoconfig.{domain} SILENT"),
        path=_SERVER,
        dead=True,
    ),
    Case(
        situation=_situation("silent-mx", _USUAL_NAMES, publishes=_FILE),
        path=_SERVER,
        dead=True,
        lost=frozenset({"MX"}),
    ),
    Case(situation=_situation("filtered-host", _FILTERED, publishes=_FILE), path=_PAGE, dead=True),
)
