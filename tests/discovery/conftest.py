from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.discovery.neighbourhood import Neighbourhood, neighbourhood


@pytest.fixture
def near(tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[Neighbourhood]]:
    return partial(neighbourhood, tmp_path)
