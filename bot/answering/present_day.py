"""The question before, asked of today: "who was the first keeper?", then "and now?" or "who is it today?"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answering.answer_context import PassageReference
from bot.answering.phrases import Phrases
from bot.answering.telling_hits import was_shown_last
from bot.search import Hit, Ranking
from bot.search.telling import is_time
from bot.search.text.tokenizer import MOST_QUESTION_TOKENS, Token, Tokenizer


def present_word(text: str, tokenizer: Tokenizer, phrases: Phrases) -> str:
    """The word for today in `text` where it names nothing else ("what about the one today?"); else ""."""
    words = tokenizer.tokens(text, MOST_QUESTION_TOKENS)
    idle = {word for phrase in (*phrases.openings, *phrases.fillers) for word in phrase}
    idle |= phrases.pronouns | phrases.determiners | phrases.auxiliaries
    of_today = [word for word in words if word.surface in phrases.present]
    others = [word for word in words if word.surface not in phrases.present]
    if not of_today or not all(word.is_stop or word.surface in idle for word in others):
        return ""
    return of_today[0].raw


def at_present(question: str, tokenizer: Tokenizer, phrases: Phrases) -> str:
    """`question` without what tells that it is of former days: a year, "the first"; "" where nothing does."""
    words = tokenizer.tokens(question, MOST_QUESTION_TOKENS)
    of_past = set(_of_past(words, tokenizer, phrases))
    if not of_past and phrases.past.isdisjoint(word.surface for word in words):
        return ""
    return " ".join(word.raw for place, word in enumerate(words) if place not in of_past)


def _of_past(words: Sequence[Token], tokenizer: Tokenizer, phrases: Phrases) -> Iterator[int]:
    """The places of times with their prepositions, and of words such as "former"."""
    for place, word in enumerate(words):
        if word.surface in phrases.former:
            yield place
        elif is_time(word, tokenizer):
            yield place
            if place and words[place - 1].is_stop and words[place - 1].surface not in phrases.auxiliaries:
                yield place - 1


def without_past(
    ranking: Ranking, shown: Sequence[PassageReference], tokenizer: Tokenizer, phrases: Phrases
) -> Ranking:
    """The hits without the sentence that was shown last, where that is of former days and not of today."""

    def is_past(hit: Hit) -> bool:
        words = tokenizer.tokens(hit.passage.words[hit.sentence])
        surfaces = {word.surface for word in words}
        return surfaces.isdisjoint(phrases.present) and (
            not surfaces.isdisjoint(phrases.past) or any(True for _ in _of_past(words, tokenizer, phrases))
        )

    hits = (hit for hit in ranking.hits if not (was_shown_last(hit, shown) and is_past(hit)))
    return replace(ranking, hits=tuple(hits))
