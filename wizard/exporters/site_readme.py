"""README.txt of a site: what each file is for, what to do, and what files alone cannot do."""

import textwrap
from collections.abc import Collection, Iterator, Mapping

from wizard.exporters import autodiscover, dns_zone, mobileconfig, pacc
from wizard.i18n import Words
from wizard.i18n.export_words import obstacle_sentence
from wizard.model import Obstacle

_WIDTH = 78


def text(domain: str, paths: Collection[str], missing: Mapping[str, Obstacle], words: Words) -> bytes:
    """Plain text in the language of the words, UTF-8. `missing`: the formats that are left out, and why."""
    _ = words
    blocks = [
        _wrapped(_("Mail settings for everybody at {domain}", domain=domain)),
        _wrapped(
            _(
                "With these files on your web server, and the lines of dns.zone in your zone, mail programs set "
                "themselves up: people type their address and their password, and nothing else."
            )
        ),
        _("WHAT IS IN THIS FOLDER"),
        "\n".join(_wrapped(line) for line in _files(domain, paths, _)),
        _("WHAT TO DO"),
        "\n".join(_wrapped(line) for line in _steps(domain, _)),
        _("WHAT FILES ALONE CANNOT DO"),
        "\n".join(_wrapped(line) for line in _limits(paths, missing, _)),
    ]
    return ("\n\n".join(blocks) + "\n").encode()


def _wrapped(block: str) -> str:
    indent = {"-": "  ", ".": "   "}.get(block[:2].strip("12345 "), "")
    return textwrap.fill(block, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _files(domain: str, paths: Collection[str], _: Words) -> Iterator[str]:
    for path, purpose in (
        (
            "autoconfig/mail/config-v1.1.xml",
            _("the root of https://autoconfig.{domain}/; read by Thunderbird and many others", domain=domain),
        ),
        (
            ".well-known/autoconfig/mail/config-v1.1.xml",
            _("the same file, for https://{domain}/ itself", domain=domain),
        ),
        (
            "ua-auto-config/.well-known/user-agent-configuration.json",
            _(
                "the root of https://ua-auto-config.{domain}/; serve it byte for byte: its digest is in dns.zone",
                domain=domain,
            ),
        ),
        (
            "autodiscover/autodiscover/autodiscover.xml",
            _("the root of https://autodiscover.{domain}/; read by classic Outlook and eM Client", domain=domain),
        ),
        (
            "templates/autodiscover.xml",
            _("the answer for classic Outlook and eM Client; a small program must fill in %EMAILLOCALPART%"),
        ),
        (
            "templates/profile.mobileconfig",
            _(
                "a profile for iPhone, iPad and Mac; for each customer fill in %EMAILLOCALPART%, and new UUIDs for "
                "%UUID1% and %UUID2%; serve it as application/x-apple-aspen-config"
            ),
        ),
        ("nginx/servers.conf", _("the web servers, for nginx; include it in the “http” block")),
        (
            "nginx/inside-the-domain.conf",
            _("for the “server” block of {domain}, if you have one", domain=domain),
        ),
        ("dns.zone", _("the lines for your zone")),
    ):
        if path in paths or path.startswith(("nginx/", "dns.")):
            yield f"- {path}: {purpose}"


def _steps(domain: str, _: Words) -> Iterator[str]:
    yield "1. " + _(
        "Copy this folder to your web server, for example to /srv/mail-settings, and let the web server read it: "
        "the files were written for you alone (chmod -R a+rX)."
    )
    yield "2. " + _(
        "Put the lines of dns.zone in the zone of {domain}. In the lines with “your-web-server” fill in the name "
        "of yours, and remove the semicolon.",
        domain=domain,
    )
    yield "3. " + _("Get a certificate for these host names, and fill in its place in nginx/servers.conf.")
    yield "4. " + _("Include the files of nginx/ in your configuration, and let nginx read it again.")
    yield "5. " + _("Check everything with: mailwijzer lint {domain}", domain=domain)


def _limits(paths: Collection[str], missing: Mapping[str, Obstacle], _: Words) -> Iterator[str]:
    if "templates/autodiscover.xml" in paths:
        yield "- " + _(
            "Autodiscover answers one person: without a user name in the answer, programs take what stands before "
            "the @, and at your domain that is not enough. Let a program answer with templates/autodiscover.xml filled "
            "in, or leave it out."
        )
    yield "- " + _("Outlook for phones and the new Outlook look things up at Microsoft, and may ignore all of this.")
    yield "- " + _(
        "The mail programs that come with iPhone and Android read none of these files, except a profile that "
        "somebody installs."
    )
    for name in (pacc.NAME, autodiscover.NAME, mobileconfig.NAME, dns_zone.NAME):
        if name in missing:
            yield "- " + _("Left out: {why}", why=obstacle_sentence(missing[name], name, _))
