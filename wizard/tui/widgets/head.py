"""The top of every screen: the product's name, whose address it is about, and the rail of steps."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from wizard.i18n import Words
from wizard.journey.session import Step
from wizard.tui.text import ACCENT, CIRCLE, DOT, GOOD, MUTED, TICK, joined, plain, shortened

NAME = "Mailwijzer"


def step_word(step: Step, _: Words) -> str:
    """The name of a step."""
    match step:
        case Step.ADDRESS:
            return _("Address")
        case Step.QUESTIONS:
            return _("Questions")
        case Step.ADVICE:
            return _("Advice")
        case Step.SETTINGS:
            return _("Settings")
        case Step.DONE:
            return _("Done")


class Head(Widget):
    """Product name on the left, the address on the right."""

    DEFAULT_CSS = "Head { height: 1; }"

    address: reactive[str] = reactive("")

    def render(self) -> Content:
        """One line."""
        room = self.content_size.width
        name = plain(NAME, "bold")
        address = plain(shortened(self.address, max(8, room - len(NAME) - 4)), MUTED)
        return name + address.pad_left(max(1, room - len(NAME) - address.cell_length))


class Rail(Widget):
    """Where we are: a tick for what is done, a dot for this step, a circle for what comes."""

    DEFAULT_CSS = "Rail { height: 1; }"

    step: reactive[Step] = reactive(Step.ADDRESS)
    names: reactive[tuple[str, ...]] = reactive(())

    def show(self, step: Step, words: Words) -> None:
        """Shows this step as the present one."""
        self.names = tuple(step_word(each, words) for each in Step)
        self.step = step

    def render(self) -> Content:
        """One line; the lines between the steps give way where it is narrow."""
        here = list(Step).index(self.step)
        marks = [self._mark(name, place - here) for place, name in enumerate(self.names)]
        free = self.content_size.width - sum(mark.cell_length for mark in marks)
        gaps = max(1, len(marks) - 1)
        between = "  ──  " if free >= 6 * gaps else " ─ " if free >= 3 * gaps else " "
        return plain(between, "$foreground 40%").join(marks)

    @staticmethod
    def _mark(name: str, distance: int) -> Content:
        if distance < 0:
            return joined((TICK, GOOD), (f" {name}", MUTED))
        if distance == 0:
            return plain(f"{DOT} {name}", f"{ACCENT} bold")
        return plain(f"{CIRCLE} {name}", MUTED)
