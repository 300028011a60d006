"""Answers from a file and from the command line."""

from pathlib import Path

from wizard.cli.diagnostics import WrongUse, unknown_word_sentence
from wizard.cli.options import Options
from wizard.cli.values import known_word
from wizard.errors import UnknownWord, UnreadableFile
from wizard.i18n import Words
from wizard.model.answers import Answers
from wizard.model.text import printable

LARGEST_FILE = 64 * 1024


def given_answers(options: Options, words: Words, *, before: Answers | None = None) -> Answers:
    """The answers of --answers, overruled by those of --answer, both laid over `before`.

    Raises UnreadableFile, or WrongUse with file and line.
    """
    answers = before or Answers()
    if options.answers is not None:
        answers = _from_file(options.answers, answers, words)
    for key, word in options.answer:
        answers = answers.with_answer(key, word)
    return answers


def _from_file(path: Path, answers: Answers, words: Words) -> Answers:
    from wizard.rulebook import Fields, NotReadable, Word, parse

    _ = words
    data = _bytes(path)
    if all(line.strip()[:1] in {b"", b"#"} for line in data.splitlines()):
        return answers
    try:
        document = parse(data)
    except NotReadable as error:
        first = error.problems[0]
        raise UnreadableFile(f"{path}:{first.line}", first.message) from error
    if not isinstance(document, Fields):
        raise WrongUse(
            _("{place}: write one answer on a line, such as: devices: several", place=_place(path, document.line))
        )
    allowed = Answers.allowed()
    for key, node in document.entries.items():
        place = _place(path, node.line)
        try:
            known_word("question", key, list(allowed))
            if not isinstance(node, Word):
                raise WrongUse(_("{place}: write one answer after “{key}:”.", place=place, key=key))
            answers = answers.with_answer(key, known_word("answer", node.value.strip(), allowed[key]))
        except UnknownWord as error:
            raise WrongUse(f"{place}: {unknown_word_sentence(error, words)}") from error
    return answers


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or str(error)) from error
    if len(data) > LARGEST_FILE:
        raise UnreadableFile(str(path), f"larger than {LARGEST_FILE} bytes")
    return data


def _place(path: Path, line: int) -> str:
    return f"{printable(str(path))}:{line}"
