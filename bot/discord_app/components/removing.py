"""Who may take an answer away, and taking it away."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import discord


def may_remove(interaction: discord.Interaction[Any], asker: int) -> bool:
    """Whether the one who pressed may take away the message that is an answer to `asker`.

    Where Discord itself says whose command the message answers, that counts, whatever the button says.
    """
    message = interaction.message
    if message is not None and message.interaction_metadata is not None:
        asker = message.interaction_metadata.user.id
    return interaction.user.id == asker or (
        interaction.guild_id is not None and interaction.permissions.manage_messages
    )


async def remove(interaction: discord.Interaction[Any]) -> None:
    """Take away the message on which a button was pressed.

    This goes by the interaction's own token, so that it works where the bot isn't a member, too.
    """
    await interaction.response.defer()
    # Somebody else may have been faster.
    with suppress(discord.NotFound):
        await interaction.delete_original_response()
