"""The server check beside the step, or below it in one line; its text is imported once there is a check."""

from textual.content import Content
from textual.widget import Widget

from wizard.journey.session import Session
from wizard.tui.text import ACCENT, MUTED, plain, rows_of


class CheckPanel(Widget):
    """The side panel. Everything in it has its place from the beginning, so that nothing jumps."""

    session: Session | None = None

    def show(self, session: Session) -> None:
        """Shows the session's check and advice as they are now."""
        self.session = session
        self.refresh()

    def render(self) -> Content:
        """The check, or when it will start."""
        session = self.session
        if session is None:
            return Content("")
        _ = session.words
        width = self.content_size.width
        rows = [plain(_("Server check"), f"{ACCENT} bold"), Content("")]
        if session.check is None:
            waiting = _("Starts as soon as there is an address, and runs while you answer the questions.")
            rows += rows_of(plain(waiting, MUTED), width)
        else:
            from wizard.tui.widgets.check_rows import check_rows

            rows += check_rows(session, session.check, width)
        return Content("\n").join(rows)


class CheckLine(Widget):
    """The same in one line, for narrow terminals."""

    session: Session | None = None

    def show(self, session: Session) -> None:
        """Shows the session's check and advice as they are now."""
        self.session = session
        self.refresh()

    def render(self) -> Content:
        """One line; empty before there is a check."""
        session = self.session
        if session is None or session.check is None:
            return Content("")
        from wizard.tui.widgets.check_rows import check_line

        return check_line(session, session.check, self.content_size.width)
