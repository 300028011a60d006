"""The `login` object of mailwijzer.probe/1, which is there only with --login.

{"works": true, "failed_logins": 0, "recent_failed_logins": 0,
 "servers": {"imap": {"state": "signed-in", "hostname": "...", "port": 993, "username": "...", "mechanism": "PLAIN",
                      "seconds": 0.3},
             "pop3": {"state": "refused", "...": "...", "reason": "wrong-password", "detail": "...", "minutes": null},
             "smtp": {"state": "not-tried", "...": "...", "reason": "lock-out"}},
 "mailbox": {"quota": {"used": 1024, "total": 4096}, "messages": 3, "octets": 900, "all_messages": 5,
             "all_octets": 1500, "ever_arrived": 60, "pop_messages": 3, "pop_octets": 900,
             "oldest": "2019-03-05T09:11:12Z", "own_folders": ["Werk"], "special_use": {"sent": "Sent"},
             "idle": "yes", "uidl_stable": "yes"}}

`state` is signed-in, refused (by the server), failed (no yes or no: `stage` and `reason` as in an outcome, and
`password_sent`) or not-tried. `hostname`, `port` and `username` are null where there is no server. `failed_logins`
counts those of this test, at most 1 (the other user name, tried at the user's wish, is a test of its own);
`recent_failed_logins` those of the last ten minutes. `mailbox` is null where nobody got in; sizes are in octets, and
what could not be measured is null or "unknown". The password is nowhere.
"""

from datetime import UTC
from typing import assert_never

from wizard.model import LoginCheck, LoginFailed, LoginNotTried, LoginRefused, LoginReport, Mailbox, SignedIn

Json = dict[str, object]


def login_report(check: LoginCheck) -> Json:
    """The object."""
    return {
        "works": check.works,
        "failed_logins": check.failures,
        "recent_failed_logins": check.recent_failures,
        "servers": {protocol.value: _server(report) for protocol, report in check.reports.items()},
        "mailbox": _mailbox(check.mailbox) if check.mailbox is not None else None,
    }


def _server(report: LoginReport) -> Json:
    place: Json = {
        "hostname": report.endpoint.hostname if report.endpoint is not None else None,
        "port": report.endpoint.port if report.endpoint is not None else None,
        "username": report.username,
    }
    match report.outcome:
        case SignedIn(mechanism=mechanism):
            return {"state": "signed-in", **place, "mechanism": mechanism, "seconds": round(report.seconds, 3)}
        case LoginRefused(reason=refusal, detail=detail, minutes=minutes):
            return {"state": "refused", **place, "reason": refusal.value, "detail": detail, "minutes": minutes}
        case LoginFailed(stage=stage, reason=failure, detail=detail, password_sent=sent):
            broken: Json = {"stage": stage.value, "reason": failure.value, "detail": detail, "password_sent": sent}
            return {"state": "failed", **place, **broken}
        case LoginNotTried(reason=why):
            return {"state": "not-tried", **place, "reason": why.value}
        case _ as never:
            assert_never(never)


def _mailbox(mailbox: Mailbox) -> Json:
    quota, oldest = mailbox.quota, mailbox.oldest
    return {
        "quota": {"used": quota.used, "total": quota.total} if quota is not None else None,
        "messages": mailbox.messages,
        "octets": mailbox.octets,
        "all_messages": mailbox.all_messages,
        "all_octets": mailbox.all_octets,
        "ever_arrived": mailbox.ever_arrived,
        "pop_messages": mailbox.pop_messages,
        "pop_octets": mailbox.pop_octets,
        "oldest": oldest.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if oldest is not None else None,
        "own_folders": list(mailbox.own_folders) if mailbox.own_folders is not None else None,
        "special_use": {use.value: name for use, name in mailbox.special_use.items()},
        "idle": mailbox.idle.value,
        "uidl_stable": mailbox.uidl_stable.value,
    }
