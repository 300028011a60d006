"""Looking into an address with the progress on stderr, and what the result means for the exit code."""

from contextlib import aclosing

from wizard import pipeline
from wizard.cli import interruption
from wizard.cli.diagnostics import Diagnostics, ExitCode, NoNetwork
from wizard.cli.network_options import open_network
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.model import (
    EmailAddress,
    Event,
    FindingId,
    Finished,
    Investigation,
    ProbeFinished,
    ProbeStarted,
    Protocol,
    Rulebook,
    SourceFinished,
    SourceStarted,
)
from wizard.pages.sentences import finding_text


def look_into(
    address: EmailAddress,
    options: Options,
    rulebook: Rulebook,
    *,
    words: Words,
    diagnostics: Diagnostics,
    connect: bool = True,
) -> Investigation:
    """Everything that can be found about this address; with `connect` False no mail server is connected to."""
    return interruption.run(_look_into(address, options, rulebook, words, diagnostics, connect=connect))


async def _look_into(
    address: EmailAddress,
    options: Options,
    rulebook: Rulebook,
    words: Words,
    diagnostics: Diagnostics,
    *,
    connect: bool,
) -> Investigation:
    progress = _Progress()
    async with (
        open_network(options) as network,
        aclosing(
            pipeline.investigate(address, network, rulebook, connect=connect, send_address=options.send_address)
        ) as events,
    ):
        async for event in events:
            if isinstance(event, Finished):
                diagnostics.clear_progress()
                return event.investigation
            progress.count(event)
            diagnostics.progress(progress.line(words))
    raise AssertionError("an investigation ends with Finished")


class _Progress:
    """How many sources and servers there are, and how many of them are done."""

    def __init__(self) -> None:
        self._asked = self._answered = self._tests = self._tested = 0

    def count(self, event: Event) -> None:
        match event:
            case SourceStarted():
                self._asked += 1
            case SourceFinished():
                self._answered += 1
            case ProbeStarted():
                self._tests += 1
            case ProbeFinished():
                self._tested += 1
            case _:
                pass

    def line(self, _: Words) -> str:
        sources = _("{answered} of {asked} sources answered", answered=self._answered, asked=self._asked)
        if not self._tests:
            return f"{sources} …"
        tests = _("{tested} of {tests} servers tested", tested=self._tested, tests=self._tests)
        return f"{sources}, {tests} …"


def is_without_network(investigation: Investigation) -> bool:
    """Whether nothing at all could be asked."""
    return any(finding.id is FindingId.NO_NETWORK for finding in investigation.findings)


def has_incoming_server(investigation: Investigation) -> bool:
    """Whether mail can be received: without that there is nothing to set up."""
    return Protocol.IMAP in investigation.servers or Protocol.POP3 in investigation.servers


def exit_code_for_servers(investigation: Investigation) -> ExitCode:
    """What the servers found mean for the exit code."""
    if is_without_network(investigation):
        return ExitCode.NO_NETWORK
    return ExitCode.DONE if has_incoming_server(investigation) else ExitCode.NOTHING_USABLE


def require_network(investigation: Investigation, rulebook: Rulebook, words: Words) -> None:
    """Raise NoNetwork with the finding's own text where nothing could be asked."""
    for finding in investigation.findings:
        if finding.id is FindingId.NO_NETWORK:
            raise NoNetwork(" ".join(finding_text(finding, rulebook, words)))
