"""What nobody does without being asked: telling the provider the whole address, trusting another company's servers."""

from wizard.cli.plain.prompt import agreement
from wizard.cli.plain.talk import Talk
from wizard.i18n import Words
from wizard.i18n.lookup_words import source_word
from wizard.journey.session import Session
from wizard.model import FindingId
from wizard.model.domains import registrable_domain, unicode_domain
from wizard.pages import Page


def ask_to_send_address(talk: Talk) -> None:
    """Where only the whole address brings more, asks once whether it may be sent; then tests again."""
    session = talk.session
    if talk.address_asked or not session.address_wanted or _is_without_network(session):
        return
    agreed = talk.ask(
        agreement(
            page=_why_the_address,
            question=lambda _: _("May your address be sent to your provider?"),
            explain=lambda _: _(
                "The address goes to the web server of the domain behind the @, over a protected connection. Nothing "
                "else is sent. You are asked this once."
            ),
        )
    )
    talk.address_asked = True
    if agreed:
        session.send_address = True
        talk.check_again()
        talk.wait()


def _is_without_network(session: Session) -> bool:
    found = session.check.finished if session.check is not None else None
    return found is not None and any(finding.id is FindingId.NO_NETWORK for finding in found.findings)


def _why_the_address(page: Page, _: Words) -> None:
    page.paragraph(
        _("No servers were found. Your provider may know more, but wants to see your whole e-mail address first.")
    )


def ask_about_strangers(talk: Talk) -> None:
    """Asks whether she knows the company of servers outside the mail domain that only an unprotected answer names."""
    session = talk.session
    if not session.strangers:
        return

    def page(to: Page, _: Words) -> None:
        to.title(_("Do you know this company?"))
        domain = unicode_domain(session.address.domain) if session.address else ""
        to.paragraph(
            _(
                "The address belongs to {domain}, these servers to somebody else. Often that is the company that "
                "handles the mail. The password will go there, so be sure.",
                domain=domain,
            )
        )
        for hostname in dict.fromkeys(server.endpoint.hostname for server in session.strangers):
            company = registrable_domain(hostname) or hostname
            to.item("•", _("{hostname}, of {company}", hostname=hostname, company=company))
        sources = dict.fromkeys(source_word(server.source, _) for server in session.strangers)
        to.paragraph(_("Named by: {source}.", source=", ".join(sources)))

    agreed = talk.ask(
        agreement(
            page=page,
            question=lambda _: _("Does this company handle your mail?"),
            explain=lambda _: _(
                "The servers of this address belong to another company, and only an unprotected answer names them. Say "
                "yes only if you know that company: the password will go there."
            ),
        )
    )
    session.decide(agreed=agreed)
