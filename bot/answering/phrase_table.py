"""The phrases of a conversation in one language, laid out for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from bot.answering.phrases import OverviewPhrase, Phrases, SmallTalk, Words, phrases_of

MOST_LEFT = 2
"""Words behind "in which" and the like in a question that leaves the rest unsaid ("in which Welsh town?")."""

LONGEST_COURTESY = 4
"""Words of a courtesy that no mark parts from its question ("s'il vous plaît")."""

LONGEST_LEAD_IN = 8
"""Words before a wish for an overview that only lead to it ("could you please")."""


class PhraseTable:
    """The phrases of one language, laid out for look-up."""

    def __init__(self, phrases: Phrases) -> None:
        """`phrases` are those of the language's file."""
        self.kinds = {**phrases.small_talk, **dict.fromkeys(phrases.fillers)}
        self.longest = max(map(len, self.kinds), default=0)
        self.courtesies = phrases.courtesies
        self.leading = phrases.leading
        self.corrections, self.emphasis = phrases.corrections, phrases.emphasis
        self.determiners = phrases.determiners
        self.fillers = frozenset(phrase[0] for phrase in phrases.fillers if len(phrase) == 1)
        # The first word → the phrases that may begin with it; "" → those that begin with their gap.
        self.overview: dict[str, list[OverviewPhrase]] = {
            first: [each for each in phrases.overview if each.before[:1] in ((), (first,))]
            for first in ("", *(each.before[0] for each in phrases.overview if each.before))
        }
        self.whole_article = phrases.whole_article
        self.pronouns, self.personal_pronouns = phrases.pronouns, phrases.personal_pronouns
        self.speakers, self.about = phrases.speakers, phrases.about
        self.idle_pronouns = phrases.idle_pronouns
        self.openings = phrases.openings
        self._elliptic, self._auxiliaries = phrases.elliptic, phrases.auxiliaries

    @staticmethod
    @cache
    def of(code: str) -> PhraseTable | None:
        """The table of the language with this code; None where it has no phrases."""
        phrases = phrases_of(code)
        return PhraseTable(phrases) if phrases else None

    def small_talk(self, words: Words) -> SmallTalk | None:
        """The kind of the last phrase where phrases and fillers cover all `words`; courtesies give way."""
        found: list[SmallTalk] = []
        place = 0
        while place < len(words):
            runs = (words[place : place + length] for length in range(self.longest, 0, -1))
            run = next((run for run in runs if run in self.kinds), None)
            if run is None:
                return None
            kind = self.kinds[run]
            found += [kind] if kind else []
            place += len(run)
        telling = [kind for kind in found if kind not in (SmallTalk.GREETING, SmallTalk.THANKS)]
        return (telling or found or [None])[-1]

    def is_elliptic(self, words: Words) -> bool:
        """Whether `words` are a question without a verb, after an opening or none."""
        while words[:1] in self.openings:
            words = words[1:]
        begins = (words[:length] in self._elliptic for length in range(1, len(words) + 1))
        return any(
            is_phrase and len(words) - length <= MOST_LEFT and self._auxiliaries.isdisjoint(words[length:])
            for length, is_phrase in enumerate(begins, start=1)
        )

    def named_in_overview(self, words: Words) -> Iterable[Words]:
        """What stands in the gap of each overview phrase that `words` are; empty for a phrase without one.

        Words that lead to the phrase may stand before it, courtesies behind it.
        """
        wishes = [words[start:end] for start in self._starts(words) for end in self._ends(words)]
        without = [tuple(word for word in wish if word not in self.fillers) for wish in wishes]
        for wanted in dict.fromkeys((*wishes, *without)):
            first = wanted[0] if wanted else ""
            for phrase in self.overview.get(first, self.overview[""]):
                middle = wanted[len(phrase.before) : len(wanted) - len(phrase.after)]
                if phrase.before + middle + phrase.after == wanted and bool(middle) == phrase.has_gap:
                    yield middle

    def _starts(self, words: Words) -> Iterator[int]:
        """Where a wish may begin: at the first of `words`, and behind each that leads to it."""
        yield 0
        for place, word in enumerate(words[:LONGEST_LEAD_IN]):
            if word not in self.leading:
                return
            yield place + 1

    def _ends(self, words: Words) -> Iterator[int]:
        """Where a wish may end: behind the last of `words`, or before courtesies."""
        end = len(words)
        while end:
            yield end
            lengths = range(LONGEST_COURTESY, 0, -1)
            end -= next((n for n in lengths if words[max(0, end - n) : end] in self.courtesies), end)
