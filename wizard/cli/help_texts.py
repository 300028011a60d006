"""What --help says, in the user's language."""

import argparse
from collections.abc import Iterable

from wizard.i18n import Words


def usage(verb: str, _: Words) -> str:
    """How the task is typed; the verb as in `options.Verb`."""
    address, options, task = _("ADDRESS"), _("[OPTIONS]"), _("TASK")
    file_format, program, rule = _("FORMAT"), _("PROGRAM"), _("RULE")
    match verb:
        case "advise":
            return f"mailwijzer advise [{address}] {options}"
        case "export":
            return f"mailwijzer export {address} --format {file_format} {options}"
        case "guide":
            return f"mailwijzer guide {address} --client {program} {options}"
        case "lint":
            what = _("FILE|URL|DOMAIN")
            return f"mailwijzer lint {what} {options}"
        case "diagnose":
            symptom, message = "sending|garbled|sign-in", _("“ERROR MESSAGE”")
            lines = (f"{symptom} {address}", f"{message} [{address}]")
            return "\n       ".join(f"mailwijzer diagnose {line} {options}" for line in lines)
        case "rules":
            return f"mailwijzer rules check|list|explain [{rule}] {options}"
        case "discover" | "probe":
            return f"mailwijzer {verb} {address} {options}"
        case _:
            return f"mailwijzer [{address}] {options}\n       mailwijzer {task} {options}"


def summary(verb: str, _: Words) -> str:
    """What the task does, in one line."""
    match verb:
        case "discover":
            return _("shows what is published or known about this address; connects to no mail server")
        case "probe":
            return _("finds the mail servers and tests each of them with a real connection")
        case "advise":
            return _("says IMAP or POP, with the reasons")
        case "export":
            return _("gives the settings as a file that programs import")
        case "guide":
            return _("gives the steps for one mail program")
        case "lint":
            return _("checks published settings against their format and against the real servers")
        case "diagnose":
            return _("finds out why sending, reading or signing in fails, or what an error message means")
        case "rules":
            return _("checks the rulebook, lists its rules, or explains one of them")
        case _:
            return _("asks a few questions, tests the mail servers, and helps to set up the mail")


def description(verb: str, _: Words) -> str:
    """The summary as a sentence."""
    sentence = summary(verb, _)
    return f"{sentence[0].upper()}{sentence[1:]}."


def epilog(verb: str, _: Words) -> str | None:
    """The list of tasks, under the help of the wizard only."""
    if verb != "wizard":
        return None
    verbs = ("discover", "probe", "advise", "export", "guide", "diagnose", "lint", "rules")
    lines = [_("Tasks:"), *(f"  {name:<10}{summary(name, _)}" for name in verbs)]
    return "\n".join([*lines, "", _("“mailwijzer {task} --help” tells more about a task.", task=_("TASK"))])


def formatter_class(_: Words) -> type[argparse.HelpFormatter]:
    """A formatter that says "usage" in the user's language and leaves our line ends alone."""

    class Formatter(argparse.RawDescriptionHelpFormatter):
        def add_usage(
            self,
            usage: str | None,
            actions: Iterable[argparse.Action],
            groups: Iterable[argparse._MutuallyExclusiveGroup],
            prefix: str | None = None,
        ) -> None:
            super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)

    return Formatter
