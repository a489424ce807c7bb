"""Answers: which passages, which highlight, which footnotes, under which licence, or an honest no."""

from bot.answering.answer import (
    About,
    Answer,
    AnsweringPassage,
    Attribution,
    CitedFootnote,
    CitingSentence,
)
from bot.answering.answer_context import NO_CONTEXT, Context, FootnoteReference, PassageReference
from bot.answering.answer_json import answer_as_json
from bot.answering.answerer import Answerer, NotPreparedError
from bot.answering.asker_language import asker_language
from bot.answering.bibliography import csl_json, footnote_bibtex, footnote_csl_json
from bot.answering.conversation import Conversations
from bot.answering.crediting import attribution_line, bibtex, credit_in_html, credit_in_markdown
from bot.answering.library_excerpts import attribution_of, footnotes_of
from bot.answering.phrases import Reaction, SmallTalk
from bot.answering.quotation_verdicts import Check, Place, Verdict
from bot.answering.replies import reply

__all__ = [
    "NO_CONTEXT",
    "About",
    "Answer",
    "Answerer",
    "AnsweringPassage",
    "Attribution",
    "Check",
    "CitedFootnote",
    "CitingSentence",
    "Context",
    "Conversations",
    "FootnoteReference",
    "NotPreparedError",
    "PassageReference",
    "Place",
    "Reaction",
    "SmallTalk",
    "Verdict",
    "answer_as_json",
    "asker_language",
    "attribution_line",
    "attribution_of",
    "bibtex",
    "credit_in_html",
    "credit_in_markdown",
    "csl_json",
    "footnote_bibtex",
    "footnote_csl_json",
    "footnotes_of",
    "reply",
]
