"""A typed server that does not work: what is wrong is said of its name or of its port."""

import pytest

from wizard.i18n import Words
from wizard.model import Endpoint, Failed, FailureReason, Language, Protocol, SocketType, Stage
from wizard.pages.typed_server import typed_failure_sentence

PLACE = Endpoint(protocol=Protocol.IMAP, hostname="xn--mil-qla.voorbeeld.nl", port=993, socket_type=SocketType.SSL)


@pytest.mark.parametrize(
    ("stage", "reason", "sentence"),
    [
        (Stage.RESOLVE, FailureReason.NO_SUCH_NAME, "mäil.voorbeeld.nl does not exist. Is it spelled right?"),
        (Stage.RESOLVE, FailureReason.NO_ADDRESS, "mäil.voorbeeld.nl: this name has no address."),
        (Stage.RESOLVE, FailureReason.TIMED_OUT, "mäil.voorbeeld.nl: no answer in time."),
        (Stage.CONNECT, FailureReason.TIMED_OUT, "Port 993: no answer in time."),
        (Stage.TLS, FailureReason.CERTIFICATE_EXPIRED, "Port 993: the certificate is not valid today."),
    ],
)
def test_a_failure_is_about_the_name_or_about_the_port(stage: Stage, reason: FailureReason, sentence: str) -> None:
    assert typed_failure_sentence(PLACE, Failed(stage=stage, reason=reason), Words(Language.EN)) == sentence
