"""Something that needs a password: where it would go, the user's consent, the password, and what came of it."""

import os
from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from wizard.files import file_stem
from wizard.journey.session import Session
from wizard.journey.signed_in import LoginTest, PasswordTask, SignedInResult
from wizard.mailbox import (
    after_yes,
    consent_questions,
    usual_answer,
    with_other_username,
    without_password,
)
from wizard.model import Consent, LoginPlan, NotTriedReason, Password
from wizard.pages.login import login_page
from wizard.tui.messages import LoginTested
from wizard.tui.screens import password_text
from wizard.tui.screens.overlay import OverlayScreen
from wizard.tui.screens.saving import save_with_care
from wizard.tui.start import WizardStart
from wizard.tui.text import CAUTION, DOT, EMPTY, MUTED, Line, _, bullet, plain
from wizard.tui.widgets.choice_list import ChoiceList
from wizard.tui.widgets.password_input import PasswordInput, who_listens
from wizard.tui.widgets.prose import Prose


class Stage(Enum):
    """How far the talk is."""

    ASKING = auto()
    TYPING = auto()
    WORKING = auto()
    DONE = auto()


class PasswordScreen(OverlayScreen):
    """One question at a time; no is what Enter says where a server's name is not certain."""

    PURPOSE = _(
        "The password goes to the servers that stand here and nowhere else, only inside a verified connection. It is "
        "kept nowhere. At most one server refuses it: then the others are left alone, so that nobody is locked out."
    )
    FIRST_FOCUS = "#choices"
    CSS_PATH = "password.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", _("Next")),
        Binding("a", "again", _("Type again")),
        Binding("u", "other_name", _("Other user name")),
        Binding("w", "save_report", _("Save report")),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("escape", "dismiss", _("Back")),
    ]

    def __init__(self, session: Session, start: WizardStart, to_do: PasswordTask) -> None:
        super().__init__(session)
        self.start = start
        self.to_do = to_do
        self.failed_logins = start.failed_logins()
        self.result: SignedInResult | None = None
        self.saved: Path | None = None
        self._begin(to_do.plan())

    def _begin(self, plan: LoginPlan) -> None:
        """From the first question on."""
        self.plan = plan
        self.consent = Consent()
        self.questions = list(consent_questions(self.plan, self.failed_logins))
        self.stage = Stage.ASKING if self.questions else Stage.DONE
        if not self.questions:
            self._left_alone(NotTriedReason.NO_SERVER)

    def _left_alone(self, reason: NotTriedReason) -> None:
        """Nobody is asked for a password."""
        investigation = self.session.check.investigation if self.session.check is not None else None
        assert investigation is not None
        check = without_password(self.plan, self.failed_logins, reason)
        self.result = SignedInResult(login=check, page=lambda words: login_page(check, investigation, words))
        self.stage = Stage.DONE

    def body(self) -> Iterable[Widget]:
        """What to read."""
        yield Prose(id="where")
        yield Prose(id="text")

    def foot(self) -> Iterable[Widget]:
        """What to answer or to type: always in sight."""
        with Vertical(id="ask"):
            yield Prose(id="question")
            yield ChoiceList(id="choices")
            yield PasswordInput(id="password")
            yield Prose(id="below")

    def show(self) -> None:
        """Shows this stage of the talk."""
        _ = self.words
        self.query_one("#where", Prose).lines = (Line(text=plain(_(self.to_do.title), MUTED)), EMPTY)
        self.query_one("#text", Prose).lines = tuple(self._text())
        question, below = self._question()
        self.query_one("#question", Prose).lines = tuple(question)
        self.query_one("#below", Prose).lines = tuple(below)
        choices, field = self.query_one(ChoiceList), self.query_one(PasswordInput)
        choices.display, field.display = self.stage is Stage.ASKING, self.stage is Stage.TYPING
        self.set_class(self.stage is Stage.DONE, "-done")
        self.query_one("#ask").display = self.stage is not Stage.DONE
        if self.stage is Stage.ASKING:
            choices.show([plain(_("No")), plain(_("Yes"))], choices.highlighted)

    def _turn(self) -> None:
        """Another stage: what it is about has the focus."""
        self.show_all()
        match self.stage:
            case Stage.ASKING:
                choices = self.query_one(ChoiceList)
                choices.highlighted = int(usual_answer(self.questions[0], self.plan, self.consent))
                choices.focus(scroll_visible=False)
            case Stage.TYPING:
                self.query_one(PasswordInput).focus(scroll_visible=False)
            case Stage.WORKING | Stage.DONE:
                self.query_one("#over").focus(scroll_visible=False)
        self.query_one("#over").scroll_home(animate=False)
        self.refresh_bindings()
        self.show_keys()

    def begin(self) -> None:
        """Begins with the first question."""
        self._turn()

    def _text(self) -> list[Line]:
        words = self.words
        if self.stage is not Stage.DONE:
            question = self.questions[0] if self.stage is Stage.ASKING else None
            return password_text.before(self.to_do, self.plan, self.consent, question, words)
        lines = password_text.outcome(self.session, self.to_do, self.result, self.saved, words)
        other = self._other_plan
        return lines if other is None else [*lines, *password_text.other_name(self.plan, other, words)]

    def _question(self) -> tuple[list[Line], list[Line]]:
        """What is asked, and what stands below the answer."""
        _ = self.words
        match self.stage:
            case Stage.ASKING:
                recent = self.failed_logins.recent(self.plan.address)
                return password_text.asking(self.questions[0], recent, self.words), []
            case Stage.TYPING:
                return password_text.typing(demo=self.start.demo, words=self.words)
            case Stage.WORKING:
                return [bullet(DOT, plain(_("Signing in; this may take up to a minute …")), CAUTION)], []
            case Stage.DONE:
                return [], []

    # The talk

    @on(ChoiceList.Chosen)
    def _chosen(self) -> None:
        self.action_forward()

    @on(Input.Submitted)
    def _typed(self) -> None:
        self.action_forward()

    def action_forward(self) -> None:
        """Takes the answer or the password."""
        if self.stage is Stage.ASKING:
            self._answer(agreed=self.query_one(ChoiceList).highlighted == 1)
        elif self.stage is Stage.TYPING and self.query_one(PasswordInput).value:
            password = self.query_one(PasswordInput).take()
            self.stage = Stage.WORKING
            # Of the app: a refusal is counted though the user leaves this screen before it comes.
            self.app.run_worker(self._work(password), group="password", exit_on_error=False)
            self._turn()

    def _answer(self, *, agreed: bool) -> None:
        question = self.questions.pop(0)
        if agreed:
            self.consent = after_yes(question, self.plan, self.consent)
            self.stage = Stage.ASKING if self.questions else Stage.TYPING
        else:
            self._left_alone(question.declined)
        self._turn()

    async def _work(self, password: Password) -> None:
        try:
            self.result = await self.aside.run(self._sign_in(password))
            if isinstance(self.to_do, LoginTest) and self.plan.address == self.session.address:
                self.session.take_login(self.result.login)
                self.app.post_message(LoginTested())
        except Exception:  # noqa: BLE001 - a screen worker's boundary; what the error holds may be the password
            self.result = None
        self.stage = Stage.DONE
        if self.is_running:  # it may have been left meanwhile, for another address even
            self._turn()

    async def _sign_in(self, password: Password) -> SignedInResult:
        async with self.start.open_network() as network:
            return await self.to_do.run(self.plan, password, network, self.failed_logins, self.consent)

    @property
    def _other_plan(self) -> LoginPlan | None:
        """What is left to be tried, after a refusal that may be about the user name."""
        if self.stage is not Stage.DONE or self.result is None:
            return None
        return with_other_username(self.plan, self.result.login)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Each key only where it does something."""
        match action:
            case "forward":
                return self.stage in {Stage.ASKING, Stage.TYPING} and who_listens(os.environ) is None
            case "again":
                return self.stage is Stage.DONE and bool(self.plan.logins)
            case "other_name":
                return self._other_plan is not None
            case "save_report":
                return self.stage is Stage.DONE and self.result is not None and self.result.report is not None
            case _:
                return super().check_action(action, parameters)

    def action_again(self) -> None:
        """From the first question on."""
        self._start_over(self.plan)

    def action_other_name(self) -> None:
        """Once more, with the other form of the user name."""
        if self._other_plan is not None:
            self._start_over(self._other_plan)

    def _start_over(self, plan: LoginPlan) -> None:
        self.result, self.saved = None, None
        self._begin(plan)
        self._turn()

    def action_page(self, pages: int) -> None:
        """Scrolls what there is to read."""
        over = self.query_one("#over")
        over.scroll_relative(y=pages * (over.size.height - 2), animate=False)

    async def action_save_report(self) -> None:
        """Saves the report for the provider's administrators."""
        if self.result is None or self.result.report is None:
            return
        report = self.result.report(self.words)
        name = f"{file_stem(self.plan.address.domain)}-report.md"

        def saved(path: Path) -> None:
            self.saved = path
            self.show_all()

        await save_with_care(self, report, name, saved)
