"""What nginx needs to serve a site's files; the places of folder and certificate are for the reader to change."""

from collections.abc import Sequence

_FOLDER = "/srv/mail-settings"
_CERTIFICATE = "/etc/ssl/mail-settings"


def servers(domain: str, hosts: Sequence[str]) -> bytes:
    """One server for each host name, to be included in the `http` block."""
    return "\n".join(_server(host, domain) for host in hosts).encode()


def inside_the_domain() -> bytes:
    """The one file that the domain's own web server serves, to be included in its `server` block."""
    place = "/.well-known/autoconfig/mail/config-v1.1.xml"
    return f"""location = {place} {{
    alias {_FOLDER}{place};
    types {{ }}
    default_type text/xml;
}}
""".encode()


def _server(host: str, domain: str) -> str:
    return f"""server {{
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name {host}.{domain};
    ssl_certificate {_CERTIFICATE}/fullchain.pem;
    ssl_certificate_key {_CERTIFICATE}/key.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    root {_FOLDER}/{host};
    types {{ text/xml xml; application/json json; }}
    location / {{ try_files $uri =404; }}
{_AUTODISCOVER if host == "autodiscover" else ""}}}
"""


_AUTODISCOVER = """    # Programs ask with POST, and write the path in several ways.
    location ~* ^/autodiscover/autodiscover\\.xml$ {
        try_files /autodiscover/autodiscover.xml =404;
        error_page 405 =200 /autodiscover/autodiscover.xml;
    }
"""
