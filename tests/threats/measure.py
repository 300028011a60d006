"""Runs a program within limits and writes what it took as JSON: `measure.py REPORT PROGRAM ARGUMENT...`.

A program of its own, and a small one: what a child is said to have used at most begins with what its parent used.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

ADDRESS_SPACE = 1024 * 1024 * 1024


def main() -> int:
    report, *command = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
    started = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    seconds = time.monotonic() - started
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    Path(report).write_text(json.dumps({"megabytes": usage.ru_maxrss / 1024, "seconds": seconds}))
    return code


if __name__ == "__main__":
    sys.exit(main())
