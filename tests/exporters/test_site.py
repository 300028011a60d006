"""site: the right files in the right places, honest about what files cannot do."""

import plistlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import pytest

from tests.exporters import accounts
from wizard.errors import CannotExpress
from wizard.exporters import Context, autoconfig, dns_zone, export_site, pacc
from wizard.i18n import Words
from wizard.lint import read
from wizard.model import Account, AuthenticationMethod, Language, Obstacle

ALWAYS = {
    ".well-known/autoconfig/mail/config-v1.1.xml",
    "README.txt",
    "autoconfig/mail/config-v1.1.xml",
    "dns.zone",
    "nginx/inside-the-domain.conf",
    "nginx/servers.conf",
}


def site(account: Account, language: Language = Language.EN) -> Mapping[str, bytes]:
    return export_site("site", account, Context(words=Words(language)))


def with_username(username: str) -> Account:
    def named(server: Any) -> Any:
        return replace(server, settings=replace(server.settings, username=username))

    account = accounts.IMAP_ACCOUNT
    return replace(account, incoming=named(account.incoming), outgoing=named(account.outgoing))


def test_the_files_of_a_domain_with_whole_addresses() -> None:
    tree = site(accounts.FULL_ACCOUNT)

    assert set(tree) == ALWAYS | {
        "templates/autodiscover.xml",
        "templates/profile.mobileconfig",
        "ua-auto-config/.well-known/user-agent-configuration.json",
    }
    assert list(tree) == sorted(tree)
    assert tree["autoconfig/mail/config-v1.1.xml"] == autoconfig.export(accounts.FULL_ACCOUNT, Context())


def test_autodiscover_stands_on_its_own_where_the_local_part_is_the_user_name() -> None:
    tree = site(with_username("%EMAILLOCALPART%"))
    document = tree["autodiscover/autodiscover/autodiscover.xml"]

    assert b"LoginName" not in document
    assert b"anna" not in document
    assert [fault.id for fault in read(document, "file").faults] == ["username-left-out"] * 2
    assert "templates/autodiscover.xml" not in tree
    assert b"server_name autodiscover.voorbeeld.nl;" in tree["nginx/servers.conf"]
    assert "ua-auto-config/.well-known/user-agent-configuration.json" not in tree


@pytest.mark.parametrize("name", [name for name in accounts.ACCOUNTS if name != "no-outgoing"])
@pytest.mark.parametrize("language", Language)
def test_nothing_of_one_person_is_in_it(name: str, language: Language) -> None:
    tree = site(accounts.ACCOUNTS[name], language)

    for path, data in tree.items():
        assert b"anna" not in data.lower(), path
        assert b"retention" not in data
        assert not PurePosixPath(path).is_absolute()
        assert ".." not in PurePosixPath(path).parts
    assert tree == site(accounts.ACCOUNTS[name], language)


def test_the_profile_waits_for_each_customers_own() -> None:
    profile = plistlib.loads(site(accounts.IMAP_ACCOUNT)["templates/profile.mobileconfig"])
    (mail,) = profile["PayloadContent"]

    assert mail["EmailAddress"] == "%EMAILLOCALPART%@voorbeeld.nl"
    assert mail["IncomingMailServerUsername"] == "%EMAILLOCALPART%@voorbeeld.nl"
    assert (profile["PayloadUUID"], mail["PayloadUUID"]) == ("%UUID1%", "%UUID2%")
    assert profile["PayloadIdentifier"] == "nl.voorbeeld.mail.%EMAILLOCALPART%"


def test_the_zone_has_the_digest_of_the_very_file() -> None:
    tree = site(accounts.FULL_ACCOUNT)
    digest = pacc.digest(tree["ua-auto-config/.well-known/user-agent-configuration.json"])

    assert digest in tree["dns.zone"].decode()
    assert tree["dns.zone"].endswith(dns_zone.export(accounts.FULL_ACCOUNT, Context()))
    assert b";autoconfig.voorbeeld.nl. 3600 IN CNAME your-web-server.voorbeeld.nl." in tree["dns.zone"]


@pytest.mark.parametrize("language", Language)
def test_the_readme_names_every_file(language: Language) -> None:
    tree = site(accounts.FULL_ACCOUNT, language)
    readme = tree["README.txt"].decode()

    assert all(path in readme for path in tree if path != "README.txt")
    assert "mailwijzer lint voorbeeld.nl" in " ".join(readme.split())
    assert all(len(line) <= 80 for line in readme.splitlines())


def test_what_is_left_out_is_said() -> None:
    servers = {
        way: replace(server, settings=replace(server.settings, authentication=(AuthenticationMethod.OAUTH2,)))
        for way, server in (("incoming", accounts.IMAP), ("outgoing", accounts.SMTP))
    }
    tree = site(replace(accounts.IMAP_ACCOUNT, incoming=servers["incoming"], outgoing=servers["outgoing"]))

    assert "templates/profile.mobileconfig" not in tree
    readme = " ".join(tree["README.txt"].decode().split())
    assert "Left out: mobileconfig cannot express signing in with OAuth2." in readme


def test_nothing_to_publish() -> None:
    with pytest.raises(CannotExpress) as caught:
        site(accounts.NO_OUTGOING)
    assert (caught.value.file_format, caught.value.reason) == ("site", Obstacle.NO_OUTGOING)
