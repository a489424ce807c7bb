"""Finds the footnotes that stand behind a claim, or whose own text is described."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from threading import Lock
from typing import NamedTuple

from bot.answering.footnote_index import FootnoteIndex
from bot.answering.library_excerpts import cited_footnotes
from bot.answering.quotation_marks import quoted_runs
from bot.library import Article, Footnote, Library, Passage, Span
from bot.search import Hit, Index

MOST_BY_TEXT = 20
"""Footnotes whose own text is looked at more closely."""

MOST_BY_PASSAGE = 5
"""Passages whose footnotes are looked at more closely."""

LEAST_SHARE = 0.45
"""What a footnote and its sentence must hold of the words that are asked about, rare words counting more."""

SAME = 0.02
"""Two shares that differ by less are equally good."""


class _Candidate(NamedTuple):
    share: float
    nearness: float
    article: Article
    footnote: Footnote


class FootnoteSearch:
    """Searches the texts of footnotes and the sentences that carry them."""

    def __init__(self, library: Library, index: Index) -> None:
        self._library = library
        self._index = index
        self._prepared: Sequence[FootnoteIndex] | None = None
        self._preparing = Lock()

    @property
    def is_prepared(self) -> bool:
        """Whether the footnotes are read already."""
        return self._prepared is not None

    def prepare(self, previous: FootnoteSearch | None = None) -> Sequence[FootnoteIndex]:
        """Read the footnotes, once: it takes time that grows with the library.

        `previous`: that of an earlier library; the footnotes of articles that were there aren't read again.
        """
        with self._preparing:
            if self._prepared is None:
                known = {each.tag: each for each in (previous._prepared or () if previous else ())}
                by_language: dict[str, list[Article]] = defaultdict(list)
                for article in self._library.articles:
                    if article.footnote_numbers:
                        by_language[article.language].append(article)
                self._prepared = [
                    FootnoteIndex(tag, articles, known.get(tag)) for tag, articles in by_language.items()
                ]
            return self._prepared

    def find(
        self, claim: str, articles: Collection[str] | None, needed: float
    ) -> tuple[list[tuple[Article, Footnote]], Hit | None]:
        """The footnotes that fit `claim` best, and the sentence that makes the claim where none fits.

        `needed` is the confidence from which a passage answers. Several footnotes fit where they do equally.
        """
        hits = self._index.search(claim, articles=articles).hits[:MOST_BY_PASSAGE]
        candidates = [
            candidate
            for language in self.prepare()
            for candidate in self._candidates(claim, language, hits)
            if articles is None or candidate.article.id in articles
        ]
        best = max((candidate.share for candidate in candidates), default=0.0)
        if best >= LEAST_SHARE:
            equal = [each for each in candidates if each.share > best - SAME]
            nearest = max(each.nearness for each in equal)
            chosen = {
                (each.article.id, each.footnote.number): (each.article, each.footnote)
                for each in equal
                if each.nearness > nearest - SAME
            }
            return list(chosen.values()), None
        if hits and hits[0].confidence >= needed:
            passage, highlight = hits[0].passage, hits[0].passage.sentences[hits[0].sentence]
            article = self._library.article(passage.article)
            behind = [marker.number for marker in passage.markers_in(highlight)]
            footnotes = [note for note in map(article.footnote, behind) if note] if article else []
            return [(article, note) for note in footnotes if article], None if footnotes else hits[0]
        return [], None

    def _candidates(self, claim: str, language: FootnoteIndex, hits: Sequence[Hit]) -> Iterator[_Candidate]:
        tokens = language.tokenizer.tokens(claim)
        content = [token for token in tokens if not token.is_stop] or tokens
        frequencies = language.tokenizer.language.frequencies
        worth = {token.stem: frequencies.of(token.surface) for token in content}
        whole = sum(worth.values())
        if not whole:
            return

        def share(stems: Collection[str]) -> float:
            return sum(value for stem, value in worth.items() if stem in stems) / whole

        by_sentence = {}
        for hit in hits:
            article = self._library.article(hit.passage.article)
            if article is not None and article.language == language.tag:
                for number in dict.fromkeys(marker.number for marker in hit.passage.markers):
                    by_sentence[article.id, number] = (article, article.footnote(number))
        found = {
            (article.id, footnote.number): (article, footnote)
            for article, footnote in language.best(worth, MOST_BY_TEXT)
        }
        for article, footnote in {**found, **by_sentence}.values():
            if footnote is None:
                continue
            own = set(language.tokenizer.content_stems(footnote.text))
            behind = [
                set(
                    language.tokenizer.content_stems(
                        carried_run(each.passage, each.span).of(each.passage.text)
                    )
                )
                for cited in cited_footnotes(article, [footnote.number])
                for each in cited.sentences
            ]
            yield _Candidate(
                max([share(own), *(share(own | stems) for stems in behind)]),
                share(own) + max(map(share, behind), default=0.0),
                article,
                footnote,
            )


def carried_run(passage: Passage, sentence: Span) -> Span:
    """What a marker in `sentence` stands behind: the sentence, and a whole quotation that ends in it."""
    for run in quoted_runs(passage.text):
        if run.start < sentence.start < run.end <= sentence.end:
            first = next(span for span in passage.sentences if span.end > run.start)
            return Span(first.start, sentence.end)
    return sentence
