"""One folder of rules, read: the built-in one, or one that is laid over it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from wizard.model import (
    AdviceOutcome,
    ClientChoice,
    Diagnosis,
    FaultId,
    FindingId,
    FindingText,
    MailClient,
    OutcomeText,
    Provider,
    Question,
    Rule,
)
from wizard.rulebook.clients import CHOICES, read_client
from wizard.rulebook.diagnoses import read_diagnoses
from wizard.rulebook.findings import read_findings
from wizard.rulebook.later import Later
from wizard.rulebook.providers import read_provider
from wizard.rulebook.questions import read_questions
from wizard.rulebook.reading import Reader, nearest
from wizard.rulebook.rules import read_outcomes, read_rules
from wizard.rulebook.tree import Node, Word

Key = TypeVar("Key")
Entry = TypeVar("Entry")

QUESTIONS = "questions.yaml"
FINDINGS = "findings.yaml"
FAULTS = "lint.yaml"
SWITCHED_OFF = "switched-off.yaml"
OUTCOMES = "outcomes.yaml"
ADVICE, PROVIDERS, CLIENTS, DIAGNOSES = "advice", "providers", "clients", "diagnoses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What one folder holds, by id. `label` is how problems name it; `switched_off` are the rules it takes away."""

    label: str
    questions: Mapping[str, Question]
    rules: Mapping[str, Rule]
    outcomes: Mapping[AdviceOutcome, OutcomeText]
    providers: Mapping[str, Provider]
    clients: Mapping[ClientChoice, MailClient]
    findings: Mapping[FindingId, FindingText]
    faults: Mapping[FaultId, FindingText]
    diagnoses: Mapping[str, Diagnosis]
    switched_off: tuple[Word, ...]


def provider_ids(folder: Path) -> frozenset[str]:
    """The ids of the providers in this folder, without opening a file."""
    return frozenset(path.stem for path in (folder / PROVIDERS).glob("*.yaml"))


def read_layer(
    folder: Path, label: str, providers: Collection[str], problems: list[str], *, everything: bool = True
) -> Layer:
    """Everything in the folder; what is wrong is added to `problems`. `providers` are all ids that rules may name.

    With `everything` False the mail programs, the diagnoses and the faults of `lint` are read when they are needed.
    """
    reading = _Reading(folder=folder, label=label, problems=problems)
    reading.check_names()
    rules: dict[str, Rule] = {}
    for name in reading.names(ADVICE):
        if name != OUTCOMES:
            reader, node = reading.open(f"{ADVICE}/{name}")
            for rule in read_rules(reader, node, providers).values():
                if rule.id in rules:
                    reader.report(_line(rule), rule.id, f"this id stands in {rules[rule.id].origin} already")
                rules[rule.id] = rule
    return Layer(
        label=label,
        questions={question.key: question for question in read_questions(*reading.open(QUESTIONS), providers)},
        rules=rules,
        outcomes=read_outcomes(*reading.open(f"{ADVICE}/{OUTCOMES}")),
        providers=_providers(reading),
        clients=_now_or_later(reading, _clients, now=everything),
        findings=read_findings(*reading.open(FINDINGS), FindingId),
        faults=_now_or_later(reading, _faults, now=everything),
        diagnoses=_now_or_later(reading, _diagnoses, now=everything),
        switched_off=_switched_off(*reading.open(SWITCHED_OFF)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    folder: Path
    label: str
    problems: list[str]

    def reader(self, name: str) -> Reader:
        return Reader(file=f"{self.label}/{name}", problems=self.problems)

    def open(self, name: str) -> tuple[Reader, Node | None]:
        """A reader, and the file's document; None where there is no such file, or where it is unusable."""
        reader, path = self.reader(name), self.folder / name
        return reader, reader.document(path) if path.exists() else None

    def names(self, folder: str) -> list[str]:
        """The YAML files of a folder in a fixed order."""
        return sorted(path.name for path in (self.folder / folder).glob("*.yaml"))

    def check_names(self) -> None:
        """Report files that nobody would read."""
        known = (QUESTIONS, FINDINGS, FAULTS, SWITCHED_OFF, ADVICE, PROVIDERS, CLIENTS, DIAGNOSES)
        for path in sorted(self.folder.iterdir()):
            if not path.name.startswith(".") and path.name not in {"README.md", *known} and not _is_empty_folder(path):
                self.reader(path.name).report(1, "", f"no part of a rulebook{nearest(path.name, known)}")
        for name in (ADVICE, PROVIDERS, CLIENTS, DIAGNOSES):
            for path in sorted((self.folder / name).glob("*")):
                if path.suffix != ".yaml" and not path.name.startswith("."):
                    self.reader(f"{name}/{path.name}").report(1, "", "the name must end in .yaml")


def _now_or_later(
    reading: _Reading, read: Callable[[_Reading], Mapping[Key, Entry]], *, now: bool
) -> Mapping[Key, Entry]:
    if now:
        return read(reading)
    return Later(lambda problems: read(replace(reading, problems=problems)))


def _faults(reading: _Reading) -> Mapping[FaultId, FindingText]:
    return read_findings(*reading.open(FAULTS), FaultId)


def _providers(reading: _Reading) -> dict[str, Provider]:
    providers: dict[str, Provider] = {}
    for name in reading.names(PROVIDERS):
        reader, node = reading.open(f"{PROVIDERS}/{name}")
        if node is not None:
            provider = Path(name).stem
            providers[provider] = read_provider(reader, provider, node)
    return providers


def _clients(reading: _Reading) -> dict[ClientChoice, MailClient]:
    clients: dict[ClientChoice, MailClient] = {}
    for name in reading.names(CLIENTS):
        reader, node = reading.open(f"{CLIENTS}/{name}")
        choice = Path(name).stem
        if choice not in CHOICES:
            reader.report(1, "", f"no mail program of this name{nearest(choice, CHOICES)}")
        elif node is not None:
            clients[ClientChoice(choice)] = read_client(reader, ClientChoice(choice), node)
    return clients


def _diagnoses(reading: _Reading) -> dict[str, Diagnosis]:
    diagnoses: dict[str, Diagnosis] = {}
    for name in reading.names(DIAGNOSES):
        reader, node = reading.open(f"{DIAGNOSES}/{name}")
        for diagnosis in read_diagnoses(reader, node).values():
            if diagnosis.id in diagnoses:
                first = diagnoses[diagnosis.id].origin
                reader.report(_line(diagnosis), diagnosis.id, f"this id stands in {first} already")
            diagnoses[diagnosis.id] = diagnosis
    return diagnoses


def _switched_off(reader: Reader, node: Node | None) -> tuple[Word, ...]:
    return tuple(item for item, _ in reader.placed_strings(node) if isinstance(item, Word))


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _line(entry: Rule | Diagnosis) -> int:
    return int(entry.origin.rpartition(":")[2])
