"""The helpdesk of the rulebook's README: its files are written as they stand there, checked, and used."""

import re
from pathlib import Path

import pytest

from wizard import rulebook
from wizard.advisor import advise
from wizard.cli import main
from wizard.model import Answers, ClientChoice, Devices, Facts, Protocol, Rulebook, ServerSpace
from wizard.rulebook import built_in_folder

FILE = re.compile(r"^`helpdesk/([a-z/-]+\.yaml)`\n\n```yaml\n(.*?)```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def helpdesk(tmp_path: Path) -> Path:
    readme = (built_in_folder() / "README.md").read_text(encoding="utf-8")
    folder = tmp_path / "helpdesk"
    for name, content in FILE.findall(readme):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def said(rules: Rulebook, facts: Facts) -> list[str]:
    advice = advise(facts, rules)
    return [step.id for step in (*advice.do_first, *advice.measures)]


def test_it_has_a_provider_a_rule_and_a_rule_switched_off(helpdesk: Path) -> None:
    names = sorted(str(path.relative_to(helpdesk)) for path in helpdesk.rglob("*.yaml"))
    assert names == ["advice/helpdesk.yaml", "providers/glasdorp.yaml", "switched-off.yaml"]
    before, after = rulebook.load(), rulebook.load(helpdesk)
    ids = {rule.id for rule in before.rules}
    assert {rule.id for rule in after.rules} == ids - {"provider-manual"} | {"call-for-space"}


def test_it_is_in_order(helpdesk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert main(["rules", "check", "--rules", str(helpdesk)]) == 0
    assert "in order" in capsys.readouterr().out
    assert main(["rules", "explain", "call-for-space", "--rules", str(helpdesk)]) == 0
    assert "Call our helpdesk" in capsys.readouterr().out


def test_its_customers_get_its_servers_and_help_pages(helpdesk: Path) -> None:
    provider = rulebook.load(helpdesk).provider_for("glasdorp.example")
    assert provider is not None
    assert [server.endpoint.protocol for server in provider.servers] == [Protocol.IMAP, Protocol.POP3, Protocol.SMTP]
    assert [page.language for page in provider.published.help_pages] == ["nl", "en"]


def test_its_customers_hear_its_rule_and_nobody_else_does(helpdesk: Path) -> None:
    rules = rulebook.load(helpdesk)
    answers = Answers(devices=Devices.SEVERAL, server_space=ServerSpace.NEARLY_FULL, client=ClientChoice.OTHER)
    customer, stranger = Facts(answers=answers, provider="glasdorp"), Facts(answers=answers, provider="kpn")
    assert said(rules, customer)[:2] == ["call-for-space", "make-space"]
    assert "call-for-space" not in said(rules, stranger)
    assert "provider-manual" not in said(rules, stranger)
    assert "provider-manual" in said(rulebook.load(), stranger)
