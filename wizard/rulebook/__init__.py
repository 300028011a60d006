"""The rulebook: `rules/*.yaml` as model objects; every problem reported with file, line and key."""

from wizard.rulebook.conditions import paths_of_facts
from wizard.rulebook.loading import built_in_folder, load, load_folders
from wizard.rulebook.tree import Fields, Items, Node, NotReadable, Word, parse, plain

__all__ = [
    "Fields",
    "Items",
    "Node",
    "NotReadable",
    "Word",
    "built_in_folder",
    "load",
    "load_folders",
    "parse",
    "paths_of_facts",
    "plain",
]
