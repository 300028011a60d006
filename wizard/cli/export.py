"""`mailwijzer export`: the settings as a file."""

from pathlib import Path

from wizard import files, guides, rulebook
from wizard.cli import output
from wizard.cli.diagnostics import Diagnostics, ExitCode, WrongUse
from wizard.cli.hand_over import HandOver, hand_over
from wizard.cli.options import Options
from wizard.cli.qr_code import Picture, draw
from wizard.cli.signature import sign
from wizard.cli.values import known_word
from wizard.exporters import FORMATS, SITES, Context, export, export_site
from wizard.i18n import Words
from wizard.model import Rulebook


def run(options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Write the file to stdout, or to --out; `--format list` prints the names of all formats."""
    _ = words
    if options.format is None:
        raise WrongUse(_("Say which format with --format; “--format list” shows them all."))
    if options.format == "list":
        output.write_text("\n".join([*FORMATS, *SITES]))
        return ExitCode.DONE
    name = known_word("format", options.format, [*FORMATS, *SITES])
    if name in SITES:
        return _site(name, options, words, diagnostics)
    exporter = FORMATS[name]
    picture = Picture.PNG if options.png else Picture.SVG if options.svg else None
    if options.out is None and (picture is Picture.PNG or options.sign_cert is not None) and output.shows_stdout():
        raise WrongUse(_("This file is not for a screen: say where to write it with --out."))
    rules = rulebook.load(options.rules)
    handed = hand_over(options, rules, words, diagnostics)
    data = export(exporter.NAME, handed.account, _context(handed, rules, words))
    if options.sign_cert is not None and options.sign_key is not None:
        data = sign(data, options.sign_cert, options.sign_key)
    if picture is not None:
        data = draw(data, picture)
    if options.out is None:
        output.write_bytes(data)
        return ExitCode.DONE
    extension = picture.value if picture is not None else exporter.EXTENSION
    path = _target(options.out, f"{exporter.NAME}.{extension}", handed)
    files.save(path, data, overwrite=options.force)
    diagnostics.note(_("Saved: {path}", path=path))
    return ExitCode.DONE


def _site(name: str, options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Write a tree of files into a folder that is new or empty, or whose files may be overwritten."""
    _ = words
    folder = options.out
    if folder is None:
        raise WrongUse(_("{format} is many files: say in which folder with --out.", format=name))
    rules = rulebook.load(options.rules)
    handed = hand_over(options, rules, words, diagnostics)
    tree = export_site(name, handed.account, _context(handed, rules, words))
    files.save_tree(folder, tree, overwrite=options.force)
    for path in tree:
        diagnostics.note(_("Saved: {path}", path=folder / path))
    return ExitCode.DONE


def _context(handed: HandOver, rules: Rulebook, words: Words) -> Context:
    """What the formats for people say besides the settings."""
    client = rules.clients.get(handed.answers.client)
    outcome = handed.advice.outcome
    follows_advice = handed.advice.protocol is handed.account.protocol
    return Context(
        words=words,
        advice=handed.advice,
        outcome=rules.outcomes[outcome] if outcome is not None and follows_advice else None,
        guide=guides.compose(handed.account, client) if client is not None else None,
    )


def _target(out: Path, ending: str, handed: HandOver) -> Path:
    """The file itself, or in a folder a file named after the domain and the format."""
    return out / f"{files.file_stem(handed.account.address.domain)}-{ending}" if files.is_folder(out) else out
