"""The table of the laboratory: what is published and served, and what `probe` has to make of it."""

from tests.lab.hosts import Certificate, Host, Situation

AUTOCONFIG = "/mail/config-v1.1.xml"
WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml"
WEB_PAGE = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Our new site</body></html>\n"

IMPLICIT_TLS = (993, 995, 465)
UPGRADED = (143, 110, 587)


def client_config(domain: str, *servers: str) -> str:
    """An autoconfig file (draft-ietf-mailmaint-autoconfig); a server reads `protocol hostname port socket-type`."""
    sections = "".join(_section(*server.split()) for server in servers)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<clientConfig version="1.1"><emailProvider id="{domain}"><domain>{domain}</domain>'
        f"<displayName>{domain}</displayName>{sections}</emailProvider></clientConfig>\n"
    )


def _section(protocol: str, hostname: str, port: str, socket_type: str) -> str:
    element = "outgoingServer" if protocol == "smtp" else "incomingServer"
    return (
        f'<{element} type="{protocol}"><hostname>{hostname}</hostname><port>{port}</port>'
        f"<socketType>{socket_type}</socketType><authentication>password-cleartext</authentication>"
        f"<username>%EMAILADDRESS%</username></{element}>"
    )


def autoconfig(domain: str, *servers: str, ports: tuple[int, ...] = (443,), name: str = "autoconfig") -> Host:
    """The host that gives this domain's autoconfig file."""
    return Host(name=name, ports=ports, pages={AUTOCONFIG: client_config(domain, *servers)})


SITUATIONS: tuple[Situation, ...] = (
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
        id="starttls-only",
        hosts=(
            autoconfig(
                "starttls-only.example",
                "imap mail.starttls-only.example 143 STARTTLS",
                "pop3 mail.starttls-only.example 110 STARTTLS",
                "smtp mail.starttls-only.example 587 STARTTLS",
            ),
            Host(name="mail", ports=UPGRADED),
        ),
        imap="mail.starttls-only.example 143 STARTTLS autoconfig",
        pop3="mail.starttls-only.example 110 STARTTLS autoconfig",
        smtp="mail.starttls-only.example 587 STARTTLS autoconfig",
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
        id="dead-autoconfig",
        hosts=(
            Host(name="autoconfig", dropped=None),
            Host(name="@", dropped=(443, 80)),
            Host(name="mail", ports=(993, 465)),
        ),
        records="""
            _imaps._tcp SRV 0 1 993 mail
            _submissions._tcp SRV 0 1 465 mail
        """,
        imap="mail.dead-autoconfig.example 993 SSL srv untrusted",
        smtp="mail.dead-autoconfig.example 465 SSL srv untrusted",
        failed_sources={
            "https://autoconfig.dead-autoconfig.example/mail/config-v1.1.xml": "timed-out",
            "https://dead-autoconfig.example/.well-known/autoconfig/mail/config-v1.1.xml": "timed-out",
        },
        settled_within=8.0,
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
        id="http-only",
        hosts=(
            autoconfig(
                "http-only.example",
                "imap mail.http-only.example 993 SSL",
                "smtp mail.http-only.example 465 SSL",
                ports=(80,),
            ),
            Host(name="mail", ports=(993, 465)),
        ),
        imap="mail.http-only.example 993 SSL autoconfig untrusted",
        smtp="mail.http-only.example 465 SSL autoconfig untrusted",
        origins={"imap": "http://autoconfig.http-only.example/mail/config-v1.1.xml"},
        findings=frozenset(
            {
                ("published-over-http", "mail.http-only.example:993"),
                ("published-over-http", "mail.http-only.example:465"),
            }
        ),
    ),
    Situation(
        id="http-elsewhere",
        hosts=(
            autoconfig(
                "http-elsewhere.example",
                "imap mail.stranger.example 993 SSL",
                "smtp mail.stranger.example 465 SSL",
                ports=(80,),
            ),
            Host(name="mail.stranger.example.", ports=(993, 465)),
            Host(name="imap", ports=(993,)),
        ),
        imap="imap.http-elsewhere.example 993 SSL guess untrusted",
        smtp="mail.stranger.example 465 SSL autoconfig untrusted",
        findings=frozenset(
            {("published-over-http", "mail.stranger.example:465"), ("foreign-target", "mail.stranger.example:465")}
        ),
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
    Situation(
        id="redirected-to-http",
        hosts=(
            Host(
                name="autoconfig",
                ports=(443,),
                redirects={AUTOCONFIG: "http://www.redirected-to-http.example/settings.xml"},
            ),
            Host(
                name="www",
                ports=(80,),
                pages={
                    "/settings.xml": client_config(
                        "redirected-to-http.example",
                        "imap mail.redirected-to-http.example 993 SSL",
                        "smtp mail.redirected-to-http.example 465 SSL",
                    )
                },
            ),
            Host(name="mail", ports=(993, 465)),
        ),
        imap="mail.redirected-to-http.example 993 SSL guess untrusted",
        smtp="mail.redirected-to-http.example 465 SSL guess untrusted",
        failed_sources={"https://autoconfig.redirected-to-http.example/mail/config-v1.1.xml": "bad-redirect"},
    ),
    Situation(
        id="srv-elsewhere",
        hosts=(Host(name="mail.elsewhere.example.", ports=(993, 465)),),
        records="""
            _imaps._tcp SRV 0 1 993 mail.elsewhere.example.
            _submissions._tcp SRV 0 1 465 mail.elsewhere.example.
        """,
        imap="mail.elsewhere.example 993 SSL srv untrusted",
        smtp="mail.elsewhere.example 465 SSL srv untrusted",
        findings=frozenset(
            {("foreign-target", "mail.elsewhere.example:993"), ("foreign-target", "mail.elsewhere.example:465")}
        ),
    ),
    Situation(
        id="not-registered",
        exists=False,
        findings=frozenset({("no-such-domain", "not-registered.example")}),
        exit_code=1,
    ),
    Situation(
        id="null-mx",
        mx=None,
        records="@ MX 0 .",
        findings=frozenset({("no-mail-here", "null-mx.example")}),
        exit_code=1,
    ),
    Situation(
        id="nothing",
        findings=frozenset({("nothing-found", "nothing.example")}),
        exit_code=1,
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
            Host(name="mail", ports=IMPLICIT_TLS, dropped=None),
        ),
        imap="mail.all-filtered.example 993 SSL autoconfig unverified",
        smtp="mail.all-filtered.example 465 SSL autoconfig unverified",
        findings=frozenset(
            {("unreachable", "mail.all-filtered.example:993"), ("unreachable", "mail.all-filtered.example:465")}
        ),
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
        id="moved-away",
        hosts=(
            autoconfig(
                "moved-away.example", "imap old.moved-away.example 993 SSL", "smtp old.moved-away.example 465 SSL"
            ),
            Host(name="old", ports=(80,)),
            Host(name="mail", ports=(993, 465)),
        ),
        records="""
            _imaps._tcp SRV 0 1 993 mail
            _submissions._tcp SRV 0 1 465 mail
        """,
        imap="mail.moved-away.example 993 SSL srv untrusted",
        smtp="mail.moved-away.example 465 SSL srv untrusted",
        findings=frozenset(
            {
                ("published-server-dead", "old.moved-away.example:993"),
                ("published-server-dead", "old.moved-away.example:465"),
                ("refused", "old.moved-away.example:993"),
                ("refused", "old.moved-away.example:465"),
                ("sources-disagree", "imap"),
                ("sources-disagree", "smtp"),
            }
        ),
    ),
    Situation(
        id="web-page",
        hosts=(
            Host(name="autoconfig", ports=(443, 80), pages={AUTOCONFIG: WEB_PAGE}),
            Host(name="mail", ports=(993, 465)),
        ),
        ispdb={
            "web-page.example": client_config(
                "web-page.example", "imap mail.web-page.example 993 SSL", "smtp mail.web-page.example 465 SSL"
            )
        },
        imap="mail.web-page.example 993 SSL ispdb",
        smtp="mail.web-page.example 465 SSL ispdb",
        failed_sources={"https://autoconfig.web-page.example/mail/config-v1.1.xml": "not-a-configuration"},
    ),
    Situation(
        id="wildcard",
        hosts=(
            autoconfig("wildcard.example", "imap imap.wildcard.example 993 SSL", "smtp imap.wildcard.example 465 SSL"),
            Host(name="*", ports=(443, 80)),
            Host(name="imap", ports=(993, 465)),
        ),
        imap="imap.wildcard.example 993 SSL autoconfig",
        smtp="imap.wildcard.example 465 SSL autoconfig",
        findings=frozenset({("dns-wildcard", "wildcard.example")}),
    ),
    Situation(
        id="forged",
        hosts=(Host(name="mail", ports=(993, 465)),),
        records="""
            _imaps._tcp SRV 0 1 993 mail
            _submissions._tcp SRV 0 1 465 mail
        """,
        forged=True,
        imap="mail.forged.example 993 SSL srv untrusted",
        smtp="mail.forged.example 465 SSL srv untrusted",
    ),
)

LABORATORY = Situation(
    id="lab",
    hosts=(
        Host(
            name="ispdb",
            ports=(443,),
            pages={f"/v1.1/{domain}": page for one in SITUATIONS for domain, page in one.ispdb.items()},
        ),
        Host(name="mail", ports=(993, 995, 465)),
        Host(
            name="portal.hotel.example.",
            ports=(443, 80),
            pages={"/sign-in": WEB_PAGE},
            redirects={"/": "http://portal.hotel.example/sign-in"},
        ),
    ),
)
"""The stand-in for the ISPDB, a mail server at which the tests sign in, and the captive portal of a hotel."""
