"""site: every file that the administrator of a mail domain serves so that mail programs set themselves up.

The files are for everybody at the domain: what POP does with one person's copies has no place in them.
"""

import plistlib
from collections.abc import Mapping
from dataclasses import replace

from wizard.exporters import autoconfig, autodiscover, dns_zone, mobileconfig, nginx, pacc, site_readme
from wizard.exporters.exporter import Context
from wizard.exporters.settings import lines
from wizard.model import Account, EmailAddress, Obstacle
from wizard.model.server import EMAIL_LOCAL_PART

NAME = "site"

README = "README.txt"
AUTOCONFIG = "autoconfig/mail/config-v1.1.xml"
WELL_KNOWN = ".well-known/autoconfig/mail/config-v1.1.xml"
PACC = "ua-auto-config/.well-known/user-agent-configuration.json"
AUTODISCOVER = "autodiscover/autodiscover/autodiscover.xml"
AUTODISCOVER_TEMPLATE = "templates/autodiscover.xml"
PROFILE_TEMPLATE = "templates/profile.mobileconfig"
ZONE = "dns.zone"
NGINX_SERVERS = "nginx/servers.conf"
NGINX_DOMAIN = "nginx/inside-the-domain.conf"


def obstacle(account: Account) -> Obstacle | None:
    """A domain that can publish no autoconfig file has little to publish."""
    return autoconfig.obstacle(account)


def export(account: Account, context: Context) -> Mapping[str, bytes]:
    """The files in the order of their paths; a part that its format cannot say is left out, and README.txt says so."""
    everybody = replace(account, full_name=None, retention=None)
    anyone = replace(everybody, address=EmailAddress(local_part=EMAIL_LOCAL_PART, domain=account.address.domain))
    configuration = autoconfig.export(everybody, context)
    files = {AUTOCONFIG: configuration, WELL_KNOWN: configuration}
    missing: dict[str, Obstacle] = {}
    for part, path, found in (
        (pacc, PACC, pacc.obstacle(everybody)),
        (autodiscover, _autodiscover_path(everybody), autodiscover.obstacle(everybody)),
        (mobileconfig, PROFILE_TEMPLATE, mobileconfig.obstacle(everybody)),
        (dns_zone, ZONE, dns_zone.obstacle(everybody)),
    ):
        if found is not None:
            missing[part.NAME] = found
        else:
            files[path] = part.export(anyone if path in _TEMPLATES else everybody, context)
    if AUTODISCOVER in files:
        files[AUTODISCOVER] = _without_login(files[AUTODISCOVER])
    if PROFILE_TEMPLATE in files:
        files[PROFILE_TEMPLATE] = _profile_template(files[PROFILE_TEMPLATE])
    domain = account.address.domain
    hosts = [host for host in ("autoconfig", "autodiscover", "ua-auto-config") if _serves(host, files)]
    files[ZONE] = _host_names(domain, hosts) + files.get(ZONE, b"")
    files[NGINX_SERVERS] = nginx.servers(domain, hosts)
    files[NGINX_DOMAIN] = nginx.inside_the_domain()
    files[README] = site_readme.text(domain, files, missing, context.words)
    return dict(sorted(files.items()))


_TEMPLATES = {AUTODISCOVER_TEMPLATE, PROFILE_TEMPLATE}


def _serves(host: str, files: Mapping[str, bytes]) -> bool:
    return any(path.startswith(f"{host}/") for path in files)


def _autodiscover_path(account: Account) -> str:
    """A file that is the same for everybody names no user; programs then take what stands before the @."""
    logins = {server.settings.username for server in (account.incoming, account.outgoing) if server is not None}
    return AUTODISCOVER if logins == {EMAIL_LOCAL_PART} else AUTODISCOVER_TEMPLATE


def _without_login(document: bytes) -> bytes:
    return b"\n".join(line for line in document.split(b"\n") if not line.strip().startswith(b"<LoginName>"))


def _profile_template(profile: bytes) -> bytes:
    """The profile with words to fill in where each customer's own must be different."""
    plain = plistlib.loads(profile)
    domain = ".".join(reversed(plain["PayloadContent"][0]["EmailAddress"].partition("@")[2].split(".")))
    plain["PayloadIdentifier"] = f"{domain}.mail.{EMAIL_LOCAL_PART}"
    plain["PayloadUUID"] = "%UUID1%"
    plain["PayloadContent"][0]["PayloadIdentifier"] = f"{domain}.mail.{EMAIL_LOCAL_PART}.account"
    plain["PayloadContent"][0]["PayloadUUID"] = "%UUID2%"
    return plistlib.dumps(plain, sort_keys=True)


def _host_names(domain: str, hosts: list[str]) -> bytes:
    """Where the web server is only its administrator knows: the line waits for that, out of force."""
    return lines(*(f";{host}.{domain}. 3600 IN CNAME your-web-server.{domain}." for host in hosts))
