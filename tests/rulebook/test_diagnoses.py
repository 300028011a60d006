"""Diagnoses in files: read whole, and refused with file, line and key."""

from pathlib import Path

import pytest

from wizard import rulebook
from wizard.errors import RulebookError
from wizard.model import GarbledCause, Rulebook, SendingCause, Symptom

GOOD = """
een-melding:
  messages: ["Er ging iets mis met %S"]
  cause: {nl: Oorzaak, en: Cause}
  cure: {nl: Doe dit, en: Do this}
  references: [RFC 5321]
  confidence: low
"""


def load(folder: Path, text: str) -> Rulebook:
    (folder / "diagnoses").mkdir()
    (folder / "diagnoses" / "mine.yaml").write_text(text, encoding="utf-8")
    return rulebook.load(folder)


def test_a_folder_of_ones_own_adds_diagnoses(tmp_path: Path) -> None:
    rules = load(tmp_path, GOOD)

    assert rules.diagnoses["een-melding"].messages == ("Er ging iets mis met %S",)
    assert rules.diagnoses["een-melding"].check is None
    assert "outlook-cannot-connect" in rules.diagnoses


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("  cure: {nl: Doe dit, en: Do this}\n", ""), '2: een-melding: "cure" is missing'),
        (("RFC 5321", "rfc"), "neither an RFC, a web address"),
        (("confidence: low", "confidence: sure"), 'unknown word "sure"'),
        (("en: Cause", "en: 'Cause of {port}'"), "{port} stands in one language only"),
        (("een-melding", "Een_Melding"), "an id is made of small letters"),
        (("  confidence", "  shown_by: [refused]\n  confidence"), 'needs "looks_at"'),
        (("  confidence", "  symptom: sendin\n  confidence"), 'did you mean "sending"?'),
        (("  confidence", "  mesages: [a]\n  confidence"), 'did you mean "messages"?'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    with pytest.raises(RulebookError) as caught:
        load(tmp_path, GOOD.replace(*change))

    assert any(problem in line and "mine.yaml:" in line for line in caught.value.problems), caught.value.problems


def test_every_cause_and_complaint_has_its_words() -> None:
    diagnoses = rulebook.load().diagnoses

    assert {*SendingCause, *GarbledCause} <= set(diagnoses)
    assert {diagnosis.symptom for diagnosis in diagnoses.values()} >= set(Symptom)
    assert len([diagnosis for diagnosis in diagnoses.values() if diagnosis.messages]) >= 39
