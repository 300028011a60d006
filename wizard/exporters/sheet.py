"""sheet: the settings on one page for people, in Markdown that also reads well as plain text."""

import re
from collections.abc import Iterable, Iterator

from wizard.exporters.exporter import Context
from wizard.exporters.phrases import is_overruled, overruled_sentence, proof, retention_sentence, sign_in, username
from wizard.i18n import Words
from wizard.i18n.sentences import help_page_word
from wizard.i18n.server_words import protocol_word, security_word
from wizard.model import Account, Confidence, Guide, Known, Obstacle, Protocol, RecommendedServer, Text, printable

NAME = "sheet"
EXTENSION = "md"
MEDIA_TYPE = "text/markdown"


def obstacle(account: Account) -> Obstacle | None:
    """None: what is missing is said in words."""
    del account
    return None


def export(account: Account, context: Context) -> bytes:
    """UTF-8 Markdown in the language of the context's words."""
    blocks = [*_heading(account, context), *_advice(account, context), *_servers(account, context)]
    blocks += [*_before_the_password(account, context), *_steps(context), *_afterwards(account, context)]
    return ("\n\n".join(blocks) + "\n").encode(errors="replace")


def _heading(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    address = account.address.for_people
    yield "# " + _("Mail settings for {address}", address=_escaped(address))
    if account.display_name and account.display_name != account.address.domain:
        yield _escaped(account.display_name)
    if context.day is not None:
        yield _.date(context.day)


def _advice(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    advice = context.advice
    if advice is None:
        return
    if context.outcome is not None:
        yield f"**{_prose(context.outcome.name, _)}.** {_prose(context.outcome.verdict, _)}"
    if is_overruled(account, context):
        yield f"**{overruled_sentence(account, context)}**"
    if advice.reasons:
        yield _why(account, context) + "\n\n" + _bullets(_prose(reason.text, _) for reason in advice.reasons[:3])
    if advice.do_first:
        yield "## " + _("Do this first")
        yield _numbered(_prose(step.text, _) for step in advice.do_first)


def _why(account: Account, context: Context) -> str:
    """The line above the reasons, which are those for the advice."""
    _ = context.words
    if context.advice is None or context.advice.protocol is None or not is_overruled(account, context):
        return _("Why:")
    return _("Why {protocol} is advised:", protocol=protocol_word(context.advice.protocol, _))


def _servers(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    yield "## " + _("Incoming server ({protocol})", protocol=protocol_word(account.protocol, _))
    lines = [_("Your name: {name}", name=_escaped(account.full_name))] if account.full_name else []
    lines += _server_lines(account.incoming, account, _)
    if account.retention is not None:
        lines.append(_("Copies on the server: {what}", what=retention_sentence(account.retention, _)))
    yield _bullets(lines)
    yield _proof_line(account.incoming, _)
    yield "## " + _("Outgoing server (SMTP)")
    if account.outgoing is None:
        yield _("No server for sending was found that works. Ask your provider.")
        return
    yield _bullets(_server_lines(account.outgoing, account, _))
    yield _proof_line(account.outgoing, _)
    yield _("Sending asks for your user name and password too: then it also works over other people's wifi.")


def _server_lines(server: RecommendedServer, account: Account, _: Words) -> list[str]:
    lines = [
        _("Server: {hostname}", hostname=_code(server.endpoint.hostname)),
        _("Port: {port}", port=_code(str(server.endpoint.port))),
        _("Connection security: {security}", security=security_word(server.endpoint.socket_type, _)),
        _("User name: {username}", username=_code(username(server, account))),
        _("Signing in: {method}", method=sign_in(server, _)),
    ]
    if server.settings.username is None:
        lines[3] += " " + _("(the usual form; your provider may have chosen another)")
    return lines


def _proof_line(server: RecommendedServer, _: Words) -> str:
    return ("✓ " if server.verified else "• ") + proof(server, _)


def _before_the_password(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    if account.hints:
        yield "## " + _("Before you type your password")
        yield _bullets(
            _prose(hint.text, _) + (f" <{hint.url}>" if hint.url and _is_link(hint.url) else "")
            for hint in account.hints
        )


def _steps(context: Context) -> Iterator[str]:
    _ = context.words
    guide = context.guide
    if guide is None:
        return
    program = _prose(guide.name, _)
    yield "## " + _("Steps in {program}", program=program)
    if guide.can_do is Known.NO:
        yield _cannot(guide, program, _)
        return
    yield _numbered(_prose(step, _) for step in guide.steps)
    yield _prose(guide.when_guessed_wrong, _)
    if guide.notes:
        yield _bullets(_prose(note, _) for note in guide.notes)
    if guide.confidence is Confidence.LOW:
        yield _("The names on the screen may differ a little from what stands here.")


def _cannot(guide: Guide, program: str, _: Words) -> str:
    sentence = _("{program} cannot do {protocol}.", program=program, protocol=protocol_word(guide.protocol, _))
    if guide.instead is None:
        return sentence
    return sentence + " " + _("It can do {protocol}.", protocol=protocol_word(guide.instead, _))


def _afterwards(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    guide = context.guide
    measures = [_prose(step.text, _) for step in context.advice.measures] if context.advice is not None else []
    if guide is not None and guide.can_do is not Known.NO:
        measures.append(_prose(guide.backup, _))
        if account.protocol is Protocol.IMAP:
            measures.append(_prose(guide.offline, _))
        measures.append(_prose(guide.send_elsewhere, _))
    if measures:
        yield "## " + _("So that nothing gets lost")
        yield _bullets(measures)
    pages = [page for page in account.help_pages if _is_link(page.url)]
    if pages:
        yield "## " + _("Help from your provider")
        titles = [(help_page_word(page, _), page.url) for page in pages]
        yield _bullets(f"{_escaped(title)}: <{url}>" if title else f"<{url}>" for title, url in titles)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _prose(text: Text, _: Words) -> str:
    """A text of the rulebook on one line; its `**labels**` are Markdown already, filled-in values cannot be HTML."""
    return " ".join(text.in_language(_.language).split()).replace("<", "&lt;")


def _escaped(text: str) -> str:
    """Text from outside as Markdown that shows nothing but that text."""
    return re.sub(r"([\\`*_{}\[\]()#+!|<>&~])", r"\\\1", printable(text))


def _code(text: str) -> str:
    """A value to type over, exactly; fenced with more backticks than it holds."""
    text = printable(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _is_link(url: str) -> bool:
    return re.fullmatch(r"https?://[!-;=?-~]+", url) is not None
