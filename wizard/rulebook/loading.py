"""The rulebook: the built-in folder, and a folder of one's own laid over it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from wizard.errors import RulebookError, UnreadableFile
from wizard.model import AdviceOutcome, Answers, Question, Rule, Rulebook
from wizard.rulebook.conditions import paths_in
from wizard.rulebook.layer import OUTCOMES, PROVIDERS, QUESTIONS, SWITCHED_OFF, Layer, provider_ids, read_layer
from wizard.rulebook.reading import nearest

Key = TypeVar("Key")
Entry = TypeVar("Entry")

_PACKAGE = Path(__file__).resolve().parent.parent


def built_in_folder() -> Path:
    """Where the built-in rules are: inside the package once installed, beside it in a checkout."""
    installed = _PACKAGE / "_rules"
    return installed if installed.is_dir() else _PACKAGE.parent / "rules"


def load(extra: Path | None = None, *, everything: bool = False) -> Rulebook:
    """Read and check.

    What few runs need of the built-in folder is read when somebody looks into it, unless `everything` is wanted now or
    there is an `extra` folder, whose faults its owner must hear of at once.

    `extra` is laid over the built-in folder: what has the same id replaces it, and `switched-off.yaml` lists the ids
    of rules to leave out. Raises RulebookError with every problem found, UnreadableFile where `extra` is no folder, or
    none that may be looked into.
    """
    folders = [(built_in_folder(), "rules")]
    try:
        if extra is not None:
            if not extra.is_dir():
                raise UnreadableFile(str(extra), "no folder")
            folders.append((extra, str(extra)))
        return load_folders(folders, everything=everything or extra is not None)
    except OSError as error:
        raise UnreadableFile(str(error.filename or extra), error.strerror or str(error)) from error


def load_folders(folders: Sequence[tuple[Path, str]], *, everything: bool = True) -> Rulebook:
    """The folders, later ones laid over earlier ones, each with the name by which its problems are reported."""
    problems: list[str] = []
    providers = frozenset[str]().union(*(provider_ids(folder) for folder, _ in folders))
    layers = [read_layer(folder, label, providers, problems, everything=everything) for folder, label in folders]
    rulebook = Rulebook(
        questions=_questions(layers),
        rules=_rules(layers, problems),
        outcomes={key: text for layer in layers for key, text in layer.outcomes.items()},
        providers=dict(sorted((key, entry) for layer in layers for key, entry in layer.providers.items())),
        clients=_laid_over([layer.clients for layer in layers]),
        findings={key: text for layer in layers for key, text in layer.findings.items()},
        faults=_laid_over([layer.faults for layer in layers]),
        diagnoses=_laid_over([layer.diagnoses for layer in layers]),
    )
    problems.extend(_domains_twice(layers))
    if not problems:
        problems.extend(_missing(rulebook, folders[0][1]))
        problems.extend(_asked_too_early(rulebook.questions))
    if problems:
        raise RulebookError(problems)
    return rulebook


def _laid_over(parts: Sequence[Mapping[Key, Entry]]) -> Mapping[Key, Entry]:
    """Later ones over earlier ones; a single one as it is, which may not be read yet."""
    return parts[0] if len(parts) == 1 else {key: entry for part in parts for key, entry in part.items()}


def _questions(layers: Sequence[Layer]) -> tuple[Question, ...]:
    """A later question takes the place of the earlier one with its key."""
    questions: dict[str, Question] = {}
    for layer in layers:
        questions.update(layer.questions)
    return tuple(questions.values())


def _rules(layers: Sequence[Layer], problems: list[str]) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    for layer in layers:
        rules.update(layer.rules)
        for word in layer.switched_off:
            if word.value and rules.pop(word.value, None) is None:
                place = f"{layer.label}/{SWITCHED_OFF}:{word.line}: {word.key}"
                problems.append(f'{place}: no rule "{word.value}"{nearest(word.value, list(rules))}')
    return tuple(rule for _, rule in sorted(rules.items()))


def _domains_twice(layers: Sequence[Layer]) -> Iterator[str]:
    owners: dict[str, str] = {}
    latest = {provider: layer for layer in layers for provider in layer.providers}
    for provider, layer in sorted(latest.items(), key=lambda item: item[0]):
        for domain in layer.providers[provider].domains:
            first = owners.setdefault(domain, provider)
            if domain and first != provider:
                place = f"{layer.label}/{PROVIDERS}/{provider}.yaml:1: domains"
                yield f'{place}: "{domain}" stands in {PROVIDERS}/{first}.yaml already'


def _asked_too_early(questions: Sequence[Question]) -> Iterator[str]:
    """A question may depend on earlier answers only; so none waits for another that waits for it."""
    later = {question.key for question in questions}
    for question in questions:
        paths = frozenset[str]() if question.ask_when is None else frozenset(paths_in(question.ask_when))
        for path in sorted(paths & later):
            what = "its own answer" if path == question.key else f'"{path}", which is asked later'
            yield f"{question.origin}: {question.key}.ask_when: waits for {what}"
        later.discard(question.key)


def _missing(rulebook: Rulebook, label: str) -> Iterator[str]:
    asked = {question.key for question in rulebook.questions}
    if keys := [key for key in Answers.allowed() if key not in asked]:
        yield f"{label}/{QUESTIONS}:1: no question for {', '.join(keys)}"
    if outcomes := [outcome for outcome in AdviceOutcome if outcome not in rulebook.outcomes]:
        yield f"{label}/advice/{OUTCOMES}:1: no text for {', '.join(outcomes)}"
