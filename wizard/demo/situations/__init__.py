"""The table of situations: data only. What its lines mean stands in `wizard.demo.situation`."""

from wizard.demo.situation import Situation
from wizard.demo.situations.absence import NOTHING_THERE
from wizard.demo.situations.elsewhere import ELSEWHERE
from wizard.demo.situations.encryption import ENCRYPTION
from wizard.demo.situations.network import NETWORK
from wizard.demo.situations.published import PUBLISHED
from wizard.demo.situations.signed_in import SIGNED_IN

SITUATIONS: tuple[Situation, ...] = (*PUBLISHED, *ELSEWHERE, *ENCRYPTION, *NETWORK, *NOTHING_THERE, *SIGNED_IN)
"""The first is the one where all is well."""

__all__ = ["SITUATIONS"]
