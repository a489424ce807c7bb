"""Footnote in Discord.

`app` holds what the bot works with, `client` listens, `events` and `components` do what people ask for, `cards`
show it; the other drawers are services. The order in which they may import each other stands in
pyproject.toml. Nothing is imported here: `footnote health` runs every few seconds and must start fast.
"""
