"""Footnote in Discord.

`app` holds what the bot works with, `client` listens, `events` and `components` do what people ask for,
`cards` show it, and the other packages are services; pyproject.toml holds the order of their imports. Nothing
is imported here: `footnote health` runs every few seconds and must start fast.
"""
