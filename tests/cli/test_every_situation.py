"""Every situation of the built-in world reads well and reports well, in both languages."""

import json
import re

import pytest

from wizard import rulebook
from wizard.cli.diagnostics import Diagnostics
from wizard.cli.evidence_text import discover_page, probe_page
from wizard.cli.investigation import look_into
from wizard.cli.json_advice import advice_report
from wizard.cli.json_evidence import discover_report, probe_report
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.cli.verbs import Verb
from wizard.cli.whole_way import advised_account, whole_way_report, whole_way_text
from wizard.demo import SITUATIONS, Situation
from wizard.i18n import Words
from wizard.model import Answers, EmailAddress, Language

RULES = rulebook.load()
BOTH = [Words(language) for language in Language]
OPTIONS = Options(verb=Verb.PROBE, language=Language.EN, demo=True, deadline=3.0, quiet=True)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.id)
def test_a_situation(situation: Situation) -> None:
    address = EmailAddress.parse(situation.address)
    investigation = look_into(address, OPTIONS, RULES, words=BOTH[0], diagnostics=Diagnostics(quiet=True))
    advice, account = advised_account(investigation, Answers(), RULES)

    pages = {}
    for words in BOTH:
        pages[words.language] = [
            text_of(probe_page(investigation, RULES, words)),
            text_of(discover_page(investigation, RULES, words)),
            whole_way_text(investigation, advice, account or "", RULES, words),
        ]
        reports = [
            probe_report(investigation, RULES, words),
            discover_report(investigation, RULES, words),
            whole_way_report(investigation, Answers(), RULES, words),
            advice_report(advice, words),
        ]
        for report in reports:
            assert json.loads(json.dumps(report)) == report
            assert next(iter(report)) == "schema"
        for page in pages[words.language]:
            assert all(line.isprintable() and line == line.rstrip() for line in page.splitlines())
            assert re.findall(r"\{[a-z_]+\}|\*\*", page) == []

    assert not set(pages[Language.NL]) & set(pages[Language.EN])
