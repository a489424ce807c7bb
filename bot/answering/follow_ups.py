"""Searches for a question as it was meant: with what was asked before, or with the one article's subject."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cache

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
from bot.answering.leaning import MOST_LEANING_WORDS, Leaning
from bot.answering.meant_topics import meant_topic, without_complaint
from bot.answering.phrase_matcher import PhraseMatcher
from bot.answering.present_day import at_present, present_word, without_past
from bot.answering.telling_hits import (
    naming,
    on_topic,
    telling,
    tells_in,
    was_shown_last,
    with_sentence_of,
    without_last,
)
from bot.answering.understood import LONGEST_CARRIED, MOST_CONTEXT, Understood
from bot.library import Library
from bot.search import Index, Ranking


class FollowUps:
    """Resolves what a question leaves unsaid."""

    def __init__(self, library: Library, index: Index, phrases: PhraseMatcher, needed: float) -> None:
        """`needed` is the confidence from which a passage answers."""
        self._library, self._index, self._phrases = library, index, phrases
        self._needed = needed
        self._leaning = Leaning(library, index, phrases, needed)

    def search(
        self, asked: str, context: Context, articles: Collection[str] | None, *, said: str, explain: bool
    ) -> Understood:
        """What is found for what is asked, in its context if it is a follow-up.

        `said` is the whole message; `asked` what it asks, without what it corrects. What was said before
        never hides what would be found without it.
        """
        alone_once = self._alone(asked, articles, explain=explain)
        found = self._in_context(asked, alone_once, context, articles, said=said, explain=explain)
        # It neither corrects nor refuses what was shown, and asks more than "and now?".
        is_new = asked == said and not without_complaint(said) and not self.asks_of_today(asked, context)
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
        return cache(lambda: self._leaning.ranking(text, articles=articles, explain=explain))

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
        ranking = self._leaning.ranking(asked, articles={last.article}, explain=explain)
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
            carried = (
                self._of_today(asked, context, articles, explain=explain)
                or self._once_more(asked, context, articles, explain=explain)
                or self._of_another(said, context, articles, explain=explain)
            )
            if carried:
                return carried
        understood = self._leaning.search(
            asked, alone(), context, articles, corrects=asked != said, explain=explain
        )
        if without_complaint(asked):
            kept = without_last(understood.ranking, context.shown)
            return replace(understood, ranking=kept)
        return understood

    def asks_of_today(self, asked: str, context: Context) -> bool:
        """Whether `asked` is "and now?" or the like, after a question of former days."""
        return bool(self._at_present(asked, context)[0])

    def _at_present(self, asked: str, context: Context) -> tuple[str, str]:
        """The question before as it is asked of today, and the word for that; "" where it isn't."""
        tokenizer, phrases = self._leaning.language(context)
        word = present_word(asked, tokenizer, phrases) if context.question else ""
        question = at_present(context.question, tokenizer, phrases) if word else ""
        rest = self._phrases.without_opening(asked) or asked
        asking = question_word(rest, tokenizer, phrases) if question else ""
        return asked_anew(question, asking, tokenizer) if asking else question, word

    def _of_today(
        self, asked: str, context: Context, articles: Collection[str] | None, *, explain: bool
    ) -> Understood | None:
        """What is found for the question before, asked of today: with the word for that, or without."""
        question, word = self._at_present(asked, context)
        if not question:
            return None
        only = self._leaning.article_shown(context, articles)
        understood = Understood(Ranking(()), asked, context, only_in=only)
        for text in (f"{question} {word}", question):
            found = self._leaning.found(text, context, only or articles, explain=explain)
            ranking = without_past(found, context.shown, *self._leaning.language(context))
            kept = replace(context, question=text[:LONGEST_CARRIED])
            understood = replace(understood, ranking=ranking, question=text, context=kept)
            if ranking.confidence >= self._needed:
                return replace(understood, is_surmised=text == question)
        return understood

    def _once_more(
        self, asked: str, context: Context, articles: Collection[str] | None, *, explain: bool
    ) -> Understood | None:
        """What is found for the question before with the question word of this one, where it has no more.

        The article that was shown is asked, for a passage that holds what is asked for.
        """
        tokenizer, phrases = self._leaning.language(context)
        is_elliptic = self._phrases.is_elliptic(asked)
        rest = self._phrases.without_opening(asked) or asked  # "what about …" asks for no "what"
        asking = asked.strip(" ?!.") if is_elliptic else question_word(rest, tokenizer, phrases)
        if not asking:
            return None
        asking = (self._phrases.without_opening(asking) or asking).lower()  # "WHEN" is no name
        only = self._leaning.article_shown(context, articles)
        understood = Understood(Ranking(()), asked, context, only_in=only)
        is_of_people = self._phrases.has_personal_pronoun(rest)
        readings = self._readings(asking, context, is_elliptic=is_elliptic, is_of_people=is_of_people)
        for question, is_surmised in readings:
            found = self._leaning.found(question, context, only or articles, explain=explain)
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
            before = self._leaning.found(context.question, context, only or articles, explain=explain)
            hits = tuple(hit for hit in before.hits if was_shown_last(hit, context.shown))
            if hits:
                return replace(understood, ranking=replace(before, hits=hits), is_surmised=True)
        return understood

    def _readings(
        self, asking: str, context: Context, *, is_elliptic: bool, is_of_people: bool
    ) -> Iterator[tuple[str, bool]]:
        """The questions that one may mean that says no more than `asking`, and whether each is surmised.

        "How tall?" after "who built the mill?" asks it of the mill, not of the building. "How old were they?"
        after "how were the children paid?" asks it of these, and not of the article's subject unless that is
        a person.
        """
        tokenizer, phrases = self._leaning.language(context)
        is_measure = asks_measure(asking, tokenizer)
        if is_elliptic or not is_measure:
            yield asked_anew(context.question, asking, tokenizer), False
        if is_measure:
            title = self._leaning.title_shown(context)
            stems = frozenset(tokenizer.content_stems(title))
            things = tuple(things_in(context.question, tokenizer, phrases, stems))
            is_titles = not is_of_people or self._leaning.is_shown_of_person(context)
            for thing in dict.fromkeys((*things, title) if is_titles else things):
                yield f"{asking} {thing}".strip(), True

    def _of_another(
        self, said: str, context: Context, articles: Collection[str] | None, *, explain: bool
    ) -> Understood | None:
        """What is found for the question before, asked of what is meant instead; None where nothing else is.

        What was meant before is asked for, and nothing else, even where no article has it; the sentence that
        was shown is no answer to it where it names only what was not meant. "What about the mill?"
        may want anything about it.
        """
        tokenizer, phrases = self._leaning.language(context)
        topic = meant_topic(said, self._phrases, tokenizer, phrases)
        if topic is None:
            return None
        title = frozenset(tokenizer.content_stems(self._leaning.title_shown(context)))
        question, before = asked_of(context.question, topic, tokenizer, phrases, title)
        if not question:
            return None
        ranking = self._leaning.ranking(question, articles=articles, explain=explain)
        if topic.is_correction:
            ranking = naming(topic.meant, before, ranking, context.shown, tokenizer)
        elif ranking.confidence < self._needed:
            alone = self._leaning.ranking(said, articles=articles, explain=explain)
            leaning = self._leaning.search(said, alone, context, articles, corrects=False, explain=explain)
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
