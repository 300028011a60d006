"""One table from what libraries and the system raise to a reason in our own words."""

from wizard.model import FailureReason


class StreamError(Exception):
    """The other side broke a rule of ours or of its protocol; `reason` says which, `detail` is printable."""

    def __init__(self, reason: FailureReason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
