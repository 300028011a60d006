"""What a test of a server saw that the user typed."""

from wizard.i18n import Words
from wizard.i18n.probe_words import failure_word
from wizard.model import Endpoint, Failed, FailureReason, Stage
from wizard.model.domains import unicode_domain


def receiving_missing(_: Words) -> str:
    """What works of the servers that the user typed, and what she still needs."""
    return _("Sending works. A server for receiving is still missing.")


def typed_failure_sentence(endpoint: Endpoint, failed: Failed, _: Words) -> str:
    """Why the test failed: about the name where that leads nowhere, whatever the port; else about the port."""
    hostname = unicode_domain(endpoint.hostname)
    if failed.reason is FailureReason.NO_SUCH_NAME:
        return _("{hostname} does not exist. Is it spelled right?", hostname=hostname)
    failure = failure_word(failed.reason, _)
    if failed.stage is Stage.RESOLVE:
        return _("{hostname}: {failure}.", hostname=hostname, failure=failure)
    return _("Port {port}: {failure}.", port=endpoint.port, failure=failure)
