"""What a look into the mailbox says to the rules, and which answers it gives."""

import pytest

from wizard.advisor import answers_from, mailbox_facts
from wizard.model import Answers, Known, Mailbox, MailboxFacts, Quota, ServerSpace, YesNo

NOTHING = MailboxFacts()


def test_without_a_login_nothing_is_known() -> None:
    assert mailbox_facts(None) == NOTHING
    assert mailbox_facts(Mailbox()) == NOTHING


@pytest.mark.parametrize(
    ("mailbox", "fact", "expected"),
    [
        (Mailbox(quota=Quota(used=900, total=1000)), "nearly_full", Known.YES),
        (Mailbox(quota=Quota(used=899, total=1000)), "nearly_full", Known.NO),
        (Mailbox(quota=Quota(used=1200, total=1000)), "nearly_full", Known.YES),
        (Mailbox(own_folders=("Werk",)), "own_folders", Known.YES),
        (Mailbox(own_folders=()), "own_folders", Known.NO),
        (Mailbox(messages=40, pop_messages=39), "pop_sees_less", Known.YES),
        (Mailbox(messages=40, pop_messages=40), "pop_sees_less", Known.NO),
        (Mailbox(messages=40, pop_messages=41), "pop_sees_less", Known.NO),
        (Mailbox(messages=40), "pop_sees_less", Known.UNKNOWN),
        (Mailbox(uidl_stable=Known.NO), "uidl_stable", Known.NO),
        (Mailbox(ever_arrived=5000, messages=3, all_messages=40), "emptied", Known.YES),
        (Mailbox(ever_arrived=5000, messages=3, all_messages=4000), "emptied", Known.NO),
        (Mailbox(ever_arrived=5000, messages=2500, all_messages=2500), "emptied", Known.NO),
        (Mailbox(ever_arrived=199, messages=0, all_messages=0), "emptied", Known.UNKNOWN),
        (Mailbox(ever_arrived=5000, messages=3), "emptied", Known.UNKNOWN),
    ],
)
def test_a_measurement_becomes_a_word(mailbox: Mailbox, fact: str, expected: Known) -> None:
    assert getattr(mailbox_facts(mailbox), fact) is expected


@pytest.mark.parametrize(
    ("mailbox", "space", "folders"),
    [
        (Mailbox(), ServerSpace.UNSURE, YesNo.UNSURE),
        # that it is nearly full is measured; that there cannot be more space is not
        (Mailbox(quota=Quota(used=95, total=100), own_folders=("Werk",)), ServerSpace.UNSURE, YesNo.YES),
        (Mailbox(quota=Quota(used=5, total=100), own_folders=()), ServerSpace.ENOUGH, YesNo.NO),
    ],
)
def test_answers_are_filled_in(mailbox: Mailbox, space: ServerSpace, folders: YesNo) -> None:
    assert answers_from(mailbox) == Answers(server_space=space, folders=folders)


def test_what_the_user_said_stands() -> None:
    said = Answers(server_space=ServerSpace.ENOUGH, folders=YesNo.NO)
    assert answers_from(Mailbox(quota=Quota(used=95, total=100), own_folders=("Werk",)), said) == said
