"""What the talk about a password says: where it would go, what is asked, and what came of it."""

from __future__ import annotations

import os
from pathlib import Path

from wizard.i18n import Words
from wizard.journey.session import Session
from wizard.journey.signed_in import LoginTest, PasswordTask, SignedInResult
from wizard.mailbox import ConsentQuestion
from wizard.model import Consent, LoginPlan
from wizard.pages.login import consent_sentence, hints_page
from wizard.tui.page_lines import page_lines
from wizard.tui.text import BAD, CAUTION, CROSS, EMPTY, GOOD, MUTED, TICK, Line, bullet, heading, joined, plain
from wizard.tui.widgets.measured import contradiction_lines, turned_lines
from wizard.tui.widgets.password_input import who_listens
from wizard.tui.widgets.password_places import password_places


def before(
    to_do: PasswordTask, plan: LoginPlan, consent: Consent, question: ConsentQuestion | None, words: Words
) -> list[Line]:
    """Where the password would go; with the question of an app password, what the provider says about those."""
    if question is ConsentQuestion.APP_PASSWORD:
        return page_lines(hints_page(plan, words))
    note = to_do.note(plan, words)
    first = [Line(text=plain(note)), EMPTY] if note is not None else []
    return [*first, *password_places(plan, consent, words)]


def asking(question: ConsentQuestion, recently_refused: int, words: Words) -> list[Line]:
    """What has to be agreed to."""
    return [heading(consent_sentence(question, recently_refused, words))]


def typing(*, demo: bool, words: Words) -> tuple[list[Line], list[Line]]:
    """What stands above and below the field; where somebody writes along, why there is none."""
    _ = words
    listener = who_listens(os.environ)
    if listener is not None:
        refusal = _(
            "{variable} is set, so every key would be written down. No password is asked here: leave "
            "Mailwijzer and start it without {variable}.",
            variable=listener,
        )
        return [bullet(CROSS, plain(refusal), BAD)], []
    if demo:
        from wizard.demo.account import PASSWORD

        below = _("In the built-in world the password is “{password}”.", password=PASSWORD)
    else:
        below = _("It is not shown, and kept nowhere.")
    return [heading(_("The password of this mailbox"))], [Line(text=plain(below, MUTED))]


def outcome(
    session: Session, to_do: PasswordTask, result: SignedInResult | None, saved: Path | None, words: Words
) -> list[Line]:
    """What came of it; None where it broke."""
    _ = words
    if result is None:
        return [bullet(CROSS, plain(_("The test itself failed. Try again.")), BAD)]
    lines = page_lines(result.page(words))
    if isinstance(to_do, LoginTest) and result.login is session.login:
        lines = [*turned_lines(session), *contradiction_lines(session), *lines, *_filled_in(session, words)]
    if saved is not None:
        lines += [EMPTY, bullet("›", plain(_("Saved: {path}", path=saved)))]
    return lines


def other_name(plan: LoginPlan, other: LoginPlan, words: Words) -> list[Line]:
    """The other form of the user name, which may be the right one."""
    _ = words
    names = {login.username for login in other.logins} - {login.username for login in plan.logins}
    sentence = _("Perhaps the user name is {username} here. Press u to try that.", username=", ".join(sorted(names)))
    return [EMPTY, bullet("?", plain(sentence), CAUTION)]


def _filled_in(session: Session, words: Words) -> list[Line]:
    """The questions that the mailbox answered."""
    _ = words
    filled = [question for question in session.rulebook.questions if question.key in session.filled_in]
    if not filled:
        return []
    answers, language = session.answers.as_words(), session.language
    rows = [
        joined(
            (question.text.in_language(language), MUTED),
            " ",
            question.choice(answers[question.key]).text.in_language(language),
        )
        for question in filled
    ]
    return [EMPTY, heading(_("Filled in at the questions")), *(bullet(TICK, row, GOOD) for row in rows)]
