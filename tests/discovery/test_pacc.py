import base64
import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager as Opened
from typing import Any

import pytest

from tests.discovery.neighbourhood import Neighbourhood, claims, only, page
from wizard.discovery import pacc
from wizard.model import (
    AuthenticationMethod,
    Found,
    LookupFailed,
    LookupFailure,
    NothingFound,
    SourceName,
)

Near = Callable[..., Opened[Neighbourhood]]

URL = "https://ua-auto-config.voorbeeld.nl/.well-known/user-agent-configuration.json"
BODY = (
    b'{"protocols":{"imap":{"host":"imap.elders.example"},"pop3":{"host":"POP.elders.example."},'
    b'"smtp":{"host":"smtp.elders.example"},"jmap":{"url":"https://jmap.elders.example/"}},'
    b'"authentication":{"password":true,"oauth-public":{"issuer":"https://login.elders.example"}},'
    b'"info":{"provider":{"name":"Voor  beeld","shortName":"Vb"},"help":{"documentation":"https://elders.example/hulp"}}}'
)


def record(body: bytes, *, form: str = "v=UAAC1; a=sha256; d={}") -> str:
    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    return f'_ua-auto-config.voorbeeld.nl TXT "{form.format(digest)}"'


async def result(near: Near, zone: list[str], body: bytes = BODY) -> Any:
    async with near(zone, {URL: page(body)}) as one:
        return await only(pacc, one.inquiry())


async def test_what_a_file_says(near: Near) -> None:
    found = await result(near, [record(BODY)])
    assert claims(found) == [
        "imap imap.elders.example 993 SSL",
        "pop3 pop.elders.example 995 SSL",
        "smtp smtp.elders.example 465 SSL",
    ]
    assert isinstance(found, Found)
    for claim in found.candidates:
        assert (claim.source, claim.origin, claim.trusted) == (SourceName.PACC, URL, True)
        assert claim.settings.username == "%EMAILADDRESS%"
        assert claim.settings.authentication == (
            AuthenticationMethod.PASSWORD_CLEARTEXT,
            AuthenticationMethod.OAUTH2,
        )
    assert found.published.display_name == "Voor beeld"
    assert [help_page.url for help_page in found.published.help_pages] == ["https://elders.example/hulp"]


@pytest.mark.parametrize(
    "zone",
    [
        [record(b"of yesterday"), record(BODY)],
        [record(BODY, form="V=uaac1;A=SHA256;d={}")],
        [record(BODY, form="d={};a=sha256 ; v=UAAC1;")],
        ['_ua-auto-config.voorbeeld.nl TXT "nonsense"', record(BODY)],
        [record(BODY).replace("; a", ';" " a')],
    ],
    ids=["two, one of them right", "case", "order", "beside another text", "in two strings"],
)
async def test_any_record_with_the_right_digest_will_do(near: Near, zone: list[str]) -> None:
    assert isinstance(await result(near, zone), Found)


@pytest.mark.parametrize(
    ("zone", "detail"),
    [
        ([], "no digest in DNS"),
        ([record(BODY + b"\n")], "the digest in DNS is of another file"),
        ([record(BODY, form="v=UAAC2; a=sha256; d={}")], "the digest in DNS is of another file"),
        ([record(BODY, form="v=UAAC1; a=sha1; d={}")], "the digest in DNS is of another file"),
        (['_ua-auto-config.voorbeeld.nl TXT "v=UAAC1; a=sha256; d=*"'], "the digest in DNS is of another file"),
        (['_ua-auto-config.voorbeeld.nl TXT "v=UAAC1; a=sha256"'], "the digest in DNS is of another file"),
    ],
    ids=["none", "one newline more", "version", "algorithm", "no base64", "no digest"],
)
async def test_without_the_right_digest_nothing_is_used(near: Near, zone: list[str], detail: str) -> None:
    assert await result(near, zone) == LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail=detail)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<clientConfig/>",
        b"[]",
        b"{}",
        b'{"protocols":{"imap":"x"}}',
        b'{"protocols":',
        b"[" * 5000,
        b"\xff\xfe",
        b'{"protocols":{"imap":{"host":"\xff"}}}',
    ],
    ids=["empty", "xml", "list", "no protocols", "wrong type", "cut off", "deep", "no UTF-8", "no UTF-8 inside"],
)
async def test_what_is_no_file(near: Near, body: bytes) -> None:
    failed = await result(near, [record(body)], body)
    assert isinstance(failed, LookupFailed)
    assert failed.reason is LookupFailure.BAD_CONFIGURATION
    assert failed.detail.isprintable()


@pytest.mark.parametrize(
    ("said", "methods"),
    [
        ({"authentication": {"password": True}}, (AuthenticationMethod.PASSWORD_CLEARTEXT,)),
        ({"authentication": {"oauth-public": {"issuer": "https://a.nl"}}}, (AuthenticationMethod.OAUTH2,)),
        ({}, ()),
    ],
    ids=["password", "oauth2", "not said"],
)
async def test_how_to_sign_in(near: Near, said: dict[str, Any], methods: tuple[AuthenticationMethod, ...]) -> None:
    body = json.dumps({"protocols": {"imap": {"host": "imap.voorbeeld.nl"}}, **said}).encode()
    found = await result(near, [record(body)], body)
    assert isinstance(found, Found)
    assert found.candidates[0].settings.authentication == methods


@pytest.mark.parametrize("host", ["", "localhost", "127.0.0.1", "a b.nl", "imap.\u001b.nl", "x" * 300, "-.nl"])
async def test_a_host_that_is_none_is_left_out(near: Near, host: str) -> None:
    protocols = {"imap": {"host": host}, "smtp": {"host": "smtp.voorbeeld.nl"}}
    body = json.dumps({"protocols": protocols}).encode()
    said = await result(near, [record(body)], body)
    if len(host) > 253:
        assert isinstance(said, LookupFailed)
    else:
        assert claims(said) == ["smtp smtp.voorbeeld.nl 465 SSL"]


@pytest.mark.parametrize(
    "url", ["http://a.nl/", "javascript:x", "https://", "https://a.nl/ x", "https://a@b.nl/", "https://[::1", 5]
)
async def test_a_help_page_that_is_none_is_left_out(near: Near, url: object) -> None:
    body = json.dumps(
        {"protocols": {"imap": {"host": "imap.voorbeeld.nl"}}, "info": {"help": {"documentation": url}}}
    ).encode()
    said = await result(near, [record(body)], body)
    assert isinstance(said, LookupFailed) if url == 5 else said.published.help_pages == ()


async def test_a_file_without_mail_servers_is_nothing(near: Near) -> None:
    body = b'{"protocols":{"caldav":{"url":"https://a.nl/"}},"info":{"provider":{"name":"Voorbeeld"}}}'
    said = await result(near, [record(body)], body)
    assert isinstance(said, NothingFound)
    assert said.published.display_name == "Voorbeeld"


async def test_a_file_elsewhere_is_not_this_domains(near: Near) -> None:
    elsewhere = "https://elders.example/x.json"
    pages = {URL: page(b"", status=302, location=elsewhere), elsewhere: page(BODY)}
    async with near([record(BODY)], pages) as one:
        failed = await only(pacc, one.inquiry())
    assert failed == LookupFailed(reason=LookupFailure.BAD_REDIRECT, detail=elsewhere)


async def test_no_file(near: Near) -> None:
    async with near([record(BODY)]) as one:
        failed = await only(pacc, one.inquiry())
    assert isinstance(failed, LookupFailed)
    assert failed.reason is LookupFailure.NO_SUCH_NAME


async def test_a_name_server_that_fails_vouches_for_nothing(near: Near) -> None:
    async with near(["_ua-auto-config.voorbeeld.nl BROKEN"], {URL: page(BODY)}) as one:
        failed = await only(pacc, one.inquiry())
    assert isinstance(failed, LookupFailed)
    assert failed.reason is LookupFailure.NAME_SERVER


async def test_a_wrong_certificate_is_no_answer(near: Near) -> None:
    async with near([record(BODY)], {URL: page(BODY)}, certificate_for="elders.example") as one:
        failed = await only(pacc, one.inquiry())
    assert isinstance(failed, LookupFailed)
    assert failed.reason is LookupFailure.CERTIFICATE_NAME
