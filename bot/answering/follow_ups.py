"""Searches for a question as it was meant: with what was asked before, or with the one article's subject."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from bot.answering.answer_context import Context
from bot.answering.phrase_matcher import PhraseMatcher
from bot.library import Library
from bot.search import Index, Ranking

FEW_WORDS = 2
"""A question with a pronoun and at most so many words of content isn't understood without its context."""

MOST_LEANING_WORDS = 4
"""Words of content up to which a question may lean on what was asked before: one of more says what it means,
and what it shares with the articles only by what was asked before isn't asked for."""

MOST_CONTEXT = 12
"""Words that a conversation's context holds."""


class FollowUps:
    """Resolves what a question leaves unsaid."""

    def __init__(self, library: Library, index: Index, phrases: PhraseMatcher, needed: float) -> None:
        """`needed` is the confidence from which a passage answers."""
        self._library, self._index, self._phrases = library, index, phrases
        self._needed = needed

    def search(
        self, asked: str, context: Context, articles: Collection[str] | None, *, corrects: bool, explain: bool
    ) -> tuple[Ranking, tuple[str, ...]]:
        """The ranking for what is asked, in its context if it is a follow-up, and the words it leaves.

        `corrects`: it says what was meant before.
        """
        if context.words and self._index.content_words(asked) and self._phrases.is_elliptic(asked):
            # "In which year?" asks the question before once more, for something else; so may the next one.
            ranking = self._index.search(
                " ".join((*context.words, asked)), articles=articles, explain=explain
            )
            return ranking, context.words
        alone = self._index.search(asked, articles=articles, explain=explain)
        words = alone.words
        has_pronoun = self._phrases.has_pronoun(asked)
        is_answered = alone.confidence >= self._needed
        leans = len(words) <= MOST_LEANING_WORDS and (
            not words or has_pronoun or corrects or self._phrases.has_opening(asked)
        )
        if leans and not context.words and has_pronoun and words and not is_answered:
            # "Who built it?", asked of one article: its subject is meant.
            subject = self._subject(articles)
            if subject:
                return self._index.search(asked, " ".join(subject), articles, explain=explain), words
        stands_alone = is_answered and (len(words) > FEW_WORDS or not has_pronoun)
        if not (leans and context.words) or (words and stands_alone):
            return alone, words[:MOST_CONTEXT]
        kept = dict.fromkeys((*words, *context.words))
        ranking = self._index.search(asked, " ".join(context.words), articles, explain=explain)
        return ranking, tuple(islice(kept, MOST_CONTEXT))

    def _subject(self, allowed: Collection[str] | None) -> tuple[str, ...]:
        """The words of the title of the one article that may answer; none where several may."""
        if allowed is None:
            articles = self._library.articles
        else:
            articles = tuple(a for a in map(self._library.article, allowed) if a)
        return self._index.content_words(articles[0].title)[:MOST_CONTEXT] if len(articles) == 1 else ()
