"""What servers and providers answer to a password, and what that means."""

import pytest

from wizard.mailbox.refusals import minutes_in, refusal_of, refusing_lines, words_of
from wizard.model import LoginRefusal, Protocol

WRONG = LoginRefusal.WRONG_PASSWORD
UNKNOWN = LoginRefusal.UNKNOWN
TEMPORARY = LoginRefusal.TEMPORARY
APP = LoginRefusal.APP_PASSWORD_NEEDED
WEB = LoginRefusal.WEB_LOGIN_NEEDED
OFF = LoginRefusal.SWITCHED_OFF
MANY = LoginRefusal.TOO_MANY_CONNECTIONS

IMAP = {
    "a NO [AUTHENTICATIONFAILED] Authentication failed.": WRONG,
    "a no [authenticationfailed] lower case": WRONG,
    "a NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)": WRONG,
    "a NO Authentication failed": UNKNOWN,
    "a NO LOGIN failed.": UNKNOWN,
    "a BAD invalid command": UNKNOWN,
    "a NO wrong password": UNKNOWN,
    "a NO [UNAVAILABLE] Temporary authentication failure.": TEMPORARY,
    "a NO [SERVERBUG] oops": TEMPORARY,
    "a NO [INUSE] busy": LoginRefusal.IN_USE,
    "a NO [LIMIT] no more": MANY,
    "a NO [ALERT] Too many simultaneous connections. (Failure)": MANY,
    "* BYE [UNAVAILABLE] Maximum number of connections from user+IP exceeded": MANY,
    "a NO [EXPIRED] renew it": LoginRefusal.PASSWORD_EXPIRED,
    "a NO [ALERT] Application-specific password required: https://support.google.com/x (Failure)": APP,
    "a NO [AUTHENTICATIONFAILED] Please use an app password": APP,
    "a NO [ALERT] Please log in via your web browser: https://support.google.com/x (Failure)": WEB,
    "* NO [WEBALERT https://accounts.google.com/x] Web login required.\na NO [ALERT] see there": WEB,
    "a NO [ALERT] Your account is not enabled for IMAP use. Please visit your settings": OFF,
    "a NO IMAP access is disabled for this mailbox": OFF,
    "a NO [AUTHENTICATIONFAILED] Too many login failures, account is temporarily locked": LoginRefusal.BLOCKED,
    "a NO Your IP 192.0.2.1 is blacklisted, see http://blacklist.kpnmail.nl/Help/17": LoginRefusal.BLOCKED,
    "a NO [AUTHENTICATIONFAILED] Basic authentication is disabled": LoginRefusal.OAUTH2_ONLY,
    "a NO [REFERRAL imap://elders.example/] look there": UNKNOWN,
    "a NO [AUTHORIZATIONFAILED] not you": UNKNOWN,
    "": UNKNOWN,
}
POP3 = {
    "-ERR [AUTH] Authentication failed.": WRONG,
    "-ERR Authentication failed.": UNKNOWN,
    "-ERR [SYS/TEMP] try later": TEMPORARY,
    "-ERR [LOGIN-DELAY] minimum time between mail checks violation": TEMPORARY,
    "-ERR [IN-USE] Do you have another POP session running?": LoginRefusal.IN_USE,
    "-ERR [SYS/PERM] Your account is not enabled for POP access. Please visit your settings": OFF,
    "-ERR [SYS/PERM] no": UNKNOWN,
    "-ERR [AUTH] Application-specific password required": APP,
    "-ERR [AUTH] Web login required: https://support.google.com/x": WEB,
    "-ERR too many failed logins, wait 15 minutes": LoginRefusal.BLOCKED,
    "+ ": UNKNOWN,
}
SMTP = {
    "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6": WRONG,
    "535-5.7.8 Username and Password not accepted.\n535 5.7.8 Learn more at x": WRONG,
    "535 Authentication failed": WRONG,
    "535 5.7.3 Authentication unsuccessful": WRONG,
    "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.": LoginRefusal.OAUTH2_ONLY,
    "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.": WRONG,
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.": OFF,
    "534-5.7.9 Application-specific password required.\n534 5.7.9  https://support.google.com/x": APP,
    "534 5.7.9 Please log in another way": APP,
    "534-5.7.14 <https://accounts.google.com/x> Please log in via your\n534 5.7.14 web browser": WEB,
    "534 5.7.14 go there": WEB,
    "454 4.7.0 Temporary authentication failure": TEMPORARY,
    "454 4.7.0 Too many login attempts, please try again later.": LoginRefusal.BLOCKED,
    "421 4.7.0 Too many connections": MANY,
    "432 4.7.12 A password transition is needed": LoginRefusal.PASSWORD_EXPIRED,
    "432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded": MANY,
    "504 5.5.4 mechanism not supported": UNKNOWN,
    "530 5.7.0 Must issue STARTTLS first": UNKNOWN,
    "554 5.7.1 no": UNKNOWN,
    "550 wrong password": UNKNOWN,
}
CASES = [
    pytest.param(protocol, said, meaning, id=f"{protocol}: {said[:60]}")
    for protocol, table in ((Protocol.IMAP, IMAP), (Protocol.POP3, POP3), (Protocol.SMTP, SMTP))
    for said, meaning in table.items()
]


@pytest.mark.parametrize(("protocol", "said", "meaning"), CASES)
def test_a_refusal_is_read(protocol: Protocol, said: str, meaning: LoginRefusal) -> None:
    assert refusal_of(protocol, said.encode().split(b"\n")) is meaning


@pytest.mark.parametrize("meaning", LoginRefusal)
def test_each_refusal_has_an_example(meaning: LoginRefusal) -> None:
    assert meaning in {*IMAP.values(), *POP3.values(), *SMTP.values()}


def test_what_a_server_remarks_meanwhile_is_no_refusal() -> None:
    said = [b"* OK [ALERT] app password", b"+ ", b"* CAPABILITY IMAP4rev1", b"a NO [AUTHENTICATIONFAILED] no"]

    assert refusing_lines(Protocol.IMAP, said) == said[-1:]
    assert refusal_of(Protocol.IMAP, said) is WRONG
    assert words_of(Protocol.IMAP, said[-1:]) == b"NO [AUTHENTICATIONFAILED] no"


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("wait 15 minutes", 15),
        ("blocked for 1 hour", 60),
        ("retry in 90 seconds", 2),
        ("try later", None),
        ("99999999999 minutes", None),
        ("", None),
    ],
)
def test_how_long_it_stays_so(said: str, minutes: int | None) -> None:
    assert minutes_in([said.encode()]) == minutes


@pytest.mark.parametrize("protocol", Protocol)
@pytest.mark.parametrize("said", [b"\xff\xfe\x00", b"[" * 5000, b"NO " * 5000, b"a NO [" + b"A" * 9000])
def test_rubbish_is_unknown_and_read_in_no_time(protocol: Protocol, said: bytes) -> None:
    assert refusal_of(protocol, [said]) is UNKNOWN
