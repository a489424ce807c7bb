"""👍 and 👎 below an answer: only how many there were is kept."""

from __future__ import annotations

from collections.abc import Mapping

import discord

from bot.discord_app.app import App
from bot.discord_app.components.responder import Responder
from bot.discord_app.custom_ids import Vote
from bot.discord_app.storage.question_log import CountName
from bot.discord_app.words import setting_wording

COUNTED: Mapping[Vote, CountName] = {"up": "helpful", "down": "unhelpful"}
"""As what a vote is counted."""


async def take_vote(app: App, interaction: discord.Interaction, responder: Responder, vote: Vote) -> None:
    """Count what somebody thinks of an answer, once; a second thought takes the place of the first.

    Who has voted is known until the bot stops, and isn't written anywhere.
    """
    guild_id, message = interaction.guild_id, interaction.message
    if guild_id is None or message is None or not app.settings_in(guild_id).votes:
        await responder.notify(responder.words(setting_wording.VOTES_OFF))
        return
    if await responder.must_wait_for_page():
        return
    key = (message.id, interaction.user.id)
    before = app.votes.get(key)
    if before != vote:
        if before is not None:
            app.questions.count(guild_id, COUNTED[before], -1)
        app.questions.count(guild_id, COUNTED[vote])
        app.votes[key] = vote
    await responder.notify(responder.words(setting_wording.VOTED))
