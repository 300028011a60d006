"""The conversation with one customer after the other: who is asked, what was told, and when the check is heard."""

from collections.abc import Callable
from pathlib import Path

from wizard.cli import output
from wizard.cli.options import Options
from wizard.cli.plain import terminal
from wizard.cli.plain.behind import CheckBehind
from wizard.cli.plain.prompt import NotUnderstood, Prompt, Result, Shown
from wizard.cli.plain.terminal import Command
from wizard.errors import WizardError
from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.journey.check import TASKS, Check, Progress
from wizard.journey.last_case import case_of, keep
from wizard.journey.session import Session
from wizard.model import AdviceOutcome, EmailAddress, Language, Protocol
from wizard.pages import Page


class GoBack(Exception):
    """She wants to go back."""


class Leave(Exception):
    """She wants to leave."""


class InputEnded(Exception):
    """There are no more lines."""


class Talk:
    """What all steps share.

    In a script nothing may depend on how quick the servers are: there the check is heard only where `wait` says so.
    """

    def __init__(
        self, options: Options, new_session: Callable[[Language], Session], behind: CheckBehind, last_case: Path | None
    ) -> None:
        """`last_case` is the file in which the case is kept; None: nothing is kept."""
        self.options = options
        self.session = new_session(options.language)
        self.live = terminal.is_talking()
        self.given = {key for key, word in self.session.answers.as_words().items() if word != "unsure"}
        """The questions that the command line answered."""
        self.customers = 1
        self.address_asked = False
        """Whether she was asked whether the whole address may be sent."""
        self.told: AdviceOutcome | None = None
        """The advice that was told last."""
        self._new_session = new_session
        self._behind = behind
        self._last_case = last_case
        self._told: Check | None = None

    @property
    def words(self) -> Words:
        return self.session.words

    def ask(self, prompt: Prompt[Result], *, once_more: bool = False) -> Result:
        """Says the page, unless it was said a moment ago, and asks until there is an answer.

        Raises GoBack, Leave or InputEnded.
        """
        told = self.hear()
        said = not once_more and self.say(prompt.page)
        if told and not said:
            output.write_text("")
        while True:
            terminal.prompt(prompt.line(self.words))
            typed = terminal.read()
            if typed is None:
                raise Leave if self.live else InputEnded
            match terminal.command(typed):
                case Command.BACK:
                    raise GoBack
                case Command.LEAVE:
                    raise Leave
                case Command.HELP:
                    self._explain(prompt)
                case Language() as language:
                    self.session.language = language
                    self.say(prompt.page)
                case None:
                    try:
                        return prompt.understand(typed, self.words)
                    except NotUnderstood as error:
                        terminal.say_line(error.sentence)

    def say(self, page: Shown) -> bool:
        """Says a page; False where there was nothing on it."""
        to = Page()
        page(to, self.words)
        return terminal.say(to)

    def say_line(self, sentence: str) -> None:
        """Says one sentence, with an empty line before it."""
        self.say(lambda page, _: page.paragraph(sentence))

    def remark(self, sentence: str) -> bool:
        """Says what only somebody who listens needs to hear; whether somebody does."""
        listens = self.live and not self.options.quiet
        if listens:
            self.say_line(sentence)
        return listens

    def _explain(self, prompt: Prompt[Result]) -> None:
        _ = self.words
        page = Page()
        page.paragraph(prompt.explain(_))
        page.paragraph(commands_sentence(_))
        terminal.say(page)
        self.say(prompt.page)

    # The customer

    def set_address(self, address: EmailAddress) -> None:
        """The check of this address begins, unless it runs or has ended well already."""
        check = self.session.check
        if check is None or check.broken or address != self.session.address:
            self.session.set_address(address)
            self.session.send_address = self.options.send_address
            self.address_asked = self.options.send_address
            self.begin_check()

    def next_customer(self) -> None:
        """Begins with somebody else."""
        self.keep_case()
        self._behind.stop()
        folder = self.session.folder
        self.session = self._new_session(self.session.language)
        self.session.folder = folder
        self.address_asked = False
        self.told = None
        self.customers += 1

    def keep_case(self) -> None:
        """Keeps the case, so that it can be resumed."""
        case = case_of(self.session)
        if self._last_case is not None and case is not None:
            keep(self._last_case, case)

    # The check

    def begin_check(self) -> None:
        """The check of the session runs behind the questions from here on."""
        if self.session.check is not None:
            self._behind.start(self.session.check, send_address=self.session.send_address)

    def check_again(self) -> None:
        """Another run; servers that were typed stay."""
        if self.session.check is not None:
            self.session.check = self.session.check.again()
            self.begin_check()

    def wait(self) -> None:
        """Waits until the check has ended."""
        self._behind.take_in()
        if self.session.check is not None and self.session.check.running:
            _ = self.words
            self.remark(_("The servers are still being tested. One moment, please."))
            self._behind.wait()
        self.hear()

    def stop(self) -> None:
        """Ends what runs behind the questions."""
        self._behind.stop()

    def hear(self) -> bool:
        """Takes in what the check has brought by now, and tells its result, once; whether it did so just now.

        Raises what ended the check before its time, where the user can mend that, and in a script whatever it was.
        """
        if self.live:
            self._behind.take_in()
        check = self.session.check
        if check is None or check.running or check is self._told:
            return False
        self._told = check
        error = self._behind.error
        if isinstance(error, WizardError) or (error is not None and not self.live):
            raise error
        return self.remark(result_line(check, self.words))


def commands_sentence(_: Words) -> str:
    """What may be typed at any prompt."""
    return _("At any question you can also type: ? for help, b to go back, nl for Dutch, q to stop.")


def result_line(check: Check, _: Words) -> str:
    """What the check brought, short enough for one line."""
    if check.finished is None:
        return _("The test of the servers failed by itself; you can go on.")
    if not check.servers:
        return _("The servers have been tested: none was found that works.")
    results = ", ".join(_result(check, protocol, _) for protocol in TASKS)
    return _("The servers have been tested: {results}.", results=results)


def _result(check: Check, protocol: Protocol, _: Words) -> str:
    name = protocol_word(protocol, _)
    match check.task(protocol).progress:
        case Progress.WORKS:
            return _("{task} works", task=name)
        case Progress.UNPROVEN:
            return _("{task} not tested", task=name)
        case Progress.BROKEN:
            return _("{task} does not work", task=name)
        case _:
            return _("{task} not found", task=name)
