"""Every undocumented part of discord.py that the bot relies on is there, and behaves as it assumes."""
