"""ticket: a short note in plain text that a helpdesk pastes into its own system; at most 25 lines."""

from collections.abc import Iterator

from wizard.exporters.exporter import Context
from wizard.exporters.phrases import is_overruled, overruled_sentence, proof, retention_sentence, sign_in, username
from wizard.i18n import Words
from wizard.i18n.server_words import security_word, task_word
from wizard.model import Account, Known, Obstacle, Protocol, RecommendedServer, Text, printable

NAME = "ticket"
EXTENSION = "txt"
MEDIA_TYPE = "text/plain"

_AT_MOST = 3


def obstacle(account: Account) -> Obstacle | None:
    """None: what is missing is said in words."""
    del account
    return None


def export(account: Account, context: Context) -> bytes:
    """UTF-8 text, at most 25 lines, in the language of the context's words; no date unless the context gives one."""
    lines = [*_heading(account, context), *_servers(account, context), *_advice(account, context), *_program(context)]
    lines += _hints(account, context)
    return ("\n".join(lines) + "\n").encode(errors="replace")


def _heading(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    yield f"Mailwijzer: {account.address.for_people} ({printable(account.display_name, limit=80)})"
    if context.day is not None:
        yield _("Date: {day}", day=_.date(context.day))


def _servers(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    yield from _server(account.incoming, account, _)
    if account.retention is not None:
        yield "  " + _("Copies on the server: {what}", what=retention_sentence(account.retention, _))
    if account.outgoing is None:
        yield f"{task_word(Protocol.SMTP, _)}: " + _("No server for sending was found that works. Ask your provider.")
    else:
        yield from _server(account.outgoing, account, _)
    for server in account.alternatives[:_AT_MOST]:
        yield _("Other server that works:") + f" {_where(server, _)}"


def _server(server: RecommendedServer, account: Account, _: Words) -> Iterator[str]:
    yield f"{task_word(server.endpoint.protocol, _)}: {_where(server, _)}"
    name = printable(username(server, account))
    yield "  " + _("User name: {username}", username=name) + f" ({sign_in(server, _)})"
    yield f"  {proof(server, _)}"


def _where(server: RecommendedServer, _: Words) -> str:
    return f"{server.endpoint} ({security_word(server.endpoint.socket_type, _)})"


def _advice(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    if context.outcome is not None:
        yield _(
            "Advice: {name}. {verdict}",
            name=_plain(context.outcome.name, _),
            verdict=_plain(context.outcome.verdict, _),
        )
    if is_overruled(account, context):
        yield overruled_sentence(account, context)
    if context.advice is not None:
        yield from (f"- {_plain(reason.text, _)}" for reason in context.advice.reasons[:_AT_MOST])
        for step in context.advice.do_first[:_AT_MOST]:
            yield _("First:") + f" {_plain(step.text, _)}"


def _program(context: Context) -> Iterator[str]:
    _ = context.words
    if context.guide is not None:
        yield _("Program: {program}", program=_plain(context.guide.name, _)) + (
            " – " + _("cannot do this protocol") if context.guide.can_do is Known.NO else ""
        )


def _hints(account: Account, context: Context) -> Iterator[str]:
    _ = context.words
    for hint in account.hints[:_AT_MOST]:
        yield _("Mind:") + f" {_plain(hint.text, _)}" + (f" {printable(hint.url)}" if hint.url else "")


def _plain(text: Text, _: Words) -> str:
    return " ".join(text.in_language(_.language).split()).replace("**", "")
