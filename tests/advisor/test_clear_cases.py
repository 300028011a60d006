"""The cases that everybody agrees on, by name."""

import pytest

from wizard import rulebook
from wizard.advisor import Advisor
from wizard.model import Advice, Answers, Facts, Known, Protocol, Rulebook, ServerFacts

ALONE = {"devices": "one-computer", "people": "just-me", "webmail": "never", "backups": "regularly"}


@pytest.fixture(scope="module")
def built_in() -> Rulebook:
    return rulebook.load()


@pytest.fixture(scope="module")
def advisor(built_in: Rulebook) -> Advisor:
    return Advisor(built_in)


def answers(**words: str) -> Answers:
    given = Answers()
    for key, word in words.items():
        given = given.with_answer(key, word)
    return given


def facts(words: dict[str, str], *, imap: str = "unknown", pop3: str = "unknown", provider: str | None = None) -> Facts:
    return Facts(answers=answers(**words), server=ServerFacts(imap=Known(imap), pop3=Known(pop3)), provider=provider)


def ids(steps: object) -> list[str]:
    assert isinstance(steps, tuple)
    return [step.id for step in steps]


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param(facts({}), "imap", id="nothing known"),
        pytest.param(facts({"devices": "several"}), "imap", id="several devices"),
        pytest.param(facts({**ALONE, "server_space": "nearly-full"}), "pop-keep-copy", id="alone and nearly full"),
        pytest.param(
            facts({**ALONE, "server_space": "nearly-full", "backups": "never"}),
            "imap-with-archive",
            id="alone and nearly full without backups",
        ),
        pytest.param(
            facts({**ALONE, "keep_at_provider": "unwanted"}), "pop-empty-server", id="alone and not at the provider"
        ),
        pytest.param(facts({"devices": "one-phone"}), "imap", id="one phone"),
        pytest.param(facts({"current_setup": "mixed", "devices": "several"}), "imap", id="mixed"),
        pytest.param(facts({"leaving_provider": "yes"}), "imap-with-archive", id="leaving"),
        pytest.param(facts({}, imap="no", pop3="yes"), "pop-keep-copy", id="server offers only POP"),
        pytest.param(
            facts({"keep_at_provider": "unwanted"}, imap="no", pop3="yes"),
            "pop-empty-server",
            id="server offers only POP and nothing may stay",
        ),
        pytest.param(
            facts({**ALONE, "server_space": "nearly-full", "keep_at_provider": "unwanted"}, provider="icloud"),
            "imap-with-archive",
            id="iCloud whatever the answers",
        ),
        pytest.param(facts({}, provider="icloud"), "imap", id="iCloud"),
        pytest.param(facts(ALONE), "imap", id="alone with no reason for POP"),
        pytest.param(facts({**ALONE, "current_setup": "pop"}), "pop-keep-copy", id="happy with POP"),
        pytest.param(facts({**ALONE, "current_setup": "imap"}), "imap", id="happy with IMAP"),
        pytest.param(
            facts({**ALONE, "server_space": "nearly-full", "webmail": "sometimes"}), "imap-with-archive", id="webmail"
        ),
        pytest.param(
            facts({**ALONE, "server_space": "nearly-full", "webmail": "unsure"}),
            "imap-with-archive",
            id="unsure of the webmail",
        ),
        pytest.param(facts({"offline": "often", **ALONE}), "imap", id="offline is no reason for POP"),
        pytest.param(facts({}, imap="no", pop3="no"), None, id="nothing offered"),
        pytest.param(facts({"devices": "several"}, provider="tuta"), None, id="Tuta"),
        pytest.param(facts({}, provider="proton"), "imap", id="Proton"),
    ],
)
def test_the_outcome(advisor: Advisor, given: Facts, outcome: str | None) -> None:
    assert advisor.advise(given).outcome == outcome
    assert advisor.outcome(given) == outcome


def test_nothing_known_starts_with_two_for_imap(advisor: Advisor) -> None:
    advice = advisor.advise(Facts())
    assert advice.balance == {Protocol.IMAP: 2, Protocol.POP3: 0}
    assert [reason.rule for reason in advice.reasons] == ["in-doubt-imap"]
    assert (advice.against, advice.vetoed) == ((), {})


def test_reasons_name_the_answer_and_stand_by_strength(advisor: Advisor) -> None:
    advice = advisor.advise(facts({"devices": "several", "webmail": "sometimes", "backups": "never"}))
    assert [(reason.rule, dict(reason.because_of)) for reason in advice.reasons] == [
        ("several-devices", {"devices": "several"}),
        ("backups-never", {"backups": "never"}),
        ("webmail-sometimes", {"webmail": "sometimes"}),
        ("in-doubt-imap", {}),
    ]
    assert advice.balance == {Protocol.IMAP: 15, Protocol.POP3: 0}


def test_what_speaks_for_pop_is_not_hidden(advisor: Advisor) -> None:
    advice = advisor.advise(facts({"devices": "several", "server_space": "nearly-full"}))
    assert [reason.rule for reason in advice.against] == ["space-nearly-full"]


def test_the_space_problem_comes_first_without_backups(advisor: Advisor) -> None:
    advice = advisor.advise(facts({**ALONE, "server_space": "nearly-full", "backups": "never"}))
    assert ids(advice.do_first) == ["make-space"]


def test_mixed_use_starts_with_the_device_that_deletes(advisor: Advisor) -> None:
    advice = advisor.advise(facts({"current_setup": "mixed", "devices": "several"}))
    assert ids(advice.do_first)[0] == "stop-deleting-mixed"
    assert ids(advice.do_first)[1:3] == ["look-for-old-mail", "backup-before-moving"]


def test_leaving_copies_the_mail_before_the_address_ends(advisor: Advisor) -> None:
    advice = advisor.advise(facts({"leaving_provider": "yes"}))
    assert ids(advice.do_first) == ["copy-before-leaving"]
    assert ids(advice.measures)[0] == "archive-when-leaving"


def test_moving_from_pop_loses_nothing(advisor: Advisor) -> None:
    advice = advisor.advise(
        facts({"current_setup": "pop", "devices": "several", "old_mail_on_computer": "yes", "server_space": "enough"})
    )
    assert ids(advice.do_first) == [
        "stop-deleting-pop",
        "backup-before-moving",
        "check-space-before-copying",
        "copy-old-mail",
        "check-copies",
    ]
    assert "pop-off-everywhere" in ids(advice.measures)


def test_a_full_mailbox_keeps_its_old_mail_on_the_computer(advisor: Advisor) -> None:
    advice = advisor.advise(
        facts(
            {"current_setup": "pop", "devices": "several", "old_mail_on_computer": "yes", "server_space": "nearly-full"}
        )
    )
    assert ids(advice.do_first) == ["stop-deleting-pop", "backup-before-moving", "make-space", "keep-old-mail-there"]


def test_emptying_the_server_starts_with_the_backup(advisor: Advisor) -> None:
    advice = advisor.advise(facts({**ALONE, "keep_at_provider": "unwanted"}))
    assert ids(advice.do_first) == ["check-backup-before-emptying"]
    assert "lock-the-disk" in ids(advice.measures)


@pytest.mark.parametrize(("space", "measure"), [("enough", "keep-14-days"), ("nearly-full", "keep-7-days")])
def test_the_days_on_the_server(advisor: Advisor, space: str, measure: str) -> None:
    advice = advisor.advise(facts({"server_space": space}, imap="no"))
    assert [step for step in ids(advice.measures) if step.startswith("keep-")] == [measure]


def test_the_gate_says_why_it_decided(advisor: Advisor) -> None:
    advice = advisor.advise(facts({**ALONE, "server_space": "nearly-full", "backups": "unsure"}))
    assert advice.balance == {Protocol.IMAP: 2, Protocol.POP3: 4}
    assert advice.reasons[0].rule == "pop-only-when-safe"
    assert advice.reasons[0].because_of == {"backups": "unsure"}


def test_a_veto_is_the_reason_where_nothing_else_is(advisor: Advisor) -> None:
    advice = advisor.advise(facts({}, imap="no", pop3="yes"))
    assert [reason.rule for reason in advice.reasons] == ["server-without-imap"]
    assert advice.reasons[0].favours is Protocol.POP3
    assert [reason.rule for reason in advice.against] == ["in-doubt-imap"]
    assert advice.vetoed[Protocol.IMAP].rule == "server-without-imap"


def test_the_veto_that_names_the_provider_is_shown(advisor: Advisor) -> None:
    advice = advisor.advise(facts({}, imap="no", pop3="no", provider="tuta"))
    assert {protocol: veto.rule for protocol, veto in advice.vetoed.items()} == {
        Protocol.IMAP: "tuta-no-imap",
        Protocol.POP3: "tuta-no-pop",
    }
    assert (advice.outcome, advice.reasons, advice.against, advice.measures) == (None, (), (), ())


@pytest.mark.parametrize(
    ("given", "first"),
    [
        pytest.param(facts({}, provider="tuta"), "own-apps-only", id="Tuta"),
        pytest.param(facts({}, imap="no", pop3="no"), "ask-the-provider", id="nothing offered"),
        pytest.param(facts({}, imap="no", provider="icloud"), "ask-the-provider", id="iCloud without IMAP"),
    ],
)
def test_nothing_left_says_what_to_do(advisor: Advisor, given: Facts, first: str) -> None:
    advice = advisor.advise(given)
    assert advice.outcome is None
    assert first in ids(advice.do_first)


def test_what_would_change_the_advice(advisor: Advisor) -> None:
    advice = advisor.advise(facts({**ALONE, "server_space": "nearly-full"}))
    changes = {(change.question, change.answer): change.outcome for change in advice.changes_if}
    assert changes["devices", "several"] == "imap-with-archive"
    assert changes["backups", "never"] == "imap-with-archive"
    assert changes["server_space", "enough"] == "imap"
    assert changes["keep_at_provider", "unwanted"] == "pop-empty-server"
    assert ("sends_elsewhere", "yes") not in changes


def _check_changes(advisor: Advisor, given: Facts, advice: Advice) -> None:
    for change in advice.changes_if:
        assert change.outcome != advice.outcome
        if change.question != "client":
            other = Facts(
                answers=given.answers.with_answer(change.question, change.answer),
                server=given.server,
                client=given.client,
                provider=given.provider,
            )
            assert advisor.outcome(other) == change.outcome


@pytest.mark.parametrize("words", [{}, ALONE, {**ALONE, "current_setup": "pop"}, {"devices": "several"}])
def test_every_change_is_what_the_advice_would_be(advisor: Advisor, words: dict[str, str]) -> None:
    given = facts(words)
    _check_changes(advisor, given, advisor.advise(given))
