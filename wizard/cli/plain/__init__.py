"""The wizard as a conversation: questions and answers in plain lines, for screen readers and for scripts."""
