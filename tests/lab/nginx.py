"""nginx: the pages of every host, over https at 443 and over http at 80."""

from collections.abc import Sequence
from pathlib import Path

from tests.lab.hosts import Machine
from tests.lab.namespace import INSIDE

PORTS = (443, 80)


def configure(machines: tuple[Machine, ...], state: Path) -> Sequence[str]:
    """Write the pages and the configuration; returns the command that serves them in the foreground."""
    servers = []
    for machine in machines:
        if not set(machine.host.ports) & set(PORTS):
            continue
        site = state / "sites" / machine.names[0]
        site.mkdir(parents=True)
        for path, body in machine.host.pages.items():
            page = site / path.removeprefix("/")
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(body)
        servers += [_server(machine, port) for port in PORTS if port in machine.host.ports]
    (state / "nginx.conf").write_text(
        f"""
user root;
daemon off;
pid {INSIDE}/nginx.pid;
error_log {INSIDE}/nginx.log;
events {{ worker_connections 256; }}
http {{
  types {{ text/xml xml; application/json json; text/html html; }}
  server_names_hash_bucket_size 256;
  access_log {INSIDE}/nginx-access.log;
  client_body_temp_path {INSIDE}/nginx.body;
  proxy_temp_path {INSIDE}/nginx.proxy;
  fastcgi_temp_path {INSIDE}/nginx.fastcgi;
  uwsgi_temp_path {INSIDE}/nginx.uwsgi;
  scgi_temp_path {INSIDE}/nginx.scgi;
  error_page 405 =200 $uri;
{"".join(servers)}}}
"""
    )
    return ("nginx", "-e", f"{INSIDE}/nginx.log", "-c", f"{INSIDE}/nginx.conf")


def _server(machine: Machine, port: int) -> str:
    tls = f"ssl_certificate {machine.pem}; ssl_certificate_key {machine.pem};" if port == 443 else ""
    locations = "".join(f"location = {path} {{ }} " for path in machine.host.pages)
    locations += "".join(f"location {path} {{ return 302 {url}; }} " for path, url in machine.host.redirects.items())
    return (
        f"  server {{ listen {machine.address}:{port}{' ssl' if tls else ''}; server_name {' '.join(machine.names)};"
        f" {tls} root {INSIDE}/sites/{machine.names[0]}; {locations}}}\n"
    )
