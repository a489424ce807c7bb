"""Cards: plain data → Components V2. Pure: nothing here connects, waits or remembers."""

from bot.discord_app.cards.about import help_card, hint_card
from bot.discord_app.cards.answer import answer_card
from bot.discord_app.cards.layout import Accent, notice
from bot.discord_app.cards.notes import footnote_card
from bot.discord_app.cards.places import Place
from bot.discord_app.cards.reading import OF_PASSAGES, read

__all__ = [
    "OF_PASSAGES",
    "Accent",
    "Place",
    "answer_card",
    "footnote_card",
    "help_card",
    "hint_card",
    "notice",
    "read",
]
