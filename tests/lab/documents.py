"""What the web servers and name servers of the laboratory publish."""

import base64
import hashlib
import json

from tests.lab.hosts import Host

AUTOCONFIG = "/mail/config-v1.1.xml"
WELL_KNOWN = "/.well-known/autoconfig/mail/config-v1.1.xml"
WEB_PAGE = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Our new site</body></html>\n"


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


PACC = "/.well-known/user-agent-configuration.json"


def pacc(hostname: str) -> str:
    """A PACC file (draft-ietf-mailmaint-pacc) with one host for everything."""
    protocols = {protocol: {"host": hostname} for protocol in ("imap", "smtp")}
    provider = {"provider": {"name": hostname}}
    return json.dumps({"protocols": protocols, "authentication": {"password": True}, "info": provider})


def pacc_record(body: str) -> str:
    """The TXT record that vouches for this PACC file."""
    digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
    return f'_ua-auto-config TXT "v=UAAC1; a=sha256; d={digest}"'
