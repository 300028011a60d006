"""The advice: facts and rules in, IMAP or POP out, with every reason; pure."""

from wizard.advisor.account import NoIncomingServer, compose_account
from wizard.advisor.advising import Advisor, advise
from wizard.advisor.asking import Number, number_of_questions, questions_to_ask
from wizard.advisor.cases import failing_cases
from wizard.advisor.conditions import holds
from wizard.advisor.known import client_facts, facts
from wizard.advisor.measured import answers_from, mailbox_facts

__all__ = [
    "Advisor",
    "NoIncomingServer",
    "Number",
    "advise",
    "answers_from",
    "client_facts",
    "compose_account",
    "facts",
    "failing_cases",
    "holds",
    "mailbox_facts",
    "number_of_questions",
    "questions_to_ask",
]
