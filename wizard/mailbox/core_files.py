"""A process that crashes with a password in memory leaves no image of that memory."""

import contextlib


def keep_out_of_core_files() -> None:
    """From here on a crash writes no core file; where the system knows no such limit, nothing happens."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
