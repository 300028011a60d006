"""How long tests wait for what is bounded."""

HICCUP = 2.0
"""Seconds that a busy machine may take on top of any limit. A test with a limit holds up for longer than both."""
PROMPT = 5.0
"""Seconds within which a process that is told to end has ended; what hangs in such a test hangs for far longer.

The half second that people are promised is measured by `tests/benchmarks/ending.py`.
"""
