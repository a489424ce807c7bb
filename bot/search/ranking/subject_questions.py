"""What is asked of an article's subject, without its name: "who did Ada Holt marry" asks who it married.

In an article on Ada Holt most sentences say "she", and the one that names her, the first, holds more of such
a question than the one that answers it. So what is found for the sake of the name alone isn't trusted: the
article is asked once more without it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.search.ranking.measurements import Measurements
from bot.search.ranking.question import Question
from bot.search.text.tokenizer import Token, Tokenizer

LEAST_TOLD = 0.3
"""The share of what is asked beside the title's words from which a sentence tells something of it."""

PRONOUNS = {"en": "it"}
"""What stands for the subject where the encoder reads the question."""


def tells_more_than_title(measurements: Measurements, sentence: int) -> bool:
    """Whether a sentence holds more of the question than words of its article's title.

    True where nothing but the title is asked for, or no word of it, too.
    """
    question, window = measurements.question, measurements.window
    in_title = measurements.matches.in_titles[:, window.article_of_sentence[sentence]] > 0
    others = question.worths * ~in_title
    if not in_title.any() or not (others > 0).any():
        return True
    return bool(others @ measurements.held_or_near[:, sentence] >= LEAST_TOLD * others.sum())


def without_title(question: Question, title: Collection[str], tokenizer: Tokenizer) -> str | None:
    """The question with a pronoun, or nothing, for the words of the title, given by their stems.

    None where it is a follow-up, quotes a phrase, or asks for nothing else or for a measure of the subject:
    that is found by what it is.
    """
    words = tokenizer.tokens(question.text)
    named = [place for place, word in enumerate(words) if not word.is_stop and word.stem in title]
    has_others = any(not word.is_stop and word.stem not in title for word in words)
    is_follow_up = question.own_count < len(question.terms)
    if is_follow_up or question.phrases or question.measure.dimensions or not named or not has_others:
        return None
    return _replaced(question.text, words, named, PRONOUNS.get(tokenizer.tag, ""))


def _replaced(text: str, words: Sequence[Token], named: Sequence[int], pronoun: str) -> str:
    """`text` with the pronoun for each run of the named words, an article before them included."""
    pieces, end, last = [], 0, -2
    for place in named:
        word = words[place]
        begin = word.start
        if place != last + 1:
            before = words[place - 1] if place else None
            if before is not None and before.surface in ("the", "a", "an"):
                begin = before.start
            pieces += [text[end:begin], pronoun]
        end, last = word.start + len(word.raw), place
    return " ".join("".join([*pieces, text[end:]]).split())
