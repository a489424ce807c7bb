"""Answers: which passages, which highlight, which footnotes, under which licence, or an honest no."""

from bot.answering.answer import (
    About,
    Answer,
    AnsweringPassage,
    Attribution,
    CitedFootnote,
    CitingSentence,
)
from bot.answering.answer_json import answer_as_json
from bot.answering.answerer import Answerer
from bot.answering.context import NO_CONTEXT, Context, FootnoteReference, PassageReference
from bot.answering.conversation import Conversations
from bot.answering.crediting import attribution_line, bibtex, credit_in_html, credit_in_markdown
from bot.answering.excerpts import attribution_of, footnotes_of
from bot.answering.phrases import Reaction, SmallTalk
from bot.answering.replies import reply

__all__ = [
    "NO_CONTEXT",
    "About",
    "Answer",
    "Answerer",
    "AnsweringPassage",
    "Attribution",
    "CitedFootnote",
    "CitingSentence",
    "Context",
    "Conversations",
    "FootnoteReference",
    "PassageReference",
    "Reaction",
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
