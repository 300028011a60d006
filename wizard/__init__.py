"""Mailwijzer: from an e-mail address to settings that were proved to work, and reasoned advice on IMAP or POP."""

__version__ = "1.0.0"
