"""A domain that has mail servers only, and then publishes its settings: with the files that the wizard wrote."""

import re
from collections.abc import Mapping

from tests.lab import nsd
from tests.lab.laboratory import Laboratory
from tests.lab.namespace import INSIDE
from tests.lab.situations import EVERYTHING

DOMAIN = "to-be-published.example"


def publish(laboratory: Laboratory) -> tuple[str, ...]:
    """Follow the README.txt of the domain's exported site; the network options with which the result is seen."""
    state, inside = laboratory.namespace.state, laboratory.namespace
    folder = state / "site"
    laboratory.export(folder, f"anna@{DOMAIN}", "site", "--protocol", "imap")
    inside.run("chmod", "-R", "a+rX", str(INSIDE / "site"))
    zone = (folder / "dns.zone").read_text()
    zone = re.sub(rf"^;(.*)your-web-server\.{DOMAIN}", rf"\1www.{DOMAIN}", zone, flags=re.MULTILINE)
    web_server = laboratory.machine(f"www.{DOMAIN}")
    new_names = tuple(f"{name}.{DOMAIN}. A" for name in ("autoconfig", "ua-auto-config"))
    known = nsd.records(EVERYTHING, laboratory.machines).splitlines(keepends=True)
    inside.start(
        "other-nsd",
        *nsd.configure_other("".join(line for line in known if not line.startswith(new_names)) + zone, state),
    )
    places = {
        "/srv/mail-settings": str(INSIDE / "site"),
        "/etc/ssl/mail-settings/fullchain.pem": str(web_server.pem),
        "/etc/ssl/mail-settings/key.pem": str(web_server.pem),
        "listen 443": f"listen {web_server.address}:443",
    }
    for name in ("servers", "inside-the-domain"):
        file = folder / "nginx" / f"{name}.conf"
        file.write_text(_replaced(file.read_text(), places))
    (state / "other-nginx.conf").write_text(
        f"""
user root;
daemon off;
pid {INSIDE}/other-nginx.pid;
events {{ }}
http {{
  access_log off;
  include {INSIDE}/site/nginx/servers.conf;
  server {{
    listen {web_server.address}:443 ssl;
    server_name {DOMAIN};
    ssl_certificate {web_server.pem};
    ssl_certificate_key {web_server.pem};
    include {INSIDE}/site/nginx/inside-the-domain.conf;
  }}
}}
"""
    )
    inside.start("other-nginx", "nginx", "-e", f"{INSIDE}/other-nginx.log", "-c", f"{INSIDE}/other-nginx.conf")
    listening = {"other-nginx": [f"{web_server.address}:443"], "other-nsd": [f"{nsd.OTHER_ADDRESS}:53"]}
    inside.wait_for(listening, seconds=10)
    return laboratory.network_options_with(nsd.OTHER_ADDRESS)


def _replaced(text: str, places: Mapping[str, str]) -> str:
    for before, after in places.items():
        text = text.replace(before, after)
    return text
