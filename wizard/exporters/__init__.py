"""Settings as files: one module for each format; pure, bytes out."""

import difflib
from collections.abc import Mapping

from wizard.errors import CannotExpress, UnknownWord
from wizard.exporters import (
    aerc,
    autoconfig,
    autodiscover,
    dns_zone,
    fetchmail,
    getmail,
    handout,
    himalaya,
    json_format,
    k9s,
    mbsync,
    mobileconfig,
    msmtp,
    neomutt,
    pacc,
    sheet,
    site,
    thunderbird_qr,
    ticket,
    yaml_format,
)
from wizard.exporters.exporter import Context, Exporter, SiteExporter
from wizard.model import Account

FORMATS: Mapping[str, Exporter] = {
    autoconfig.NAME: autoconfig,
    autodiscover.NAME: autodiscover,
    mobileconfig.NAME: mobileconfig,
    thunderbird_qr.NAME: thunderbird_qr,
    k9s.NAME: k9s,
    pacc.NAME: pacc,
    dns_zone.NAME: dns_zone,
    mbsync.NAME: mbsync,
    msmtp.NAME: msmtp,
    neomutt.NAME: neomutt,
    aerc.NAME: aerc,
    himalaya.NAME: himalaya,
    getmail.NAME: getmail,
    fetchmail.NAME: fetchmail,
    json_format.NAME: json_format,
    yaml_format.NAME: yaml_format,
    sheet.NAME: sheet,
    handout.NAME: handout,
    ticket.NAME: ticket,
}


_INSTEAD: Mapping[str, tuple[str, ...]] = {
    aerc.NAME: (himalaya.NAME, neomutt.NAME),
    himalaya.NAME: (aerc.NAME, neomutt.NAME),
    neomutt.NAME: (getmail.NAME, fetchmail.NAME, mbsync.NAME),
    mbsync.NAME: (getmail.NAME, fetchmail.NAME, neomutt.NAME),
    getmail.NAME: (fetchmail.NAME, mbsync.NAME, neomutt.NAME),
    fetchmail.NAME: (getmail.NAME, mbsync.NAME, neomutt.NAME),
    thunderbird_qr.NAME: (k9s.NAME,),
    k9s.NAME: (thunderbird_qr.NAME,),
}
"""For the same kind of program; any other format gives way to autoconfig, and all of them to the sheet."""

SITES: Mapping[str, SiteExporter] = {site.NAME: site}
"""The formats that are a tree of files instead of one."""


def export(file_format: str, account: Account, context: Context) -> bytes:
    """The account's settings in this format. Raises UnknownWord and CannotExpress."""
    if file_format not in FORMATS:
        near = difflib.get_close_matches(file_format, FORMATS, n=1)
        raise UnknownWord("format", file_format, allowed=tuple(FORMATS), nearest=near[0] if near else None)
    exporter = FORMATS[file_format]
    if obstacle := exporter.obstacle(account):
        raise CannotExpress(file_format, obstacle, instead=_instead(file_format, account))
    return exporter.export(account, context)


def export_site(name: str, account: Account, context: Context) -> Mapping[str, bytes]:
    """The files of a format of `SITES`, by relative path. Raises CannotExpress."""
    if obstacle := SITES[name].obstacle(account):
        raise CannotExpress(name, obstacle, instead=_instead(name, account))
    return SITES[name].export(account, context)


def _instead(file_format: str, account: Account) -> str:
    """The nearest format that can say this account's settings; the sheet always can."""
    others = (*_INSTEAD.get(file_format, ()), autoconfig.NAME)
    return next((other for other in others if FORMATS[other].obstacle(account) is None), sheet.NAME)


__all__ = ["FORMATS", "SITES", "Context", "Exporter", "SiteExporter", "export", "export_site"]
