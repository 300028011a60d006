"""What was found, in sentences: pages that the command line and the screen show, each in its own way."""

from wizard.pages.page import Block, Heading, Item, Page, Paragraph, Space, Title, Value

__all__ = ["Block", "Heading", "Item", "Page", "Paragraph", "Space", "Title", "Value"]
