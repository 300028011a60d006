"""Settings from a saved case: no network, and what was chosen then stays chosen."""

import json
from pathlib import Path

import pytest

from wizard.cli import main
from wizard.files import case_bytes
from wizard.model import (
    AdviceOutcome,
    Answers,
    AuthenticationMethod,
    Case,
    ClientChoice,
    Devices,
    EmailAddress,
    Endpoint,
    Language,
    Protocol,
    RecommendedServer,
    ServerSettings,
    SocketType,
    SourceName,
)


def server(protocol: Protocol, hostname: str, port: int) -> RecommendedServer:
    endpoint = Endpoint(protocol=protocol, hostname=hostname, port=port, socket_type=SocketType.SSL)
    settings = ServerSettings(
        endpoint=endpoint, username="%EMAILADDRESS%", authentication=(AuthenticationMethod.PASSWORD_CLEARTEXT,)
    )
    return RecommendedServer(
        settings=settings, source=SourceName.AUTOCONFIG, origin="https://voorbeeld.nl/", trusted=True, verified=True
    )


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    case = Case(
        address=EmailAddress.parse("anna@voorbeeld.nl"),
        full_name="Anna de Vries",
        answers=Answers(devices=Devices.SEVERAL),
        servers=(
            server(Protocol.IMAP, "imap.voorbeeld.nl", 993),
            server(Protocol.IMAP, "imap2.voorbeeld.nl", 993),
            server(Protocol.POP3, "pop.voorbeeld.nl", 995),
            server(Protocol.SMTP, "smtp.voorbeeld.nl", 465),
        ),
        outcome=AdviceOutcome.IMAP,
        chosen=Protocol.POP3,
        client=ClientChoice.THUNDERBIRD,
        language=Language.EN,
    )
    path = tmp_path / "case.yaml"
    path.write_bytes(case_bytes(case))
    return path


@pytest.mark.parametrize(
    ("arguments", "protocol", "hostname", "name"),
    [
        ([], "pop3", "pop.voorbeeld.nl", "Anna de Vries"),
        (["anna@voorbeeld.nl"], "pop3", "pop.voorbeeld.nl", "Anna de Vries"),
        (["--protocol", "imap"], "imap", "imap.voorbeeld.nl", "Anna de Vries"),
        (["--name", "A. de Vries"], "pop3", "pop.voorbeeld.nl", "A. de Vries"),
    ],
    ids=["as it was chosen", "with its address", "another protocol", "another name"],
)
def test_export_of_a_case(
    case_file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], protocol: str, hostname: str, name: str
) -> None:
    code = main(["export", "--format", "json", "--case", str(case_file), *arguments])
    account = json.loads(capsys.readouterr().out)

    assert code == 0
    assert account["address"] == "anna@voorbeeld.nl"
    assert (account["protocol"], account["incoming"]["hostname"], account["full_name"]) == (protocol, hostname, name)
    assert account["outgoing"]["hostname"] == "smtp.voorbeeld.nl"


def test_the_sheet_of_a_case_has_the_steps_of_its_program(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["export", "--format", "sheet", "--case", str(case_file), "--language", "en"])

    assert code == 0
    assert "Thunderbird" in capsys.readouterr().out


def test_guide_for_a_case(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["guide", "--client", "apple-mail", "--case", str(case_file)])

    assert code == 0
    assert "pop.voorbeeld.nl" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("mailwijzer.case/1", "mailwijzer.case/2"), "another version"),
        (lambda text: text.replace("anna@voorbeeld.nl", "anna"), "damaged"),
        (lambda text: text.replace("several", "sev\\x1beral"), "damaged"),
        (lambda _text: "something else", "it is not a saved case"),
    ],
    ids=["newer", "no address", "unknown answer", "no case"],
)
def test_a_case_that_cannot_be_used(
    case_file: Path, capsys: pytest.CaptureFixture[str], change: "object", message: str
) -> None:
    assert callable(change)
    case_file.write_text(change(case_file.read_text(encoding="utf-8")), encoding="utf-8")

    code = main(["guide", "--client", "thunderbird", "--case", str(case_file), "--language", "en"])
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert err.startswith(f"{case_file} cannot be used: ")
    assert message in err
    assert err.count("\n") == 1


def test_a_case_of_somebody_else(case_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["guide", "bert@voorbeeld.nl", "--client", "thunderbird", "--case", str(case_file), "--language", "en"])

    assert code == 2
    assert capsys.readouterr().err == "The case is about anna@voorbeeld.nl.\n"


@pytest.mark.parametrize("arguments", [[], ["--plain"], ["probe"]], ids=str)
def test_a_case_in_the_place_of_the_address_says_how_to_open_it(
    case_file: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code = main([*arguments, str(case_file), "--language", "en"])
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert "is a saved case, not an address" in err
    assert "mailwijzer guide --case FILE" in err
