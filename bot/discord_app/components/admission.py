"""Whether the bot answers somebody in a channel, as the server's moderators have set it."""

from __future__ import annotations

import discord

from bot.discord_app.app import App
from bot.discord_app.discord_py.member_roles import role_ids
from bot.discord_app.origin import Origin
from bot.discord_app.words import setting_wording


def refusal(app: App, origin: Origin, user: discord.abc.User) -> str | None:
    """What is said to somebody who isn't answered here; None for everybody else."""
    if origin.guild_id is None:
        return None
    settings = app.settings_in(origin.guild_id)
    if not settings.answers_in(origin.channel_id, origin.parent_id):
        return setting_wording.NOT_IN_CHANNEL
    if (settings.only_roles or settings.except_roles) and not settings.answers_to(role_ids(user)):
        return setting_wording.NOT_FOR_ROLES
    return None
