"""Situations in which what is published is wrong, unprotected, or not there."""

from tests.lab.documents import AUTOCONFIG, PACC, WEB_PAGE, autoconfig, client_config, pacc, pacc_record
from tests.lab.hosts import Host, Situation

BADLY_PUBLISHED: tuple[Situation, ...] = (
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
        id="pacc-changed",
        hosts=(
            Host(name="ua-auto-config", ports=(443,), pages={PACC: pacc("secure.pacc-changed.example")}),
            Host(name="secure", ports=(993, 465)),
        ),
        records=pacc_record(pacc("other.pacc-changed.example")),
        findings=frozenset({("nothing-found", "pacc-changed.example")}),
        failed_sources={
            "https://ua-auto-config.pacc-changed.example/.well-known/user-agent-configuration.json": "bad-configuration"
        },
        exit_code=1,
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
)
