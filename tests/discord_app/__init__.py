"""The bot in Discord: its real client against simcord's simulated Discord, and its cards for themselves."""
