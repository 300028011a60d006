"""What a test of the password settles: the form of the user name that works."""

from dataclasses import replace

from wizard.model import Account, LoginCheck, RecommendedServer, SignedIn
from wizard.model.server import EMAIL_ADDRESS, EMAIL_LOCAL_PART


def signed_in(login: LoginCheck | None, server: RecommendedServer) -> bool:
    """Whether this server let the user in."""
    report = login.reports.get(server.endpoint.protocol) if login is not None else None
    return report is not None and report.endpoint == server.endpoint and isinstance(report.outcome, SignedIn)


def with_settled_username(account: Account, login: LoginCheck) -> Account:
    """The account with the user name that each server let in, in autoconfig's form."""

    def settled(server: RecommendedServer) -> RecommendedServer:
        if not signed_in(login, server):
            return server
        report = login.reports[server.endpoint.protocol]
        forms = {str(account.address): EMAIL_ADDRESS, account.address.local_part: EMAIL_LOCAL_PART}
        form = forms.get(report.username or "")
        return server if form is None else replace(server, settings=replace(server.settings, username=form))

    return replace(
        account,
        incoming=settled(account.incoming),
        outgoing=settled(account.outgoing) if account.outgoing is not None else None,
        alternatives=tuple(settled(server) for server in account.alternatives),
    )
