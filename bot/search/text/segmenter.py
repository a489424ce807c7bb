"""Finds the words of a script that is written without spaces, by how common they are in the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.search.folding import folded
from bot.search.remembering import remembering

LONGEST = 12
"""Characters of the longest word that is looked for."""

UNKNOWN = 16.0
"""Nats: what a character costs that no word of the table covers; more than the rarest word of the table."""

LONGEST_RUN = 400
"""Characters that are segmented at once; people write fewer between two marks."""

CACHED_RUNS = 5_000


class Segmenter:
    """The likeliest segmentation by a unigram model: the words whose information adds up to the least.

    Manning and Schütze, Foundations of Statistical Natural Language Processing, 1999, chapter 9 tell of the
    algorithm (Viterbi).
    """

    def __init__(self, information: Mapping[str, float]) -> None:
        """`information` is that of the language's words, folded, in nats."""
        self._information = information
        self._longest = min(LONGEST, max(map(len, information), default=1))
        self._segmented = remembering(self._segment, CACHED_RUNS)

    def segment(self, run: str) -> Iterator[tuple[int, str]]:
        """The words of `run`, which holds no space, in order, each with its offset."""
        for first in range(0, len(run), LONGEST_RUN):
            for start, end in self._segmented(run[first : first + LONGEST_RUN]):
                yield first + start, run[first + start : first + end]

    def _segment(self, run: str) -> tuple[tuple[int, int], ...]:
        # A character may fold into several: the table's words are compared with what they fold into.
        letters = [folded(letter) for letter in run]
        information, longest = self._information, self._longest
        costs = [0.0]
        starts = [0]
        for end in range(1, len(run) + 1):
            best, best_start = costs[end - 1] + UNKNOWN, end - 1
            word = ""
            for start in range(end - 1, max(0, end - longest) - 1, -1):
                word = letters[start] + word
                cost = information.get(word)
                if cost is not None and costs[start] + cost < best:
                    best, best_start = costs[start] + cost, start
            costs.append(best)
            starts.append(best_start)
        words: list[tuple[int, int]] = []
        end = len(run)
        while end:
            words.append((starts[end], end))
            end = starts[end]
        words.reverse()
        return tuple(self._joined(words, letters))

    def _joined(self, words: list[tuple[int, int]], letters: list[str]) -> Iterator[tuple[int, int]]:
        """`words`, but neighbouring characters that no word covers as one word: most likely a name."""
        begin = end = 0
        for word_start, word_end in words:
            if word_end == word_start + 1 and letters[word_start] not in self._information:
                begin, end = (begin if end > begin else word_start), word_end
                continue
            if end > begin:
                yield begin, end
                begin = end
            yield word_start, word_end
            begin = end = word_end
        if end > begin:
            yield begin, end
