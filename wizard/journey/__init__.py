"""One customer's way through the wizard, whoever shows it: what she told and chose, and what the check brought."""
