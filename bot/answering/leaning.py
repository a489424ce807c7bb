"""Searches for a question by itself, or with the words of the one before where it leans on that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import islice

from bot.answering.answer_context import Context
from bot.answering.carried_questions import with_when
from bot.answering.own_events import is_of_person, of_asked
from bot.answering.phrase_matcher import PhraseMatcher
from bot.answering.phrases import Phrases, no_phrases, phrases_of
from bot.answering.telling_hits import tokenizer_of
from bot.answering.understood import LONGEST_CARRIED, MOST_CONTEXT, Understood
from bot.library import Article, Library
from bot.search import Index, Ranking, Tokenizer
from bot.search.languages.detection import detected_language
from bot.search.languages.profile import base_language

FEW_WORDS = 2
"""A question with a pronoun and at most so many words of content isn't understood without its context."""

UNTOLD = 0.9
"""The share of what an answer needs that counts at most where nobody told whom a pronoun means."""

MOST_LEANING_WORDS = 4
"""Words of content up to which a question may lean on what was asked before: one of more says what it means,
and what it shares with the articles only by what was asked before isn't asked for."""


class Leaning:
    """Searches in one library, and knows what was spoken of in it before."""

    def __init__(self, library: Library, index: Index, phrases: PhraseMatcher, needed: float) -> None:
        """`needed` is the confidence from which a passage answers."""
        self._library, self._index, self._phrases = library, index, phrases
        self._needed = needed

    def ranking(
        self,
        question: str,
        context: str = "",
        articles: Collection[str] | None = None,
        *,
        explain: bool,
    ) -> Ranking:
        """What is found for `question`, with what a follow-up leaves unsaid in `context`."""
        has_pronoun = bool(context) and self._phrases.has_pronoun(question)
        if context:  # "and when was it built?": what opens a follow-up asks for nothing
            question = self._phrases.without_opening(question) or question
        found = self._index.search(question, context, articles, explain=explain, has_pronoun=has_pronoun)
        return of_asked(question, found, self._library)

    def search(
        self,
        asked: str,
        alone: Ranking,
        context: Context,
        articles: Collection[str] | None,
        *,
        corrects: bool,
        explain: bool,
    ) -> Understood:
        """What is found for a question by itself (`alone`), or with the words of the one before."""
        words = alone.words
        question = asked if len(asked) <= LONGEST_CARRIED else ""
        has_pronoun = self._phrases.has_pronoun(asked)
        is_answered = alone.confidence >= self._needed
        leans = len(words) <= MOST_LEANING_WORDS and (
            not words or has_pronoun or corrects or self._phrases.has_opening(asked)
        )
        if leans and not context.words and has_pronoun and words and not is_answered:
            # "Who built it?", asked of one article: its subject is meant.
            subject = self._subject(articles)
            if subject:
                ranking = self._of_subject(asked, subject, articles, explain=explain)
                return Understood(ranking, asked, Context(words, question))
        if has_pronoun and is_answered and alone.hits and not context.words and len(words) <= FEW_WORDS:
            alone = self._of_someone(asked, alone, articles)
        stands_alone = is_answered and (len(words) > FEW_WORDS or not has_pronoun)
        if not (leans and context.words) or (words and stands_alone):
            return Understood(alone, asked, Context(words[:MOST_CONTEXT], question))
        kept = dict.fromkeys((*words, *context.words))
        ranking = self._of_subject(asked, context.words, articles, explain=explain)
        if ranking.confidence < self._needed:  # what it asks for would only stand in the next one's way
            return Understood(ranking, asked, replace(context, question=question))
        return Understood(ranking, asked, Context(tuple(islice(kept, MOST_CONTEXT)), question))

    def _of_someone(self, asked: str, alone: Ranking, articles: Collection[str] | None) -> Ranking:
        """What is found for "how old was she?", asked of several articles: no answer, but what comes closest.

        One of them always tells how old somebody was. Where the question has a name, or a word of the title
        of the article that answers, it is known whom it means.
        """
        article = self._library.article(alone.hits[0].passage.article)
        title = self._index.content_words(article.title) if article else ()
        has_name = any(word[:1].isupper() and word != "I" for word in asked.split()[1:])
        if has_name or not set(title).isdisjoint(alone.words) or self._subject(articles):
            return alone
        most = UNTOLD * self._needed
        hits = (replace(hit, confidence=min(hit.confidence, most)) for hit in alone.hits)
        return replace(alone, hits=tuple(hits))

    def _of_subject(
        self, asked: str, subject: Collection[str], articles: Collection[str] | None, *, explain: bool
    ) -> Ranking:
        """What is found for a question of a subject; "in which year" is asked by "when" where that finds it.

        "Year" is a word of content, and hardly any sentence has it that tells one.
        """
        ranking = self.ranking(asked, " ".join(subject), articles, explain=explain)
        if ranking.confidence >= self._needed:
            return ranking
        shorter = with_when(asked, tokenizer_of(detected_language(asked) or "en"))
        if not shorter:
            return ranking
        found = self.ranking(shorter, " ".join(subject), articles, explain=explain)
        return found if found.confidence >= self._needed else ranking

    def found(
        self, question: str, context: Context, articles: Collection[str] | None, *, explain: bool
    ) -> Ranking:
        """The ranking for a question that stands for itself, but for its pronouns."""
        subject = " ".join(context.words) if self._phrases.has_pronoun(question) else ""
        return self.ranking(question, subject, articles, explain=explain)

    def language(self, context: Context) -> tuple[Tokenizer, Phrases]:
        """The language of the question before: that of the article that was shown, or as it looks."""
        article = self._last_article(context)
        code = base_language(article.language) if article else detected_language(context.question) or "en"
        return tokenizer_of(code), phrases_of(code) or no_phrases()

    def article_shown(self, context: Context, articles: Collection[str] | None) -> Collection[str]:
        """The id of the article that was shown, where that may answer."""
        return {each.article for each in context.shown[:1] if articles is None or each.article in articles}

    def is_shown_of_person(self, context: Context) -> bool:
        """Whether the article that was shown is about a person."""
        article = self._last_article(context)
        return article is not None and is_of_person(article)

    def title_shown(self, context: Context) -> str:
        article = self._last_article(context)
        return article.title if article else ""

    def _last_article(self, context: Context) -> Article | None:
        return self._library.article(context.shown[0].article) if context.shown else None

    def _subject(self, allowed: Collection[str] | None) -> tuple[str, ...]:
        """The words of the title of the one article that may answer; none where several may."""
        if allowed is None:
            articles = self._library.articles
        else:
            articles = tuple(a for a in map(self._library.article, allowed) if a)
        return self._index.content_words(articles[0].title)[:MOST_CONTEXT] if len(articles) == 1 else ()
