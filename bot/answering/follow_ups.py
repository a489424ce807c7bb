"""Searches for a question as it was meant: with what was asked before, or with the one article's subject."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from bot.answering.answer_context import Context
from bot.answering.carried_questions import (
    asked_anew,
    asked_of,
    asks_measure,
    asks_reason,
    is_yes_or_no,
    question_word,
    things_in,
)
from bot.answering.certainty import is_closest
from bot.answering.meant_topics import meant_topic, without_complaint
from bot.answering.phrase_matcher import PhraseMatcher
from bot.answering.phrases import Phrases, no_phrases, phrases_of
from bot.answering.telling_hits import (
    naming,
    on_topic,
    telling,
    tells_in,
    tokenizer_of,
    was_shown_last,
    with_sentence_of,
    without_last,
)
from bot.library import Library
from bot.search import Index, Ranking, Tokenizer
from bot.search.languages.detection import detected_language
from bot.search.languages.profile import base_language

FEW_WORDS = 2
"""A question with a pronoun and at most so many words of content isn't understood without its context."""

MOST_LEANING_WORDS = 4
"""Words of content up to which a question may lean on what was asked before: one of more says what it means,
and what it shares with the articles only by what was asked before isn't asked for."""

MOST_CONTEXT = 12
"""Words that a conversation's context holds."""

LONGEST_CARRIED = 200
"""Characters of a question that a conversation's context holds."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was found for a question as it was meant.

    `question` is what was searched for. `context` has what the next one may lean on: its words, the question,
    and what was shown before, where that is still spoken of. `is_surmised`: that it answers isn't sure,
    however well it fits. `is_near`: nothing answers, but the first hit is worth showing. `only_in` has the
    article that alone was asked.
    """

    ranking: Ranking
    question: str
    context: Context
    is_surmised: bool = False
    is_near: bool = False
    only_in: Collection[str] = ()


class FollowUps:
    """Resolves what a question leaves unsaid."""

    def __init__(self, library: Library, index: Index, phrases: PhraseMatcher, needed: float) -> None:
        """`needed` is the confidence from which a passage answers."""
        self._library, self._index, self._phrases = library, index, phrases
        self._needed = needed

    def search(
        self, asked: str, context: Context, articles: Collection[str] | None, *, said: str, explain: bool
    ) -> Understood:
        """What is found for what is asked, in its context if it is a follow-up.

        `said` is the whole message; `asked` what it asks, without what it corrects. What was said before
        never hides what would be found without it.
        """
        alone_once = self._alone(asked, articles, explain=explain)
        found = self._in_context(asked, alone_once, context, articles, said=said, explain=explain)
        is_new = asked == said and not without_complaint(said)  # neither corrects nor refuses what was shown
        if not context or not is_new or found.is_near or found.ranking.confidence >= self._needed:
            return found
        alone = alone_once()
        question = asked if len(asked) <= LONGEST_CARRIED else ""
        by_itself = Understood(alone, asked, Context(alone.words[:MOST_CONTEXT], question), is_surmised=True)
        if alone.words and alone.confidence >= self._needed:
            return by_itself
        if shown := self._in_shown(asked, alone.words, context, articles, explain=explain):
            return shown
        is_found = is_closest(found.ranking.confidence, found.ranking.lead, self._needed)
        is_found_alone = bool(alone.words) and is_closest(alone.confidence, alone.lead, self._needed)
        return by_itself if is_found_alone and not is_found else found

    def _alone(self, text: str, articles: Collection[str] | None, *, explain: bool) -> Callable[[], Ranking]:
        """What is found for `text` by itself: searched for when it is wanted first, and once."""
        return cache(lambda: self._index.search(text, articles=articles, explain=explain))

    def _in_shown(
        self,
        asked: str,
        words: Collection[str],
        context: Context,
        articles: Collection[str] | None,
        *,
        explain: bool,
    ) -> Understood | None:
        """The passage that was shown last, where of its article it is the nearest to what is asked of "him".

        None where nothing in its article is nearer than the others, or another passage is.
        """
        last = next(iter(context.shown), None)
        if last is None or context.refused or not 0 < len(words) <= MOST_LEANING_WORDS:
            return None
        if not self._phrases.has_pronoun(asked) or not (articles is None or last.article in articles):
            return None
        ranking = self._index.search(asked, articles={last.article}, explain=explain)
        if not ranking.hits or ranking.hits[0].passage.id != last.passage:
            return None
        return Understood(ranking, asked, context, is_near=True)

    def _in_context(
        self,
        asked: str,
        alone: Callable[[], Ranking],
        context: Context,
        articles: Collection[str] | None,
        *,
        said: str,
        explain: bool,
    ) -> Understood:
        """What is found for what is asked, in its context if it is a follow-up. As for `search`."""
        if context.question:
            carried = self._once_more(asked, context, articles, explain=explain) or self._of_another(
                said, context, articles, explain=explain
            )
            if carried:
                return carried
        understood = self._leaning(asked, alone(), context, articles, corrects=asked != said, explain=explain)
        if without_complaint(asked):
            kept = without_last(understood.ranking, context.shown)
            return replace(understood, ranking=kept)
        return understood

    def _once_more(
        self, asked: str, context: Context, articles: Collection[str] | None, *, explain: bool
    ) -> Understood | None:
        """What is found for the question before with the question word of this one, where it has no more.

        The article that was shown is asked, for a passage that holds what is asked for.
        """
        tokenizer, phrases = self._language(context)
        is_elliptic = self._phrases.is_elliptic(asked)
        rest = self._phrases.without_opening(asked) or asked  # "what about …" asks for no "what"
        asking = asked.strip(" ?!.") if is_elliptic else question_word(rest, tokenizer, phrases)
        if not asking:
            return None
        asking = (self._phrases.without_opening(asking) or asking).lower()  # "WHEN" is no name
        only = {each.article for each in context.shown[:1] if articles is None or each.article in articles}
        understood = Understood(Ranking(()), asked, context, only_in=only)
        for question, is_surmised in self._readings(asking, context, is_elliptic=is_elliptic):
            found = self._found(question, context, only or articles, explain=explain)
            ranking, is_beside = telling(
                question,
                found,
                context.shown,
                self._library,
                self._needed,
                names_kind=is_elliptic or is_surmised,
            )
            understood = replace(understood, ranking=ranking, question=question)
            if ranking.confidence >= self._needed:
                kept = context if is_elliptic else replace(context, question=question[:LONGEST_CARRIED])
                return replace(understood, context=kept, is_surmised=is_surmised or is_beside)
        if asks_reason(asking, tokenizer) and is_yes_or_no(context.question, tokenizer):
            # What was shown for "may I use tap water?" tells why not, if anything does.
            before = self._found(context.question, context, only or articles, explain=explain)
            hits = tuple(hit for hit in before.hits if was_shown_last(hit, context.shown))
            if hits:
                return replace(understood, ranking=replace(before, hits=hits), is_surmised=True)
        return understood

    def _readings(self, asking: str, context: Context, *, is_elliptic: bool) -> Iterator[tuple[str, bool]]:
        """The questions that one may mean that says no more than `asking`, and whether each is surmised.

        "How tall?" after "who built the mill?" asks it of the mill, not of the building.
        """
        tokenizer, phrases = self._language(context)
        is_measure = asks_measure(asking, tokenizer)
        if is_elliptic or not is_measure:
            yield asked_anew(context.question, asking, tokenizer), False
        if is_measure:
            title = self._title_shown(context)
            stems = frozenset(tokenizer.content_stems(title))
            for thing in dict.fromkeys((*things_in(context.question, tokenizer, phrases, stems), title)):
                yield f"{asking} {thing}".strip(), True

    def _of_another(
        self, said: str, context: Context, articles: Collection[str] | None, *, explain: bool
    ) -> Understood | None:
        """What is found for the question before, asked of what is meant instead; None where nothing else is.

        What was meant before is asked for, and nothing else, even where no article has it; the sentence that
        was shown is no answer to it where it names only what was not meant. "What about the mill?"
        may want anything about it.
        """
        tokenizer, phrases = self._language(context)
        topic = meant_topic(said, self._phrases, tokenizer, phrases)
        if topic is None:
            return None
        title = frozenset(tokenizer.content_stems(self._title_shown(context)))
        question, before = asked_of(context.question, topic, tokenizer, phrases, title)
        if not question:
            return None
        ranking = self._index.search(question, articles=articles, explain=explain)
        if topic.is_correction:
            ranking = naming(topic.meant, before, ranking, context.shown, tokenizer)
        elif ranking.confidence < self._needed:
            alone = self._index.search(said, articles=articles, explain=explain)
            leaning = self._leaning(said, alone, context, articles, corrects=False, explain=explain)
            found = with_sentence_of(ranking, on_topic(leaning.ranking))
            kept = replace(leaning.context, question=question[:LONGEST_CARRIED])
            return replace(leaning, ranking=found, context=kept, is_surmised=True)
        # Of another thing, the sentence that was shown may be no answer, even where it names that as well.
        is_surmised = any(
            was_shown_last(hit, context.shown) or tells_in(question, hit, self._library) is False
            for hit in ranking.hits[:1]
        )
        kept = Context(ranking.words[:MOST_CONTEXT], question[:LONGEST_CARRIED])
        return Understood(ranking, question, kept, is_surmised)

    def _found(
        self, question: str, context: Context, articles: Collection[str] | None, *, explain: bool
    ) -> Ranking:
        """The ranking for a question that stands for itself, but for its pronouns."""
        subject = " ".join(context.words) if self._phrases.has_pronoun(question) else ""
        return self._index.search(question, subject, articles, explain=explain)

    def _leaning(
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
                ranking = self._index.search(asked, " ".join(subject), articles, explain=explain)
                return Understood(ranking, asked, Context(words, question))
        stands_alone = is_answered and (len(words) > FEW_WORDS or not has_pronoun)
        if not (leans and context.words) or (words and stands_alone):
            return Understood(alone, asked, Context(words[:MOST_CONTEXT], question))
        kept = dict.fromkeys((*words, *context.words))
        ranking = self._index.search(asked, " ".join(context.words), articles, explain=explain)
        if ranking.confidence < self._needed:  # what it asks for would only stand in the next one's way
            return Understood(ranking, asked, replace(context, question=question))
        return Understood(ranking, asked, Context(tuple(islice(kept, MOST_CONTEXT)), question))

    def _language(self, context: Context) -> tuple[Tokenizer, Phrases]:
        """The language of the question before: that of the article that was shown, or as it looks."""
        article = self._library.article(context.shown[0].article) if context.shown else None
        code = base_language(article.language) if article else detected_language(context.question) or "en"
        return tokenizer_of(code), phrases_of(code) or no_phrases()

    def _title_shown(self, context: Context) -> str:
        article = self._library.article(context.shown[0].article) if context.shown else None
        return article.title if article else ""

    def _subject(self, allowed: Collection[str] | None) -> tuple[str, ...]:
        """The words of the title of the one article that may answer; none where several may."""
        if allowed is None:
            articles = self._library.articles
        else:
            articles = tuple(a for a in map(self._library.article, allowed) if a)
        return self._index.content_words(articles[0].title)[:MOST_CONTEXT] if len(articles) == 1 else ()
