"""Answers: which passages, which highlight, which footnotes, under which licence, or an honest no."""

from bot.answering.answerer import Answerer, attribution_of, footnotes_of
from bot.answering.conversation import Conversations
from bot.answering.crediting import bibtex, credit_in_html, credit_in_markdown
from bot.answering.model import Answer, AnsweringPassage, Attribution
from bot.answering.phrases import SmallTalk
from bot.answering.rendering import answer_as_json, attribution_line
from bot.answering.replies import reply

__all__ = [
    "Answer",
    "Answerer",
    "AnsweringPassage",
    "Attribution",
    "Conversations",
    "SmallTalk",
    "answer_as_json",
    "attribution_line",
    "attribution_of",
    "bibtex",
    "credit_in_html",
    "credit_in_markdown",
    "footnotes_of",
    "reply",
]
