"""What a look into the mailbox means for the advice: that it turned, or that an answer was not so."""

from wizard.advisor import mailbox_facts
from wizard.i18n.server_words import protocol_word
from wizard.journey.session import Session
from wizard.model import Known, ServerSpace
from wizard.tui.text import CAUTION, EMPTY, Line, bullet, plain


def turned_lines(session: Session) -> list[Line]:
    """That the advice is another one now, where it is."""
    if session.turned is None:
        return []
    _ = session.words
    before, after = (protocol_word(protocol, _) for protocol in session.turned)
    sentence = _("What was measured changes the advice: from {before} to {after}.", before=before, after=after)
    return [bullet("!", plain(sentence, "bold"), CAUTION), EMPTY]


def contradiction_lines(session: Session) -> list[Line]:
    """That the mailbox is not as full, or fuller, than the user said."""
    quota = session.mailbox.quota if session.mailbox is not None else None
    if quota is None:
        return []
    _ = session.words
    full = mailbox_facts(session.mailbox).nearly_full
    share = round(quota.share * 100)
    match session.answers.server_space, full:
        case ServerSpace.NEARLY_FULL, Known.NO:
            sentence = _("You said that the mailbox is nearly full; {share} % of it is in use.", share=share)
        case ServerSpace.UNSURE, Known.YES:
            sentence = _("The mailbox is {share} % full. Ask the provider whether you can get more space.", share=share)
        case _:
            return []
    return [bullet("!", plain(sentence), CAUTION), EMPTY]
