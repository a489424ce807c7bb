"""In whose language the bot speaks: the asker's where only they see it, else the server's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.discord_app.asking import server_of
from bot.discord_app.words.languages import Words

if TYPE_CHECKING:
    from bot.discord_app.client import FootnoteClient


def for_asker(interaction: discord.Interaction[Any]) -> Words:
    """The words for the one who typed or pressed."""
    client: FootnoteClient = interaction.client
    return client.languages.of(interaction.locale.value)


def for_everybody(interaction: discord.Interaction[Any]) -> Words:
    """The words for all who read where somebody typed or pressed; the asker's in direct messages."""
    client: FootnoteClient = interaction.client
    if interaction.guild_id is None:
        return for_asker(interaction)
    preferred = interaction.guild_locale.value if interaction.guild_locale else None
    return client.languages.of(client.store.of(interaction.guild_id).locale or preferred)


def for_readers_of(message: discord.Message, client: FootnoteClient) -> Words:
    """The words for all who read where a message stands. In direct messages Discord tells no language."""
    preferred = message.guild.preferred_locale.value if message.guild else None
    return client.languages.of(client.store.of(server_of(message)).locale or preferred)
