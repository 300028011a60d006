"""A guide as JSON: mailwijzer.guide/1; and the list of mail programs: mailwijzer.clients/1."""

from wizard.cli.json_evidence import recommended
from wizard.i18n import Words
from wizard.model import EmailAddress, Guide, GuideSection, Rulebook
from wizard.pages.sentences import plain

Json = dict[str, object]


def clients_report(rulebook: Rulebook, words: Words) -> Json:
    """mailwijzer.clients/1."""
    return {
        "schema": "mailwijzer.clients/1",
        "clients": [{"id": word.value, "name": plain(client.name, words)} for word, client in rulebook.clients.items()],
    }


def guide_report(guide: Guide, address: EmailAddress, words: Words) -> Json:
    """mailwijzer.guide/1."""
    return {
        "schema": "mailwijzer.guide/1",
        "address": str(address),
        "client": guide.client.value,
        "name": plain(guide.name, words),
        "protocol": guide.protocol.value,
        "can_do": guide.can_do.value,
        "instead": guide.instead.value if guide.instead is not None else None,
        "incoming": _section(guide.incoming, words),
        "outgoing": _section(guide.outgoing, words) if guide.outgoing is not None else None,
        "username_assumed": guide.username_assumed,
        "steps": [plain(step, words) for step in guide.steps],
        "retention": plain(guide.retention, words) if guide.retention is not None else None,
        "backup": plain(guide.backup, words),
        "offline": plain(guide.offline, words),
        "send_elsewhere": plain(guide.send_elsewhere, words),
        "when_guessed_wrong": plain(guide.when_guessed_wrong, words),
        "notes": [plain(note, words) for note in guide.notes],
        "references": list(guide.references),
        "confidence": guide.confidence.value,
        "last_checked": guide.last_checked.isoformat(),
    }


def _section(section: GuideSection, words: Words) -> Json:
    fields: list[Json] = [
        {
            "label": plain(field.label, words),
            "field": field.field.value,
            "value": plain(field.value, words) if field.value is not None else None,
        }
        for field in section.fields
    ]
    return {"server": recommended(section.server), "fields": fields}
