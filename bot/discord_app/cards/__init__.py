"""Cards: plain data → Components V2. Pure: plain items with custom ids, without callback, client or state."""

from bot.discord_app.cards.answer_card import answer_card
from bot.discord_app.cards.footnote_cards import footnote_card
from bot.discord_app.cards.help_card import help_card, hint_card
from bot.discord_app.cards.notice_cards import error_notice, notice, wait_notice
from bot.discord_app.cards.pages import open_page

__all__ = [
    "answer_card",
    "error_notice",
    "footnote_card",
    "help_card",
    "hint_card",
    "notice",
    "open_page",
    "wait_notice",
]
