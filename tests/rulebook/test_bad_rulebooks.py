"""Every mistake in a rulebook is reported with its file, line, key, and what was probably meant."""

import errno
import os
from pathlib import Path

import pytest

from wizard import rulebook
from wizard.errors import RulebookError, UnreadableFile

RULE = """\
many-devices:
  when: {devices: several}
  favours: imap
  strength: strong
  text: {nl: Veel apparaten., en: Many devices.}
  references: [S13]
  cases:
    fires: {devices: several}
    silent: {devices: one-phone}
"""
PROVIDER = """\
display_name: Voorbeeld
domains: [voorbeeld.example]
servers:
  - {protocol: imap, hostname: imap.voorbeeld.example, port: 993, socket_type: SSL}
references: [https://voorbeeld.example/help]
confidence: high
last_checked: 2026-11-23
"""
CLIENT = """\
name: {nl: Evolution, en: Evolution}
supports: {imap: yes, pop3: no, smtp: yes}
guides:
  imap:
    incoming:
      - {label: {nl: Server, en: Server}, value: hostname}
    outgoing: []
    steps:
      - {nl: "Typ {hostname}.", en: "Type {hostname}."}
backup: {nl: a, en: a}
offline: {nl: a, en: a}
leave_on_server: {nl: a, en: a}
send_elsewhere: {nl: a, en: a}
when_guessed_wrong: {nl: a, en: a}
references: [https://voorbeeld.example/help]
confidence: low
last_checked: 2026-11-23
"""
QUESTION = """\
folders:
  text: {nl: Mappen?, en: Folders?}
  why: {nl: Daarom., en: Because.}
  choices:
    yes: {nl: Ja, en: Yes}
    no: {nl: Nee, en: No}
    unsure: {nl: Weet niet, en: Unsure}
"""
OFFLINE = """\
offline:
  text: {nl: Zonder internet?, en: Without internet?}
  why: {nl: Daarom., en: Because.}
  choices:
    rarely: {nl: Nee, en: No}
    often: {nl: Ja, en: Yes}
    unsure: {nl: Weet niet, en: Unsure}
"""
EFFECTS = "favours, exclude, last_resort, variant, measure, do_first"
REFERENCES = 'S1 to S30, an RFC ("RFC 9051 section 2.3.2") nor an https address'
ANSWERS = (
    "devices, people, webmail, backups, current_setup, server_space, old_mail_on_computer, offline, keep_at_provider, "
    "folders, leaving_provider, sends_elsewhere, client"
)


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        rulebook.load(folder)
    return [line.removeprefix(f"{folder}/") for line in caught.value.problems]


def test_the_sample_rule_is_good(tmp_path: Path) -> None:
    loaded = rulebook.load(write(tmp_path, {"advice/mine.yaml": RULE}))
    assert "many-devices" in {rule.id for rule in loaded.rules}


def test_the_other_samples_are_good(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "providers/voorbeeld.yaml": PROVIDER,
        "clients/evolution.yaml": CLIENT,
        "questions.yaml": QUESTION,
    }
    loaded = rulebook.load(write(tmp_path, files))
    assert loaded.providers["voorbeeld"].domains == ("voorbeeld.example",)
    assert [question.text.en for question in loaded.questions if question.key == "folders"] == ["Folders?"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "  when:",
            "  wen:",
            ['2: many-devices.wen: unknown key (did you mean "when"?)', '1: many-devices: "when" is missing'],
            id="unknown key",
        ),
        pytest.param(
            "favours: imap", "favours: [imap]", ["3: many-devices.favours: must be a text"], id="list for word"
        ),
        pytest.param(
            "text: {nl: Veel apparaten., en: Many devices.}",
            "text: Veel",
            ["5: many-devices.text: must be a mapping (key: value)"],
            id="word for mapping",
        ),
        pytest.param("[S13]", "S13", ["6: many-devices.references: must be a list"], id="word for list"),
        pytest.param(
            "when: {devices",
            "when: {device",
            ['2: many-devices.when.device: unknown path "device" (did you mean "devices"?)'],
            id="unknown path",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {server.pop: no}",
            ['2: many-devices.when.server.pop: unknown path "server.pop" (did you mean "server.pop3"?)'],
            id="unknown dotted path",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {devices: sevral}",
            ['2: many-devices.when.devices: unknown word "sevral" (did you mean "several"?)'],
            id="unknown word",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {devices: [several, 3]}",
            ['2: many-devices.when.devices[1]: unknown word "3" (allowed: one-computer, one-phone, several, unsure)'],
            id="unknown word in a list",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {folders: true}",
            ['2: many-devices.when.folders: unknown word "true" (allowed: yes, no, unsure)'],
            id="true is no yes",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {any: {devices: several}}",
            ["2: many-devices.when.any: must be a list"],
            id="any without a list",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {all: []}",
            ["2: many-devices.when.all: must hold at least one item"],
            id="empty all",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {not: {}}",
            ["2: many-devices.when.not: must hold at least one condition"],
            id="empty not",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {devices: []}",
            ["2: many-devices.when.devices: must hold at least one item"],
            id="no words",
        ),
        pytest.param(
            "when: {devices: several}", "when: {devices: }", ["2: many-devices.when.devices: is empty"], id="empty word"
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {devices: several, all: [{devices: one-phone}]}",
            ['2: many-devices.when: can never hold: it leaves no word for "devices"'],
            id="contradiction",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {devices: several, not: {any: [{devices: several}, {folders: yes}]}}",
            ['2: many-devices.when: can never hold: it leaves no word for "devices"'],
            id="contradiction with not",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {not: {folders: [yes, no, unsure]}}",
            ['2: many-devices.when: can never hold: it leaves no word for "folders"'],
            id="no word left",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {provider: icloud, all: [{provider: proton}]}",
            ['2: many-devices.when: can never hold: it leaves no word for "provider"'],
            id="two providers at once",
        ),
        pytest.param(
            "when: {devices: several}",
            "when: {provider: icluod}",
            ['2: many-devices.when.provider: unknown provider "icluod" (did you mean "icloud"?)'],
            id="unknown provider",
        ),
        pytest.param(
            "favours: imap",
            "favours: smtp",
            ["3: many-devices.favours: the advice is about imap and pop3"],
            id="not incoming",
        ),
        pytest.param(
            "strength: strong",
            "strength: stronk",
            ['4: many-devices.strength: unknown word "stronk" (did you mean "strong"?)'],
            id="unknown strength",
        ),
        pytest.param("  strength: strong\n", "", ['1: many-devices: "strength" is missing'], id="no strength"),
        pytest.param(
            "  favours: imap\n",
            "",
            [
                f"1: many-devices: needs exactly one of {EFFECTS}; has none",
                '3: many-devices.strength: belongs beside "favours" only',
            ],
            id="no effect",
        ),
        pytest.param(
            "  strength: strong\n",
            "  strength: strong\n  exclude: pop3\n",
            [f"1: many-devices: needs exactly one of {EFFECTS}; has favours and exclude"],
            id="two effects",
        ),
        pytest.param(
            "  favours: imap\n  strength: strong\n",
            "  variant: imap\n",
            ['3: many-devices.variant: "imap" is what stands without a variant'],
            id="plain variant",
        ),
        pytest.param(
            "  favours: imap\n  strength: strong\n",
            "  measure: {for: [imap, nothing-left], rank: 10}\n",
            ['3: many-devices.measure: "nothing-left" belongs in "do_first" only'],
            id="measure for nothing",
        ),
        pytest.param(
            "  favours: imap\n  strength: strong\n",
            "  do_first: {for: [imapp], rank: soon}\n",
            [
                '3: many-devices.do_first.for[0]: unknown word "imapp" (did you mean "imap"?)',
                "3: many-devices.do_first.rank: must be a whole number from 1 to 999",
            ],
            id="bad step",
        ),
        pytest.param(", en: Many devices.", "", ['5: many-devices.text: "en" is missing'], id="missing language"),
        pytest.param("en: Many devices.", "en: ''", ["5: many-devices.text.en: is empty"], id="empty language"),
        pytest.param(
            "en: Many devices.",
            "en: Many devices., de: Viele.",
            ["5: many-devices.text.de: unknown key (allowed: nl, en)"],
            id="third language",
        ),
        pytest.param(
            "en: Many devices.",
            "en: 'Many {devices}.'",
            [
                "5: many-devices.text: {devices} stands in one language only",
                "5: many-devices.text: unknown name {devices}",
            ],
            id="name in one language",
        ),
        pytest.param("  references: [S13]\n", "", ['1: many-devices: "references" is missing'], id="no references"),
        pytest.param("[S13]", "[]", ["6: many-devices.references: must hold at least one item"], id="empty references"),
        pytest.param(
            "[S13]", "[S13, S13]", ['6: many-devices.references[1]: "S13" stands here twice'], id="reference twice"
        ),
        pytest.param(
            "[S13]",
            "[S31]",
            [f'6: many-devices.references[0]: "S31" is neither {REFERENCES}'],
            id="no such statement",
        ),
        pytest.param(
            "    silent: {devices: one-phone}\n",
            "",
            ['7: many-devices.cases: "silent" is missing'],
            id="no silent case",
        ),
        pytest.param(
            "fires: {devices: several}",
            "fires: {devices: seven}",
            ['8: many-devices.cases.fires.devices: unknown word "seven" (did you mean "several"?)'],
            id="unknown word in a case",
        ),
        pytest.param(
            "many-devices:",
            "Many_Devices:",
            ["1: Many_Devices: an id is made of small letters, digits and single hyphens"],
            id="bad id",
        ),
        pytest.param(
            "  favours: imap",
            "  favours: imap\n  favours: pop3",
            ["4: many-devices.favours: the key stands here twice (first on line 3)"],
            id="repeated key",
        ),
        pytest.param(
            "  when: {devices: several}",
            "  when: &w {devices: several}",
            ["2: many-devices.when: anchors are not allowed (&w)"],
            id="anchor",
        ),
        pytest.param(
            "fires: {devices: several}",
            "fires: *w",
            ["8: many-devices.cases.fires: aliases (*) are not allowed"],
            id="alias",
        ),
        pytest.param(
            "favours: imap",
            "favours: !protocol imap",
            ["3: many-devices.favours: tags are not allowed (!protocol)"],
            id="unknown tag",
        ),
    ],
)
def test_bad_rules(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in RULE
    folder = write(tmp_path, {"advice/mine.yaml": RULE.replace(old, new)})
    assert problems(folder) == [f"advice/mine.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("[voorbeeld.example]", "[]", ["2: domains: must hold at least one item"], id="no domain"),
        pytest.param(
            "[voorbeeld.example]",
            "[voor beeld]",
            ['2: domains[0]: "voor beeld" is no host or domain name'],
            id="bad domain",
        ),
        pytest.param(
            "[voorbeeld.example]",
            "[kpnmail.nl]",
            ['1: domains: "kpnmail.nl" stands in providers/kpn.yaml already'],
            id="domain of another",
        ),
        pytest.param(
            "port: 993",
            "port: 65536",
            ["4: servers[0].port: must be a whole number from 1 to 65535"],
            id="port too high",
        ),
        pytest.param(
            "port: 993", "port: 0993x", ["4: servers[0].port: must be a whole number from 1 to 65535"], id="no number"
        ),
        pytest.param("port: 993, ", "", ['4: servers[0]: "port" is missing'], id="no port"),
        pytest.param(
            "socket_type: SSL",
            "socket_type: ssl",
            ['4: servers[0].socket_type: unknown word "ssl" (allowed: SSL, STARTTLS, plain)'],
            id="lower case",
        ),
        pytest.param(
            "socket_type: SSL",
            "socket_type: plain",
            ["4: servers[0].socket_type: a server without encryption is never handed out"],
            id="plain",
        ),
        pytest.param(
            "hostname: imap.voorbeeld.example",
            "hostname: 127.0.0.1",
            ['4: servers[0].hostname: "127.0.0.1" is no host or domain name'],
            id="IP address",
        ),
        pytest.param(
            "socket_type: SSL}",
            "socket_type: SSL, username: anna}",
            ["4: servers[0].username: must hold %EMAILADDRESS%, %EMAILLOCALPART% or %EMAILDOMAIN%"],
            id="one person's user name",
        ),
        pytest.param(
            "socket_type: SSL}",
            "socket_type: SSL, authentication: [password]}",
            ['4: servers[0].authentication[0]: unknown word "password" (did you mean "password-cleartext"?)'],
            id="unknown authentication",
        ),
        pytest.param(
            "confidence: high",
            "confidence: certain",
            ['6: confidence: unknown word "certain" (allowed: high, medium, low)'],
            id="confidence",
        ),
        pytest.param(
            "2026-11-23", "23-11-2026", ["7: last_checked: must be a date as year-month-day"], id="date backwards"
        ),
        pytest.param(
            "2026-11-23", "2026-02-30", ["7: last_checked: must be a date as year-month-day"], id="no such day"
        ),
        pytest.param(
            "references:", "lacks: [imap]\nreferences:", ['5: lacks: "imap" has a server here'], id="lacks what it has"
        ),
        pytest.param(
            "references:",
            "hints: [{id: app-password, text: {nl: a, en: b}}]\nreferences:",
            ['5: hints[0].id: unknown word "app-password" (did you mean "app-password-needed"?)'],
            id="unknown hint",
        ),
        pytest.param(
            "references:",
            "help_pages: [{url: 'http://x.example'}]\nreferences:",
            ["5: help_pages[0].url: must be an https address"],
            id="page over http",
        ),
        pytest.param(
            "references:",
            "help_page: []\nreferences:",
            ['5: help_page: unknown key (did you mean "help_pages"?)'],
            id="unknown key",
        ),
    ],
)
def test_bad_providers(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in PROVIDER
    folder = write(tmp_path, {"providers/voorbeeld.yaml": PROVIDER.replace(old, new)})
    assert problems(folder) == [f"providers/voorbeeld.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "imap: yes, pop3",
            "imap: no, pop3",
            ['4: guides.imap: a guide for what "supports" says it cannot: imap'],
            id="guide for no",
        ),
        pytest.param("pop3: no", "pop3: yes", ['3: guides: "pop3" is missing'], id="no guide for yes"),
        pytest.param(
            "pop3: no",
            "pop3: true",
            ['2: supports.pop3: unknown word "true" (allowed: yes, no, unknown)'],
            id="true is no yes",
        ),
        pytest.param(
            "value: hostname",
            "value: host",
            ['6: guides.imap.incoming[0].value: unknown word "host" (did you mean "hostname"?)'],
            id="unknown value",
        ),
        pytest.param(
            '"Typ {hostname}.", en: "Type {hostname}."',
            '"Typ {host}.", en: "Type {host}."',
            ['9: guides.imap.steps[0]: unknown name {host} (did you mean "hostname"?)'],
            id="unknown name",
        ),
        pytest.param(
            'en: "Type {hostname}."',
            'en: "Type {port}."',
            ["9: guides.imap.steps[0]: {hostname}, {port} stands in one language only"],
            id="other names",
        ),
        pytest.param("offline: {nl: a, en: a}\n", "", ['1: "offline" is missing'], id="no recipe"),
    ],
)
def test_bad_clients(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in CLIENT
    folder = write(tmp_path, {"clients/evolution.yaml": CLIENT.replace(old, new)})
    assert problems(folder) == [f"clients/evolution.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "folders:", "folder:", ['1: folder: unknown question (did you mean "folders"?)'], id="unknown question"
        ),
        pytest.param("    no: {nl: Nee, en: No}\n", "", ['4: folders.choices: "no" is missing'], id="missing choice"),
        pytest.param(
            "    yes:",
            "    maybe: {nl: a, en: b}\n    yes:",
            ["5: folders.choices.maybe: unknown key (allowed: yes, no, unsure)"],
            id="unknown choice",
        ),
        pytest.param(
            "en: No}", f"en: {'n' * 61}}}", ["6: folders.choices.no: is longer than 60 characters"], id="long choice"
        ),
        pytest.param(
            "en: Because.", f"en: {'b' * 221}", ["3: folders.why: is longer than 220 characters"], id="long why"
        ),
        pytest.param(
            "    no: {nl: Nee, en: No}\n    unsure: {nl: Weet niet, en: Unsure}\n",
            "    unsure: {nl: Weet niet, en: Unsure}\n    no: {nl: Nee, en: No}\n",
            ['4: folders.choices: "unsure" must stand last'],
            id="unsure not last",
        ),
    ],
)
def test_bad_questions(tmp_path: Path, old: str, new: str, expected: list[str]) -> None:
    assert old in QUESTION
    folder = write(tmp_path, {"questions.yaml": QUESTION.replace(old, new)})
    assert problems(folder) == [f"questions.yaml:{line}" for line in expected]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"advice/a.yaml": RULE, "advice/b.yaml": RULE},
            ["advice/b.yaml:1: many-devices: this id stands in {folder}/advice/a.yaml:1 already"],
            id="id in two files",
        ),
        pytest.param(
            {"clients/pine.yaml": CLIENT}, ["clients/pine.yaml:1: no mail program of this name"], id="unknown client"
        ),
        pytest.param(
            {"provider/voorbeeld.yaml": PROVIDER},
            ['provider:1: no part of a rulebook (did you mean "providers"?)'],
            id="unknown folder",
        ),
        pytest.param(
            {"advice/mine.yml": RULE}, ["advice/mine.yml:1: the name must end in .yaml"], id="other extension"
        ),
        pytest.param(
            {"switched-off.yaml": "[several-device]"},
            ['switched-off.yaml:1: [0]: no rule "several-device" (did you mean "several-devices"?)'],
            id="switching off what is not there",
        ),
        pytest.param(
            {"findings.yaml": "certificate-expire: {seen: {nl: a, en: a}, next_step: {nl: a, en: a}}"},
            ['findings.yaml:1: certificate-expire: unknown key (did you mean "certificate-expired"?)'],
            id="unknown finding",
        ),
        pytest.param(
            {"advice/mine.yaml": b"a: " + b"x" * 1024 * 1024},
            ["advice/mine.yaml:1: the file is larger than 1048576 bytes"],
            id="too large",
        ),
        pytest.param(
            {"advice/mine.yaml": b"- x\n" * 2_621_440},
            ["advice/mine.yaml:1: the file is larger than 1048576 bytes"],
            id="ten megabytes",
        ),
        pytest.param(
            {"advice/mine.yaml": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"},
            [
                "advice/mine.yaml:1: a: anchors are not allowed (&a)",
                "advice/mine.yaml:2: b: anchors are not allowed (&b)",
                "advice/mine.yaml:2: b[0]: aliases (*) are not allowed",
                "advice/mine.yaml:2: b[1]: aliases (*) are not allowed",
                "advice/mine.yaml:3: c: anchors are not allowed (&c)",
                "advice/mine.yaml:3: c[0]: aliases (*) are not allowed",
                "advice/mine.yaml:3: c[1]: aliases (*) are not allowed",
            ],
            id="a bomb of anchors",
        ),
        pytest.param(
            {"questions.yaml": QUESTION.replace("  choices:", "  ask_when: {sends_elsewhere: yes}\n  choices:")},
            ['questions.yaml:1: folders.ask_when: waits for "sends_elsewhere", which is asked later'],
            id="waits for a later question",
        ),
        pytest.param(
            {"questions.yaml": QUESTION.replace("  choices:", "  ask_when: {not: {folders: no}}\n  choices:")},
            ["questions.yaml:1: folders.ask_when: waits for its own answer"],
            id="waits for itself",
        ),
        pytest.param(
            {
                "questions.yaml": QUESTION.replace("  choices:", "  ask_when: {offline: often}\n  choices:")
                + OFFLINE.replace("  choices:", "  ask_when: {any: [{folders: yes}, {devices: several}]}\n  choices:")
            },
            ['questions.yaml:1: folders.ask_when: waits for "offline", which is asked later'],
            id="two questions that wait for each other",
        ),
        pytest.param({"advice/mine.yaml": "- a"}, ["advice/mine.yaml:1: must be a mapping (key: value)"], id="a list"),
        pytest.param(
            {"advice/a.yaml": "a: {}", "providers/p.yaml": "[", "questions.yaml": "x: {}"},
            [
                'advice/a.yaml:1: a: "when" is missing',
                'advice/a.yaml:1: a: "text" is missing',
                'advice/a.yaml:1: a: "references" is missing',
                'advice/a.yaml:1: a: "cases" is missing',
                f"advice/a.yaml:1: a: needs exactly one of {EFFECTS}; has none",
                "questions.yaml:1: x: unknown question",
                "providers/p.yaml:2: no valid YAML: did not find expected node content",
            ],
            id="several files at once",
        ),
    ],
)
def test_bad_folders(tmp_path: Path, files: dict[str, str | bytes], expected: list[str]) -> None:
    folder = write(tmp_path, files)
    found = problems(folder)
    assert sorted(found) == sorted(line.replace("{folder}", str(folder)) for line in expected)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "advice" / "mine.yaml").mkdir(parents=True)
    assert problems(tmp_path) == ["advice/mine.yaml:1: cannot be read: Is a directory"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        rulebook.load(tmp_path / "nowhere")
    assert caught.value.path == str(tmp_path / "nowhere")


def test_a_rulebook_alone_must_be_whole(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as caught:
        rulebook.load_folders([(write(tmp_path, {"advice/mine.yaml": RULE}), "rules")])
    assert caught.value.problems == (
        f"rules/questions.yaml:1: no question for {ANSWERS}",
        "rules/advice/outcomes.yaml:1: no text for imap, imap-with-archive, pop-keep-copy, pop-empty-server",
    )


def test_a_folder_that_nobody_may_look_at_is_one_error(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 300)  # what the system says no to, whoever runs this test

    with pytest.raises(UnreadableFile) as caught:
        rulebook.load(folder)
    assert (caught.value.path, caught.value.reason) == (str(folder), os.strerror(errno.ENAMETOOLONG))
