"""What an answer shows of a library: passages with their footnotes, attributions, example questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import chain, islice

from bot.answering.answer import (
    EDITED,
    EXCERPTED,
    AnsweringPassage,
    Attribution,
    CitedFootnote,
    CitingSentence,
)
from bot.answering.answer_context import PassageReference
from bot.library import Article, Footnote, Library, Passage
from bot.search import Hit

SUGGESTIONS = 3
"""Example questions that are offered where no passage answers."""


class Excerpts:
    """Takes from one library what an answer is made of."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._with_questions = [article for article in library.articles if article.questions]

    def of_hit(self, hit: Hit) -> AnsweringPassage:
        """The passage that a search found, with what goes with it.

        Raises LookupError for a passage of another library.
        """
        passage = hit.passage
        article = self._library.article(passage.article)
        if article is None:
            raise LookupError(f"passage {passage.id} belongs to no article of this library")
        return AnsweringPassage(
            passage=passage,
            score=hit.score,
            highlight=passage.sentences[hit.sentence],
            footnotes=footnotes_of(article, passage),
            confidence=hit.confidence,
            explanation=hit.explanation,
            digest=article.digest,
            place=article.span_of(passage),
        )

    def of_reference(self, reference: PassageReference) -> AnsweringPassage | None:
        """The passage that was shown before; None where it has changed since."""
        article = self._library.article(reference.article)
        passage = article.passage(reference.passage) if article else None
        if passage is None:
            return None
        return self.of_hit(Hit(passage, 0.0, 0.0, min(reference.sentence, len(passage.sentences) - 1)))

    def attributions(self, articles: Iterable[str]) -> tuple[Attribution, ...]:
        """The attributions of the articles with these ids, each once, in their order."""
        found = map(self._library.article, dict.fromkeys(articles))
        return tuple(attribution_of(article) for article in found if article)

    def suggestions(self, first: Iterable[str], allowed: Collection[str] | None) -> tuple[str, ...]:
        """Example questions, those of the articles with the ids in `first` before those of others."""
        near = dict.fromkeys(first)
        others = (
            article
            for article in self._with_questions
            if article.id not in near and (allowed is None or article.id in allowed)
        )
        articles = chain((article for article in map(self._library.article, near) if article), others)
        return tuple(islice(chain.from_iterable(article.questions for article in articles), SUGGESTIONS))


def reference_to(answering: AnsweringPassage) -> PassageReference:
    """What a passage that is shown is found by again."""
    passage = answering.passage
    return PassageReference(passage.article, passage.id, passage.sentences.index(answering.highlight))


def articles_of(passages: Iterable[AnsweringPassage]) -> list[str]:
    """The ids of the articles that passages are from, each once."""
    return list(dict.fromkeys(answering.passage.article for answering in passages))


def footnotes_of(article: Article, passage: Passage) -> tuple[Footnote, ...]:
    """The footnotes that go with `passage`, each once: see `AnsweringPassage`."""
    found: dict[str, Footnote] = {}
    # A stack of what is left to look at, the next one last: a footnote comes before those that it cites.
    left = [*reversed(passage.heading_footnotes), *(marker.number for marker in reversed(passage.markers))]
    while left:
        footnote = article.footnote(left.pop())
        if footnote is not None and footnote.number not in found:
            found[footnote.number] = footnote
            left += [marker.number for marker in reversed(footnote.markers)]
    return tuple(found.values())


def attribution_of(article: Article) -> Attribution:
    """What has to stand beside words of `article`."""
    changes = EDITED if article.edited else EXCERPTED
    return Attribution(article.id, article.title, article.source, article.license, changes)


def cited_footnotes(article: Article, numbers: Collection[str]) -> list[CitedFootnote]:
    """The footnotes with these labels and the sentences that carry each, in the order of `numbers`."""
    wanted = dict.fromkeys(numbers)
    sentences: dict[str, list[CitingSentence]] = {number: [] for number in wanted}
    for passage in article.passages:
        if not any(marker.number in wanted for marker in passage.markers):
            continue
        for span in passage.sentences:
            for number in dict.fromkeys(marker.number for marker in passage.markers_in(span)):
                if number in wanted:
                    sentences[number].append(CitingSentence(passage, span))
    return [
        CitedFootnote(article.id, footnote, tuple(sentences[footnote.number]))
        for footnote in map(article.footnote, wanted)
        if footnote is not None
    ]
