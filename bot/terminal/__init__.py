"""Answers for a person at a terminal."""

from bot.terminal.chat import chat
from bot.terminal.rendering import render_answer, terminal

__all__ = ["chat", "render_answer", "terminal"]
