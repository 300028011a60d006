"""How soon the program has ended after Ctrl-C, at many moments of its start and its run.

`python -m tests.benchmarks.ending`. From the signal to the end of the process; people are promised half a second.
"""

import signal
import statistics
import subprocess
import sys
import time

MOMENTS = (0.1, 0.2, 0.4, 0.7, 1.1, 1.6, 2.2)
"""Seconds after the start; Python itself takes a part of the first tenth."""
COMMANDS = {
    "probe": ("probe", "--demo", "anna@never-greets.example"),
    "plain wizard": ("--plain", "--demo", "anna@never-greets.example"),
}


def seconds_to_end(arguments: tuple[str, ...], moment: float) -> float:
    """One run, interrupted at this moment."""
    child = subprocess.Popen(
        [sys.executable, "-m", "wizard", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(moment)
        began = time.perf_counter()
        child.send_signal(signal.SIGINT)
        child.wait(10)
        return time.perf_counter() - began
    finally:
        child.kill()
        child.communicate()


if __name__ == "__main__":
    for name, arguments in COMMANDS.items():
        times = [seconds_to_end(arguments, moment) for moment in MOMENTS for _ in range(3)]
        print(f"{name:<13} median {statistics.median(times):.2f} s, slowest of {len(times)}: {max(times):.2f} s")
