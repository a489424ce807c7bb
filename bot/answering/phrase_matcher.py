"""Small talk, wishes for an overview, and follow-ups: told apart from questions to an article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.answering.phrase_table import LONGEST_COURTESY, PhraseTable
from bot.answering.phrases import WRITTEN_WORD, SmallTalk, Words, spoken_words, title_words
from bot.answering.request_vocabulary import LANGUAGES

LONGEST_SPOKEN = 300
"""Characters. A longer text is no small talk and no wish for an overview: the longest title has 200."""

MOST_COURTESIES = 10
"""Greetings and thanks that are left out before a question."""

LONGEST_OPENING = 5
"""Words before what is asked that only say how it is asked ("sorry no I meant")."""

LEAST_BEFORE = 3
"""Words before such a courtesy: behind fewer ("who said please") it may be what is asked."""

UNMISTAKABLE, LEAST_BESIDE = 3, 2
"""Words from which a courtesy is nothing else ("in simple terms"), and words that are left beside it, or
behind any other."""

_COURTESY_AFTER = re.compile(r"[?.!,;:\n—–-]\s*([^,.!?:;\n—–-]{1,40})[.!]*\s*$")
_COURTESY = re.compile(r"\s*([^,.!?:;\n—–-]{1,40})[,.!?:;\n—–-]+\s*(?=\S)")


class PhraseMatcher:
    """Recognises what isn't a question to an article, in LANGUAGES and in the languages of the articles."""

    def __init__(self, languages: Iterable[str], titles: Mapping[str, str]) -> None:
        """For articles in `languages` (codes); `titles`: title → article id."""
        codes = dict.fromkeys(["en", *(code.split("-")[0].lower() for code in languages), *LANGUAGES])
        self._tables = [table for code in codes if (table := PhraseTable.of(code))]
        self._corrections = frozenset[Words]().union(*(table.corrections for table in self._tables))
        self._openings = frozenset[Words]().union(*(table.openings for table in self._tables))
        self._emphasis = frozenset[Words]().union(*(table.emphasis for table in self._tables))
        self._titles = {title_words(title): article for title, article in titles.items()}

    def small_talk(self, text: str) -> SmallTalk | None:
        """What kind of small talk the whole of `text` is, or None."""
        if len(text) > LONGEST_SPOKEN:
            return None
        words = spoken_words(text)
        if words in self._titles:
            return None
        return next((kind for table in self._tables if (kind := table.small_talk(words))), None)

    def is_title(self, text: str) -> bool:
        """Whether the whole of `text` is an article's title, which people type to read about it."""
        return len(text) <= LONGEST_SPOKEN and bool(words := spoken_words(text)) and words in self._titles

    def without_courtesies(self, text: str) -> str:
        """`text` without the greetings, thanks or announcements that stand before or after its question."""
        for _ in range(MOST_COURTESIES):
            match = _COURTESY.match(text)
            if not match or not self._is_courtesy(match[1]):
                break
            text = text[match.end() :]
        for _ in range(MOST_COURTESIES):
            match = _COURTESY_AFTER.search(text)
            if not match or not self._is_courtesy(match[1]):
                break
            text = text[: match.start(1)]
        words = list(WRITTEN_WORD.finditer(text))
        first, end = 0, len(words)
        while length := self._courtesy_at(words[first:end], at_end=True):
            end -= length
        while length := self._courtesy_at(words[first:end], at_end=False):
            first += length
        if (first, end) != (0, len(words)):
            text = text[words[first].start() if first else 0 : words[end - 1].end()]
        return self._without_emphasis(text)

    def _without_emphasis(self, text: str) -> str:
        """`text` without what is only said for effect behind its question word, such as “on earth”."""
        words = list(WRITTEN_WORD.finditer(text))
        # An opening word may stand before it: “so what even is it”.
        for first in range(min(2, len(words))):
            if length := _longest(words[first:], self._emphasis):
                return text[: words[first].end()] + text[words[first + length - 1].end() :]
        return text

    def corrected(self, text: str) -> str:
        """What `text` says was meant before, without “sorry, I meant”; "" where it says no such thing."""
        words = list(WRITTEN_WORD.finditer(text))
        length = _longest(words, self._corrections)
        return text[words[length].start() :] if length else ""

    def without_opening(self, text: str) -> str:
        """What `text` says behind "what about" or the like; "" where it doesn't begin so."""
        words = list(WRITTEN_WORD.finditer(text))
        first = 0
        while length := _longest(words[first:], self._openings):
            first += length
        return text[words[first].start() :] if first else ""

    def _is_courtesy(self, text: str) -> bool:
        """Whether the whole of `text` is small talk or a courtesy."""
        words = spoken_words(text)
        return bool(self.small_talk(text)) or any(words in table.courtesies for table in self._tables)

    def _courtesy_at(self, words: Sequence[re.Match[str]], *, at_end: bool) -> int:
        """How many of the last or the first of `words` are a courtesy; 0 where too few others are left."""
        for length in range(LONGEST_COURTESY, 0, -1):
            run, others = (words[-length:], words[:-length]) if at_end else (words[:length], words[length:])
            asked = sum(len(spoken_words(word[0])) for word in others)
            if asked < (LEAST_BEFORE if at_end and length < UNMISTAKABLE else LEAST_BESIDE):
                continue
            spoken = spoken_words(" ".join(word[0] for word in run))
            if any(spoken in table.courtesies for table in self._tables):
                is_named = at_end and self._is_determiner(words[-length - 1][0])
                return 0 if is_named else length
        return 0

    def _is_determiner(self, word: str) -> bool:
        """Whether `word` leads to something that is asked about, as "the" of "what was the next question"."""
        return any(not table.determiners.isdisjoint(spoken_words(word)) for table in self._tables)

    def overview(self, text: str, *, named_before: bool = False) -> tuple[str, ...] | None:
        """The ids of the articles that `text` wants an overview of, () for all; None where it wants none.

        `named_before`: something was spoken of already, so that a bare “it” means that and no article.
        """
        if len(text) > LONGEST_SPOKEN:
            return None
        words = spoken_words(text)
        for table in self._tables:
            for named in table.named_in_overview(words):
                if named_before and len(named) == 1 and named[0] in table.pronouns:
                    return None
                if not named or named in table.whole_article:
                    return ()
                if named in self._titles:
                    return (self._titles[named],)
        return None

    def has_pronoun(self, text: str) -> bool:
        """Whether one of the first words of `text` stands for something said before."""
        words = spoken_words(text[:LONGEST_SPOKEN])
        for table in self._tables:
            for phrase in table.idle_pronouns:
                words = _without(words, phrase)
        return any(not table.pronouns.isdisjoint(words) for table in self._tables)

    def has_personal_pronoun(self, text: str) -> bool:
        """Whether one of the first words of `text` stands for people, as far as its language tells."""
        words = spoken_words(text[:LONGEST_SPOKEN])
        return any(not table.personal_pronouns.isdisjoint(words) for table in self._tables)

    def speaks_of_asker(self, text: str) -> bool:
        """Whether somebody speaks of themselves in `text`, or to somebody; "US" are others."""
        written = [word[0] for word in WRITTEN_WORD.finditer(text[:LONGEST_SPOKEN])]
        in_capitals = text.isupper() and len(written) > 1
        said = [word for word in written if in_capitals or len(word) == 1 or not word.isupper()]
        words = spoken_words(" ".join(said))
        return any(not table.speakers.isdisjoint(words) for table in self._tables)

    def sets_subject(self, text: str) -> bool:
        """Whether `text` says what is asked about ("I mean the navy", "my talk is about it")."""
        words = spoken_words(text[:LONGEST_SPOKEN])
        return any(
            word in table.about and words[place + 1 : place + 2] != ("this",)
            for place, word in enumerate(words)
            for table in self._tables
        )

    def begins_with_pronoun(self, text: str) -> bool:
        """Whether the first word of `text` stands for something said before."""
        first = spoken_words(text[:LONGEST_SPOKEN])[:1]
        return any(word in table.pronouns for word in first for table in self._tables)

    def has_opening(self, text: str) -> bool:
        """Whether `text` begins as what goes on with something said before."""
        words = spoken_words(text[:LONGEST_SPOKEN])
        return any(words[: len(opening)] == opening for table in self._tables for opening in table.openings)

    def is_elliptic(self, text: str) -> bool:
        """Whether `text` asks one more thing of what was asked before, and says no more than that: "in which
        year?".
        """
        words = spoken_words(text[:LONGEST_SPOKEN])
        return any(table.is_elliptic(words) for table in self._tables)


def _longest(words: Sequence[re.Match[str]], phrases: Collection[Words]) -> int:
    """How many of `words` are the longest of `phrases` that they begin with; another must follow."""
    for length in range(min(LONGEST_OPENING, len(words) - 1), 0, -1):
        if spoken_words(" ".join(word[0] for word in words[:length])) in phrases:
            return length
    return 0


def _without(words: Words, phrase: Words) -> Words:
    """`words` without those of `phrase`, wherever they stand side by side."""
    place = 0
    while place <= len(words) - len(phrase):
        if words[place : place + len(phrase)] == phrase:
            words = words[:place] + words[place + len(phrase) :]
        else:
            place += 1
    return words
