"""Servers typed by hand: field by field, each tested at once together with the usual ports of the same host."""

from dataclasses import replace
from functools import partial

from wizard.cli import interruption
from wizard.cli.options import Options
from wizard.cli.plain.prompt import NotUnderstood, Prompt, Row, agreement, choice, nothing
from wizard.cli.plain.talk import GoBack, Talk
from wizard.i18n import Words
from wizard.i18n.server_words import security_word, task_word
from wizard.journey.check import TASKS
from wizard.journey.typed_server import USUAL, TypedServer, TypingProblem, claim, usual_places
from wizard.model import Connected, Endpoint, Failed, ProbeReport, Protocol, SocketType
from wizard.pages import Page
from wizard.pages.typed_server import typed_failure_sentence

_NONE = "-"


def type_servers(talk: Talk) -> None:
    """One server after the other. Going back from the first field of the first one raises GoBack."""
    place = 0
    while place < len(TASKS):
        try:
            _type_server(talk, TASKS[place])
        except GoBack:
            if place == 0:
                raise
            place -= 1
        else:
            place += 1


def _type_server(talk: Talk, protocol: Protocol) -> None:
    fields = (_ask_hostname, _ask_security, _ask_port)
    place = 0
    while place < len(fields):
        try:
            fields[place](talk, protocol)
        except GoBack:
            if place == 0:
                raise
            place -= 1
            continue
        if not _typed(talk, protocol).hostname:
            return
        place += 1
    endpoint = _typed(talk, protocol).endpoint
    if isinstance(endpoint, Endpoint):
        _test_and_use(talk, endpoint)


def _typed(talk: Talk, protocol: Protocol) -> TypedServer:
    return talk.session.typed_servers.get(protocol, TypedServer(protocol=protocol))


def _ask_hostname(talk: Talk, protocol: Protocol) -> None:
    standing = _typed(talk, protocol)

    def page(to: Page, _: Words) -> None:
        to.title(task_word(protocol, _))

    def line(_: Words) -> str:
        if standing.hostname:
            return _("Name of the server (Enter: {hostname} stays, - for none): ", hostname=standing.hostname)
        return _("Name of the server (Enter: leave this one out): ")

    def understand(typed: str, _: Words) -> TypedServer:
        if typed == _NONE:
            return TypedServer(protocol=protocol)
        server = replace(standing, hostname=typed or standing.hostname, port="")
        if server.endpoint is TypingProblem.NO_HOSTNAME:
            raise NotUnderstood(_("This is not a server name."))
        return server

    prompt = Prompt(page=page, line=line, explain=_explain, understand=understand)
    server = talk.ask(prompt)
    talk.session.typed_servers[protocol] = server
    if server.endpoint is None and talk.session.check is not None:
        talk.session.check.forget(protocol)


def _ask_security(talk: Talk, protocol: Protocol) -> None:
    def page(to: Page, _: Words) -> None:
        to.paragraph(_("How is the connection protected?"))

    rows = [Row(word=each.value, text=partial(security_word, each)) for each in USUAL[protocol]]
    word = talk.ask(choice(page=page, rows=rows, enter=partial(security_word, SocketType.SSL), explain=_explain))
    socket_type = SocketType(word) if word is not None else SocketType.SSL
    talk.session.typed_servers[protocol] = replace(_typed(talk, protocol), socket_type=socket_type)


def _ask_port(talk: Talk, protocol: Protocol) -> None:
    standing = _typed(talk, protocol)
    usual = USUAL[protocol][standing.socket_type]

    def understand(typed: str, _: Words) -> TypedServer:
        server = replace(standing, port=typed)
        if server.endpoint is TypingProblem.NO_PORT:
            raise NotUnderstood(_("A port is a number from 1 to 65535."))
        return server

    prompt = Prompt(
        page=nothing,
        line=lambda _: _("Port (Enter: {port}): ", port=usual),
        explain=_explain,
        understand=understand,
    )
    talk.session.typed_servers[protocol] = talk.ask(prompt)


def _explain(_: Words) -> str:
    return _(
        "Type what the provider gave you; leave empty what you do not know. It is tested at once, together with the "
        "usual ports of the same server. A server that works is used for the settings."
    )


def _test_and_use(talk: Talk, endpoint: Endpoint) -> None:
    _ = talk.words
    talk.remark(_("{hostname} is being tested. One moment, please.", hostname=endpoint.hostname))
    reports = interruption.run(_test((endpoint, *usual_places(endpoint)), talk.options))
    own, others = reports[0], reports[1:]
    if isinstance(own.outcome, Connected):
        seconds = _.seconds(own.seconds)
        talk.say_line(_("This server works: it answered in {seconds} with a valid certificate.", seconds=seconds))
        _use(talk, own)
        return
    assert isinstance(own.outcome, Failed)
    _take(talk, own)
    talk.say_line(typed_failure_sentence(endpoint, own.outcome, _))
    offer = next((report for report in others if isinstance(report.outcome, Connected)), None)
    if offer is None:
        talk.say_line(_("Type b to correct this, or go on with the next one."))
    elif _takes(talk, offer.endpoint):
        _use(talk, offer)


def _takes(talk: Talk, place: Endpoint) -> bool:
    return talk.ask(
        agreement(
            page=nothing,
            question=lambda _: _(
                "Port {port} with {security} does work. Use that?",
                port=place.port,
                security=security_word(place.socket_type, _),
            ),
            explain=_explain,
            default=True,
        )
    )


def _use(talk: Talk, report: ProbeReport) -> None:
    """From here on this server stands before everything that was found."""
    place = report.endpoint
    talk.session.typed_servers[place.protocol] = TypedServer(
        protocol=place.protocol, hostname=place.hostname, port=str(place.port), socket_type=place.socket_type
    )
    _take(talk, report)


def _take(talk: Talk, report: ProbeReport) -> None:
    """What was seen counts with what the check found."""
    if talk.session.check is not None:
        talk.session.check.take(claim(report))


async def _test(places: tuple[Endpoint, ...], options: Options) -> list[ProbeReport]:
    import asyncio

    from wizard.cli.network_options import open_network
    from wizard.probing import probe

    async with open_network(options) as network:
        return await asyncio.gather(*(probe(place, network) for place in places))
