"""The case that was open last: kept without secrets, readable by the user alone, so that it can be resumed."""

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from wizard.errors import UnreadableFile, UnwritableFile
from wizard.journey.session import Session

if TYPE_CHECKING:
    from wizard.model import Case


def last_case_path(*, demo: bool) -> Path | None:
    """Where the last case stands; the demo keeps its own. None where the user has no folder, as in a container."""
    import platformdirs

    name = "last-demo-case.yaml" if demo else "last-case.yaml"
    try:
        return platformdirs.user_state_path("mailwijzer", appauthor=False) / name
    except RuntimeError:
        return None


def case_of(session: Session) -> "Case | None":
    """The session as a case; None before there is an address."""
    from wizard.model import Case, ClientChoice

    if session.address is None:
        return None
    account = session.account
    servers = [account.incoming, account.outgoing, *account.alternatives] if account is not None else []
    return Case(
        address=session.address,
        full_name=session.full_name,
        answers=session.answers,
        servers=tuple(server for server in servers if server is not None),
        outcome=session.advice.outcome,
        chosen=session.protocol,
        client=session.client or session.answers.client or ClientChoice.UNSURE,
        language=session.language,
    )


def keep(path: Path, case: "Case") -> None:
    """Saves the case; a folder that cannot be written must not stop anybody."""
    from wizard import files

    with contextlib.suppress(UnwritableFile, OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.save(path, files.case_bytes(case), overwrite=True)


def kept(path: Path) -> "Case | None":
    """The case that was kept, if it is there and can be read."""
    from wizard import files

    try:
        return files.read_case(path)
    except UnreadableFile:
        return None
