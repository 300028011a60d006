"""Step 3: IMAP or POP, why, what to do first, and what would change it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from wizard.i18n.server_words import protocol_word
from wizard.journey.session import Step
from wizard.model import Advice, Change, Protocol, Reason
from wizard.tui.screens.step import StepScreen
from wizard.tui.text import (
    ACCENT,
    CAUTION,
    DASH,
    DOT,
    EMPTY,
    GOOD,
    MUTED,
    TICK,
    Line,
    _,
    bullet,
    heading,
    joined,
    labelled,
    numbered,
    plain,
)
from wizard.tui.widgets.prose import Prose

REASONS_SHOWN = 3
LETTERS = "abcdefghi"
"""The keys of what would change the advice: numbers answer questions, and are sometimes typed ahead."""


class AdviceScreen(StepScreen):
    """The verdict in one sentence, then everything that makes it arguable."""

    STEP = Step.ADVICE
    PURPOSE = _(
        "The advice, with the reasons that decided it and what speaks against it. Press the letter of a line under "
        "“What would change this?” to see the other advice."
    )
    FIRST_FOCUS = "#advice"
    CSS_PATH = "advice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", _("Next")),
        Binding("escape,backspace", "back", _("Back"), key_display="Esc"),
        Binding("o", "choose_imap", _("Choose IMAP")),
        Binding("o", "choose_pop", _("Choose POP")),
        Binding("o", "follow", _("Follow advice")),
        *(Binding(key, f"suppose({place})", _("What if"), show=False) for place, key in enumerate(LETTERS)),
    ]
    supposed: Change | None = None
    """The change that is being looked at; it stays, whatever the check may bring."""

    def body(self) -> Iterable[Widget]:
        """One text that scrolls where it does not fit."""
        with VerticalScroll(id="advice"):
            yield Prose(id="text")

    def show(self) -> None:
        """Writes the advice anew, from what is known now."""
        session = self.session
        advice = session.advice
        changes = self._changes(advice)
        if self.supposed is not None:
            other = session.advice_if(self.supposed.question, self.supposed.answer)
            lines = [*self._supposition(self.supposed), *self._advice(other, [])]
        else:
            lines = [*self._notices(), *self._advice(session.advice_followed, changes)]
        self.query_one("#text", Prose).lines = tuple(lines)

    def show_check(self) -> None:
        """The advice follows the check for as long as that brings news."""
        super().show_check()
        if self.is_mounted:
            self.show()
            self.refresh_bindings()

    def _notices(self) -> list[Line]:
        _ = self.words
        check = self.session.check
        lines = [Line(text=plain(_("Our advice"), MUTED)), EMPTY]
        if check is not None and check.investigation is None and check.running:
            waiting = _("The servers are still being tested; this is the advice on what is known now.")
            lines += [bullet(DOT, plain(waiting), CAUTION), EMPTY]
        if check is not None and check.broken:
            lines += [
                bullet("!", plain(_("The test itself failed; this is the advice on your answers.")), CAUTION),
                EMPTY,
            ]
        chosen = self.session.chosen
        if chosen is not None and chosen is not self.session.advice.protocol:
            own = _(
                "You chose {protocol} yourself; the settings are for {protocol}. Press o to follow our advice again.",
                protocol=protocol_word(chosen, _),
            )
            lines += [bullet("!", plain(own), CAUTION), EMPTY]
        protocol = self.session.protocol
        finished = check is not None and check.finished is not None
        if check is not None and finished and protocol is not None and protocol not in check.servers:
            name = protocol_word(protocol, _)
            missing = _("No {protocol} server works safely at this moment; F4 shows what was seen.", protocol=name)
            lines += [bullet("!", plain(missing), CAUTION), EMPTY]
        return lines

    def _supposition(self, change: Change) -> list[Line]:
        _ = self.words
        question = next(each for each in self.session.rulebook.questions if each.key == change.question)
        language = self.session.language
        answer = question.choice(change.answer).text.in_language(language)
        return [
            bullet("!", plain(_("This is not your advice: suppose your answer were different.")), CAUTION),
            Line(text=plain(question.text.in_language(language), MUTED)),
            bullet("›", plain(answer, "bold"), ACCENT),
            EMPTY,
        ]

    def _advice(self, advice: Advice, changes: list[Change]) -> list[Line]:
        _ = self.words
        language = self.session.language
        lines = self._verdict(advice)
        lines += [self._reason(TICK, reason, GOOD) for reason in advice.reasons[:REASONS_SHOWN]]
        told = {reason.rule for reason in advice.reasons[:REASONS_SHOWN]}
        vetoes = [veto for veto in advice.vetoed.values() if veto.rule not in told]
        lines += [bullet("!", labelled(veto.text.in_language(language)), CAUTION) for veto in vetoes]
        if advice.do_first:
            steps = numbered(labelled(step.text.in_language(language)) for step in advice.do_first)
            lines += [EMPTY, heading(_("Do this first")), *steps]
        if advice.against and advice.alternative is not None:
            title = _("What speaks for {protocol} nevertheless", protocol=protocol_word(advice.alternative, _))
            lines += [EMPTY, heading(title), *(self._reason(DASH, reason, MUTED) for reason in advice.against)]
        if advice.measures:
            measures = (bullet("·", labelled(step.text.in_language(language)), ACCENT) for step in advice.measures)
            lines += [EMPTY, heading(_("This makes it safe")), *measures]
        if changes:
            lines += [EMPTY, heading(_("What would change this?"))]
            rows = zip(LETTERS, changes, strict=False)
            lines += [bullet(f"{letter} ", self._change(change), ACCENT) for letter, change in rows]
        return lines

    def _verdict(self, advice: Advice) -> list[Line]:
        _ = self.words
        if advice.outcome is None:
            sentence = _("Neither IMAP nor POP is possible here.")
            return [Line(text=joined(plain(" ! ", "bold reverse"), " ", (sentence, "bold"))), EMPTY]
        text = self.session.rulebook.outcomes[advice.outcome]
        language = self.session.language
        name = plain(f" {protocol_word(advice.outcome.protocol, _)} ", "bold $background on $success")
        verdict = Line(lead=name, hang=name.cell_length + 1, text=plain(text.verdict.in_language(language), "bold"))
        return [verdict, EMPTY, Line(text=labelled(text.meaning.in_language(language), MUTED)), EMPTY]

    def _reason(self, sign: str, reason: Reason, style: str) -> Line:
        return bullet(sign, labelled(reason.text.in_language(self.session.language)), style)

    def _change(self, change: Change) -> Content:
        language = self.session.language
        question = next(each for each in self.session.rulebook.questions if each.key == change.question)
        answer = question.choice(change.answer).text.in_language(language)
        _ = self.words
        if change.outcome is None:
            outcome = _("nothing would be left")
        else:
            outcome = self.session.rulebook.outcomes[change.outcome].name.in_language(language)
        asked = question.text.in_language(language)
        return joined((asked, MUTED), " ", answer, ": ", (outcome, "bold"))

    def _changes(self, advice: Advice) -> list[Change]:
        """What can be pressed: those that name a question with that answer."""
        return list(advice.changes_if[:9])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The other choice exists only where the servers offer it; from a supposition there is only the way back."""
        if action in {"forward", "choose_imap", "choose_pop", "follow"} and self.supposed is not None:
            return False
        chosen, other = self.session.chosen, self.session.other_protocol
        match action:
            case "choose_imap":
                return chosen is None and other is Protocol.IMAP
            case "choose_pop":
                return chosen is None and other is Protocol.POP3
            case "follow":
                return chosen is not None
            case _:
                return super().check_action(action, parameters)

    def action_choose_imap(self) -> None:
        """Chooses IMAP, whatever the advice."""
        self._choose(Protocol.IMAP)

    def action_choose_pop(self) -> None:
        """Chooses POP, whatever the advice."""
        self._choose(Protocol.POP3)

    def action_follow(self) -> None:
        """Follows the advice again."""
        self._choose(None)

    def _choose(self, protocol: Protocol | None) -> None:
        self.session.chosen = protocol
        self.show_all()
        self.query_one("#advice", VerticalScroll).scroll_home(animate=False)

    def action_suppose(self, place: int) -> None:
        """Shows the advice under the change at this place."""
        changes = self._changes(self.session.advice)
        if self.supposed is None and place < len(changes):
            self.supposed = changes[place]
            self._turn()

    def action_back(self) -> None:
        """From a supposition back to the advice; from there to the last question."""
        if self.supposed is None:
            super().action_back()
        else:
            self.supposed = None
            self._turn()

    def _turn(self) -> None:
        self.show()
        self.refresh_bindings()
        self.query_one("#advice", VerticalScroll).scroll_home(animate=False)
