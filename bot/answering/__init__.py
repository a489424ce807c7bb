"""Answers: which passages, which highlight, which footnotes, under which licence, or an honest no."""

from bot.answering.model import Answer, AnsweringPassage, Attribution

__all__ = ["Answer", "AnsweringPassage", "Attribution"]
