"""What Discord shows of the commands in a person's own language. Their names stay as they are."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.discord_app.words.languages import ENGLISH, Languages

_TEXTS = frozenset(
    {
        app_commands.TranslationContextLocation.command_description,
        app_commands.TranslationContextLocation.group_description,
        app_commands.TranslationContextLocation.parameter_description,
        app_commands.TranslationContextLocation.choice_name,
    }
)
"""What is translated. Names are what people type, tell each other, and find in the help."""


class CommandTranslator(app_commands.Translator):
    """Translates descriptions and the names of choices."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """`string` for `locale`; None where Discord is to show the English."""
        words = self._languages.words_for(locale.value)
        if words is ENGLISH or context.location not in _TEXTS:
            return None
        return words(string.message)
