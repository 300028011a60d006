"""One conversation from its first word to its last; `MAILWIJZER_GOLDEN=write pytest` writes it anew."""

import os
import re
from pathlib import Path

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import TO_SETTINGS, timeless
from wizard import rulebook

GOLDEN = Path(__file__).parent / "golden"
RULES = rulebook.load()
ANNA = "anna@all-well.example"


def test_the_whole_conversation(speaker: Speaker) -> None:
    with speaker.talk(ANNA) as talk:
        talk.number()
        talk.wait_for_the_check()
        talk.choose("?")
        talk.choose("3")
        talk.choose("5")
        program = RULES.questions[1].choice("thunderbird").text.in_language(speaker.language)
        talk.choose("b", "“{answer}” stays", answer=program)
        for answer in ("", "1", "", "", ""):
            talk.choose(answer)
        talk.reply("", TO_SETTINGS)
        talk.reply("1", TO_SETTINGS)
        talk.choose("", "go on")
        talk.choose("1", "none")
        talk.choose("3", "none")
        talk.choose("", "go on")
        talk.choose("", "stop")
        talk.choose("2", "stop")
        talk.reply("1", "Numbers, with spaces between them (Enter: nothing): ")
        talk.reply("1 2", "In which folder? (Enter: {path}) ", path=speaker.desk)
        talk.choose("", "stop")
        talk.type("")
        assert talk.ends()[0] == 0
    said = re.sub(rf"\s+{re.escape(str(speaker.desk))}", " /srv/mail", timeless(talk.transcript))
    path = GOLDEN / f"conversation.{speaker.language}.txt"
    if os.environ.get("MAILWIJZER_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")
