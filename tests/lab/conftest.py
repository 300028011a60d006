"""The laboratory: real servers at their real ports, in a network of their own, started once for all tests."""

import os
from collections.abc import Iterator

import pytest

from tests.lab.laboratory import Laboratory, build
from tests.lab.namespace import namespace, obstacle
from tests.lab.publishing import publish


@pytest.fixture(scope="session")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laboratory]:
    if reason := obstacle():
        if os.environ.get("MAILWIJZER_LAB") == "required":
            pytest.fail(f"the laboratory is required, but cannot be built: {reason}")
        pytest.skip(f"no laboratory: {reason}")
    state = tmp_path_factory.mktemp("laboratory")
    state.chmod(0o755)
    with namespace(state) as inside:
        yield build(inside)


@pytest.fixture(scope="session")
def published(laboratory: Laboratory) -> tuple[str, ...]:
    """The network options with which one more domain is seen to publish its settings."""
    return publish(laboratory)
