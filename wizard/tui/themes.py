"""The colours: Textual's dark theme, and a light one whose every text can be read (WCAG 2.2, 1.4.3: 4.5 to 1)."""

from textual.theme import Theme

DARK = "textual-dark"
LIGHT = Theme(
    name="textual-light",
    primary="#3A78B0",
    secondary="#004578",
    accent="#7A4300",
    warning="#7A4300",
    error="#8E1B33",
    success="#1B5E2B",
    foreground="#101010",
    background="#F4F4F4",
    surface="#E8E8E8",
    panel="#DCDCDC",
    dark=False,
    variables={
        "text-primary": "#004578",
        "text-accent": "#7A4300",
        "text-warning": "#7A4300",
        "text-error": "#8E1B33",
        "text-success": "#1B5E2B",
    },
)
"""In the place of Textual's own, whose green, amber and grey are too pale on its ground."""
