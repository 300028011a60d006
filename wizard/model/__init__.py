"""The vocabulary of the product: frozen values and closed lists of words, no input or output.

`from wizard.model import Rule` loads all of it. What the first picture of the wizard needs takes its few words from the
module where each stands (`from wizard.model.text import Language`), and loads nothing else.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.model.vocabulary import *  # noqa: F403 - its __all__ says what it gives
else:

    def __getattr__(name: str) -> object:
        return getattr(importlib.import_module("wizard.model.vocabulary"), name)
