"""The interface's own words: which language, the catalogue, and the words for the model's closed lists."""

from wizard.i18n.catalogue import Words, preferred_language

__all__ = ["Words", "preferred_language"]
