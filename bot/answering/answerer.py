"""Message → Answer: the passages that answer, what was asked about footnotes and sources, or an honest no."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.answering.answer import Answer
from bot.answering.answer_context import NO_CONTEXT, Context
from bot.answering.asides import Asides
from bot.answering.certainty import AnsweringSettings
from bot.answering.counterclaims import claim_after_complaint, holds_numbers, question_among_complaints
from bot.answering.follow_ups import FollowUps
from bot.answering.footnote_search import FootnoteSearch
from bot.answering.lead_ins import topic_asked_about, without_lead_in
from bot.answering.library_excerpts import Excerpts, articles_of, reference_to
from bot.answering.meant_topics import without_complaint
from bot.answering.phrase_matcher import PhraseMatcher
from bot.answering.phrases import Reaction, without_emoticons
from bot.answering.pointing import Pointing
from bot.answering.quotations import QuotationChecker
from bot.answering.ranked_answers import RankedAnswers
from bot.answering.reaction_answers import Following
from bot.answering.reaction_matcher import reaction
from bot.answering.request_matcher import RequestMatcher
from bot.answering.request_reading import Request
from bot.answering.requests import Requests
from bot.answering.two_questions import MOST_QUESTIONS, clauses_asked, sentences_asked, together
from bot.answering.typed_text import without_decoration
from bot.answering.understood import MOST_CONTEXT
from bot.library import Article, Library
from bot.search import Hit, Index, Meaning

LONGEST_QUESTION = 2000
"""Characters that are read of a question: as many as a Discord message holds."""


class NotPreparedError(Exception):
    """A message needs what is read of all articles first: see `Answerer.prepare`."""

    def __init__(self, answerer: Answerer) -> None:
        super().__init__("the answerer has to be prepared for this message")
        self.answerer = answerer


class Answerer:
    """Answers messages from one library. Keeps no state of its askers."""

    def __init__(self, library: Library, settings: AnsweringSettings, index: Index | None = None) -> None:
        """`index` is that of the library's articles, where there is one already."""
        self._library = library
        self._settings = settings
        self._index = Index(library.articles) if index is None else index
        titles = {article.title: article.id for article in library.articles}
        self._phrases = PhraseMatcher((article.language for article in library.articles), titles)
        self._asides = Asides(self._phrases, self._knows)
        self._request_matcher = RequestMatcher(
            [label for article in library.articles for label in article.footnote_numbers], titles
        )
        self._excerpts = Excerpts(library)
        self._follow_ups = FollowUps(library, self._index, self._phrases, settings.confidence)
        self._ranked = RankedAnswers(library, self._follow_ups, self._excerpts, settings.confidence)
        self._footnote_search = FootnoteSearch(library, self._index)
        self._requests = Requests(library, self._excerpts, self._footnote_search)
        self._following = Following(library, self._index, self._excerpts)
        self._pointing = Pointing()
        self.quotations = QuotationChecker(library, self._index, self._footnote_search)

    @property
    def meaning(self) -> Meaning | None:
        """The vectors that questions are compared by; None where their words alone are."""
        return self._index.meaning

    def prepare(self, previous: Answerer | None = None) -> None:
        """Read now what only some messages need, so that none of them has to wait for it.

        `previous` answered from an earlier library: what it has read of the same articles isn't read again.
        """
        self._footnote_search.prepare(previous._footnote_search if previous else None)

    def answer(
        self,
        question: str,
        passages: int | None = None,
        *,
        context: Context = NO_CONTEXT,
        articles: Collection[str] | None = None,
        explain: bool = False,
        waits: bool = True,
    ) -> Answer:
        """The answer to `question`, with at most `passages` passages (default: as set).

        `context` is the `Answer.context` of the same asker's last message: what a follow-up leaves unsaid is
        taken from there. `articles` holds the ids of those that may answer; None stands for all. Any text is
        a question; what isn't covered by an article is answered with a no, and what isn't meant for an
        article with `Answer.small_talk`, `about` or `reaction`. `explain` keeps with each passage why it was
        found. Raises NotPreparedError where `prepare` is needed first and the caller doesn't wait for it.
        """
        asked = question[:LONGEST_QUESTION]
        most = self._settings.passages if passages is None else passages
        if spoken := self._spoken(question, asked, most, context, articles):
            return spoken
        whole = asked
        asked = self._phrases.without_courtesies(without_emoticons(asked))
        asked = question_among_complaints(asked)
        if asked != whole and (spoken := self._spoken(question, asked, most, context, articles)):
            return spoken
        given = {"explain": explain, "waits": waits}
        claim = claim_after_complaint(asked) if context.shown else ""
        if self._phrases.begins_with_pronoun(claim):
            return self._contradicted(question, claim, most, context, articles, **given)
        parts = sentences_asked(asked) or clauses_asked(asked)
        if parts and (several := self._several(question, parts, most, context, articles, **given)):
            return several
        return self._one(question, asked, most, context, articles, **given)

    def _contradicted(
        self,
        question: str,
        claim: str,
        most: int,
        context: Context,
        articles: Collection[str] | None,
        *,
        explain: bool,
        waits: bool,
    ) -> Answer:
        """The answer to “that's wrong, it was 1772”: the passage that says so, or what a complaint gets."""
        found = self._one(question, claim, most, context, articles, explain=explain, waits=waits)
        if found.passages and holds_numbers(claim, found.passages[0].highlight_text):
            return found
        return self._following.answer(question, Reaction.COMPLAINT, context, articles, most)

    def _spoken(
        self, question: str, asked: str, most: int, context: Context, articles: Collection[str] | None
    ) -> Answer | None:
        """The answer to a reaction or to small talk; None where `asked` is neither."""
        if self._phrases.is_title(asked) or self._request_matcher.names_sign(asked):
            return None
        reacts = reaction(asked)
        if context.refused:  # what was shown before the no isn't reacted to
            context = replace(context, shown=(), seen=(), refused=False)
        if reacts is Reaction.DOUBT and not (context.shown or context.words):
            reacts = None
        if reacts is Reaction.MORE and self._follow_ups.asks_of_today(asked, context):
            reacts = None  # "and now?" after a question of former days
        if reacts:
            return self._following.answer(question, reacts, context, articles, most)
        small_talk = self._phrases.small_talk(asked)
        if small_talk is None:
            return None
        suggestions = self._excerpts.suggestions((), articles)
        return Answer(question, False, 0.0, suggestions=suggestions, small_talk=small_talk, context=context)

    def _several(
        self,
        question: str,
        parts: Sequence[str],
        most: int,
        context: Context,
        articles: Collection[str] | None,
        *,
        explain: bool,
        waits: bool,
    ) -> Answer | None:
        """The answers to the questions of one message; None where not one of them is answered.

        "and" may join what is one question: then each part must be answered, by a sentence of its own.
        """
        halves: list[Answer] = []
        for part in parts[:MOST_QUESTIONS]:
            halves.append(self._one(part, part, most, context, articles, explain=explain, waits=waits))
            context = halves[-1].context
        is_certain = bool(sentences_asked(question))
        left = parts[MOST_QUESTIONS:]
        return together(question, halves, left, most, self._excerpts, each_must_answer=not is_certain)

    def _one(
        self,
        question: str,
        asked: str,
        most: int,
        context: Context,
        articles: Collection[str] | None,
        *,
        explain: bool,
        waits: bool,
    ) -> Answer:
        """The answer to one request, wish or question."""
        needed = self._settings.confidence
        said, asked = asked, self._phrases.corrected(asked) or asked
        request = self._request_matcher.request(asked)
        if request is None and (alone := self._asides.question_in(asked, may_point=True)) != asked:
            request = self._request_matcher.request(alone)
        if request and request.claim and not (waits or self._footnote_search.is_prepared):
            raise NotPreparedError(self)
        if request and (answer := self._requests.answer(question, request, context, articles, needed)):
            return answer
        pointed = self._pointing.resolve(asked, context)
        if pointed.place is not None:
            counted = Request("footnotes", places=(pointed.place,))
            answer = self._requests.answer(question, counted, context, articles, needed)
            if answer and (answer.cited or not pointed.passage):
                return answer
        if pointed.passage and (answer := self._following.at(question, pointed.passage, context)):
            return answer
        if pointed.question:
            said = asked = pointed.question
        # A complaint stays, for it says which passage isn't meant.
        alone = asked if without_complaint(asked) else self._asides.question_in(asked)
        if alone != asked:
            said = asked = alone
        asked = without_lead_in(without_decoration(asked))
        wanted = self._phrases.overview(asked, named_before=bool(context.words))
        openings = [] if wanted is None else list(islice(self._openings(wanted, articles), most))
        if openings:
            return self._overview(question, openings)
        asked = topic_asked_about(asked)
        return self._ranked.answer(question, asked, said, most, context, articles, explain=explain)

    def _knows(self, text: str) -> bool:
        """Whether a passage has a word of content of `text`."""
        words = self._index.content_words(text)
        return bool(words) and bool(self._index.passages_sharing(" ".join(words), 1))

    def _openings(self, wanted: Sequence[str], allowed: Collection[str] | None) -> Iterator[Article]:
        """The articles whose opening passage gives the overview: those wanted, all where none is named."""
        named = (self._library.article(each) for each in sorted(set(wanted)))
        for article in named if wanted else self._library.articles:
            if article and article.passage_count and (allowed is None or article.id in allowed):
                yield article

    def _overview(self, question: str, articles: Sequence[Article]) -> Answer:
        openings = tuple(self._excerpts.of_hit(Hit(a.passages[0], 1.0, 1.0, 0)) for a in articles)
        titles = " ".join(article.title for article in articles)
        return Answer(
            question=question,
            answered=True,
            confidence=1.0,
            passages=openings,
            attributions=self._excerpts.attributions(articles_of(openings)),
            sure=True,
            context=Context(
                self._index.content_words(titles)[:MOST_CONTEXT], shown=tuple(map(reference_to, openings))
            ),
        )
