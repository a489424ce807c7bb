"""Answers for a person at a terminal."""

from bot.terminal.chat import chat
from bot.terminal.explaining import render_explanation
from bot.terminal.rendering import printable, render_answer, terminal

__all__ = ["chat", "printable", "render_answer", "render_explanation", "terminal"]
