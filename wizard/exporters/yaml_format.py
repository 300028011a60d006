"""yaml: the account as data, for people who read along."""

import yaml

from wizard.exporters.exporter import Context
from wizard.exporters.facts import account_facts
from wizard.model import Account, Obstacle

NAME = "yaml"
EXTENSION = "yaml"
MEDIA_TYPE = "application/yaml"


def obstacle(account: Account) -> Obstacle | None:
    """None: data can say everything."""
    del account
    return None


def export(account: Account, context: Context) -> bytes:
    """One YAML document, UTF-8, in the order of the JSON; without tags, anchors or wrapped lines."""
    del context
    text: str = yaml.dump(
        account_facts(account), Dumper=_PlainDumper, sort_keys=False, allow_unicode=True, width=1_000_000
    )
    return text.encode()


class _PlainDumper(yaml.SafeDumper):
    """Repeats a value instead of pointing at it: aliases are hard to read."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True
