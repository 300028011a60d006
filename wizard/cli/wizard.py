"""`mailwijzer [ADDRESS]`: the wizard on screen; the whole way without asking where there is no terminal."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import TYPE_CHECKING

from wizard.cli import interruption, output
from wizard.cli.address import optional_address, refuse_case, required_address
from wizard.cli.answers import given_answers
from wizard.cli.diagnostics import Diagnostics, ExitCode
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.model.answers import Answers

if TYPE_CHECKING:
    from wizard.mailbox import FailedLogins
    from wizard.model import EmailAddress, Rulebook
    from wizard.network import Network


def run(options: Options, words: Words, diagnostics: Diagnostics) -> int:
    """Show the screen; with --plain talk in plain lines; without a terminal (or with --json) ask nothing."""
    refuse_case(options, words)
    answers = given_answers(options, words)
    on_screen = output.is_terminal() and not options.json and not options.plain
    if on_screen and options.rules is None:
        return _on_screen(options, answers, _built_in_rules, words)
    from wizard import rulebook

    rules = rulebook.load(options.rules)
    if on_screen:
        return _on_screen(options, answers, lambda: rules, words)
    if options.plain and not options.json:
        from wizard.cli.plain import terminal
        from wizard.cli.plain.conversation import converse

        asks = terminal.is_talking() and not options.words
        return converse(options, None if asks else _given_address(options, words), answers, rules)
    address = _given_address(options, words) or required_address(options, words)
    return _whole_way(address, answers, options, rules, words=words, diagnostics=diagnostics)


def _built_in_rules() -> "Rulebook":
    """Read after the first picture; a rulebook of one's own is read before it, because it may be wrong."""
    from wizard import rulebook

    return rulebook.load()


def _on_screen(options: Options, answers: Answers, load_rules: Callable[[], "Rulebook"], words: Words) -> int:
    from wizard import tui
    from wizard.journey.last_case import last_case_path

    def open_network() -> AbstractAsyncContextManager["Network"]:
        """Imported when it is needed: the screen paints first."""
        from wizard.cli.network_options import open_network as open_chosen_network

        return open_chosen_network(options)

    @cache
    def failed_logins() -> "FailedLogins":
        """One count for the whole wizard; that of the built-in world ends with it."""
        from wizard.mailbox import FailedLogins

        return FailedLogins(None) if options.demo else FailedLogins.of_user()

    interruption.guard_terminal()
    return tui.run(
        tui.WizardStart(
            address=options.words[0] if options.words else None,
            answers=answers,
            language=words.language,
            rulebook=load_rules,
            open_network=open_network,
            demo=options.demo,
            failed_logins=failed_logins,
            last_case=last_case_path(demo=options.demo),
        )
    )


def _given_address(options: Options, words: Words) -> "EmailAddress | None":
    """The address that was given; with --demo that of the first situation where none was."""
    if options.demo and not options.words:
        from wizard.demo import SITUATIONS
        from wizard.model import EmailAddress

        return EmailAddress.parse(SITUATIONS[0].address)
    return optional_address(options, words)


def _whole_way(
    address: "EmailAddress",
    answers: Answers,
    options: Options,
    rules: "Rulebook",
    *,
    words: Words,
    diagnostics: Diagnostics,
) -> ExitCode:
    """Find and test the servers, advise, and show the settings."""
    from wizard.cli.hand_over import no_server_sentence
    from wizard.cli.investigation import exit_code_for_servers, look_into
    from wizard.cli.whole_way import advised_account, whole_way_report, whole_way_text

    investigation = look_into(address, options, rules, words=words, diagnostics=diagnostics)
    if options.json:
        output.write_json(whole_way_report(investigation, answers, rules, words))
    else:
        advice, account = advised_account(investigation, answers, rules)
        settings = account or no_server_sentence(investigation, advice.protocol, words)
        output.write_text(whole_way_text(investigation, advice, settings, rules, words))
    return exit_code_for_servers(investigation)
