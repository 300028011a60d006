"""json: the account as data."""

import json

from wizard.exporters.exporter import Context
from wizard.exporters.facts import account_facts
from wizard.model import Account, Obstacle

NAME = "json"
EXTENSION = "json"
MEDIA_TYPE = "application/json"


def obstacle(account: Account) -> Obstacle | None:
    """None: data can say everything."""
    del account
    return None


def export(account: Account, context: Context) -> bytes:
    """One JSON object, UTF-8, indented; its first key is `schema`."""
    del context
    return (json.dumps(account_facts(account), ensure_ascii=False, indent=2) + "\n").encode()
