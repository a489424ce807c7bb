"""Lays a quotation beside a text: word for word, nearly, or in pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from bot.answering.quoted_words import Item, Kind, changes_sense, is_negation

MOST_REPLACED = 8
"""Words that "[he]" may stand for."""

SHORT_GAP = 6
"""Words that an ellipsis may leave out of a clause; a negation among so few turns the clause around."""

GAP_EDGE = 2
"""Words at the end of what an ellipsis leaves out that belong to what stands behind it."""

LEAST_ALIKE = 0.6
"""The share of a quotation's words that a text must have in their order to be what was meant."""

MOST_SLACK = 12
"""Words by which a run may be longer or shorter than its quotation at each end."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a quotation, and what is written in their place; one of them may be empty.

    `is_label`: they are numbers of footnotes.
    """

    quoted: str
    written: str
    is_label: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where a quotation stands: words `start` up to `end` of a text, what differs, and how much agrees."""

    start: int
    end: int
    differences: tuple[Difference, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a quotation, from `quoted` on, that stand in a text from `start` on."""

    quoted: int
    start: int
    length: int


def exact(quotation: Sequence[Item], text: Sequence[Item]) -> Alignment | None:
    """Where `quotation` stands in `text` but for what quoting may change; None where it doesn't.

    What turns the sense around, and punctuation inside, is a difference.
    """
    if not quotation:
        return None
    best: Alignment | None = None
    beginning = quotation[0]
    for start, word in enumerate(text):
        # All but a few places are ruled out by their first word; a compound may be written as one.
        if beginning.kind is Kind.WORD and not (
            word.key == beginning.key
            or word.key.startswith(beginning.key)
            or beginning.key.startswith(word.key)
        ):
            continue
        found = _from(quotation, text, start)
        if found is not None and (best is None or len(found.differences) < len(best.differences)):
            best = found
            if not found.differences:
                break
    return best


def _from(quotation: Sequence[Item], text: Sequence[Item], start: int) -> Alignment | None:
    """The quotation from this word of the text on."""
    place, differences, i = start, list[Difference](), 0
    while i < len(quotation):
        item = quotation[i]
        if item.kind is not Kind.WORD:
            end = _behind(quotation, i, text, place)
            if end is None:
                return None
            differences += _left_out(item, [word.key for word in text[place:end]])
            place, i = end, i + 1
            continue
        step = _step(quotation, i, text, place)
        if step is None:
            return None
        i, place = i + step[0], place + step[1]
        if i < len(quotation) and quotation[i].kind is Kind.WORD and place < len(text):
            quoted, written = quotation[i - 1].after, text[place - 1].after
            if quoted != written:
                differences.append(Difference(quotation[i - 1].key + quoted, text[place - 1].key + written))
    return Alignment(start, place, tuple(differences))


def _step(quotation: Sequence[Item], i: int, text: Sequence[Item], place: int) -> tuple[int, int] | None:
    """How many words of both are the same word here: two joined by a hyphen may be written as one."""
    if place >= len(text):
        return None
    if quotation[i].key == text[place].key:
        return 1, 1
    following = quotation[i + 1] if i + 1 < len(quotation) else None
    if following and following.joined and quotation[i].key + following.key == text[place].key:
        return 2, 1
    written = text[place + 1] if place + 1 < len(text) else None
    if written and written.joined and text[place].key + written.key == quotation[i].key:
        return 1, 2
    return None


def _behind(quotation: Sequence[Item], i: int, text: Sequence[Item], place: int) -> int | None:
    """Where the text goes on behind an ellipsis or words in brackets."""
    most = len(text) if quotation[i].kind is Kind.GAP else min(len(text), place + MOST_REPLACED)
    rest = quotation[i + 1 :]
    if not rest:
        return place
    for end in range(place, most + 1):
        if rest[0].kind is not Kind.WORD or _matches(rest, text, end):
            return end
    return None


def _matches(quotation: Sequence[Item], text: Sequence[Item], place: int) -> bool:
    """Whether the words up to the next ellipsis stand here."""
    i = 0
    while i < len(quotation) and quotation[i].kind is Kind.WORD:
        step = _step(quotation, i, text, place)
        if step is None:
            return False
        i, place = i + step[0], place + step[1]
    return True


def _left_out(item: Item, words: Sequence[str]) -> Iterator[Difference]:
    """What an ellipsis or brackets change of the sense."""
    if item.kind is Kind.INSERTED:
        if changes_sense(words) or changes_sense(item.key.casefold().split()):
            yield Difference(item.key, " ".join(words))
        return
    near = words if len(words) <= SHORT_GAP else words[-GAP_EDGE:]
    yield from (Difference("", word) for word in near if is_negation(word))


def nearly(quotation: Sequence[Item], text: Sequence[Item]) -> Alignment | None:
    """Where `text` comes nearest to `quotation`, and what differs; None where it doesn't come near."""
    pieces = _pieces(quotation)
    found = [alignment for piece in pieces if (alignment := _nearest(piece, text))]
    words = sum(map(len, pieces))
    if not found or len(found) < len(pieces):
        return None
    share = sum(each.share * len(piece) for each, piece in zip(found, pieces, strict=True)) / words
    if share < LEAST_ALIKE or share * words < 2:
        return None
    differences = tuple(difference for each in found for difference in each.differences)
    return Alignment(min(each.start for each in found), max(each.end for each in found), differences, share)


def _pieces(quotation: Sequence[Item]) -> list[list[Item]]:
    """The words between ellipses; words in brackets belong to neither side."""
    pieces: list[list[Item]] = [[]]
    for item in quotation:
        if item.kind is Kind.WORD:
            pieces[-1].append(item)
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _nearest(piece: Sequence[Item], text: Sequence[Item]) -> Alignment | None:
    quoted, written = [item.key for item in piece], [item.key for item in text]
    window = partial_ratio_alignment(quoted, written)
    if window is None or window.score < 100 * LEAST_ALIKE / 2:
        return None
    low, high = _window(quoted, written, window.dest_start, window.dest_end)
    operations = Levenshtein.opcodes(quoted, written[low:high])
    same = sum(each.src_end - each.src_start for each in operations if each.tag == "equal")
    differences = tuple(
        Difference(
            _written(piece[each.src_start : each.src_end]),
            _written(text[low + each.dest_start : low + each.dest_end]),
        )
        for each in operations
        if each.tag != "equal"
    )
    return Alignment(low, high, differences, same / len(quoted))


def _window(quoted: Sequence[str], written: Sequence[str], low: int, high: int) -> tuple[int, int]:
    """The run of `written` with the fewest differences that begins and ends near `low` and `high`.

    A run as long as the quotation is given; words that the quotation lacks or has put in make it another one.
    """
    slack = min(MOST_SLACK, max(2, len(quoted) // 4))

    def cost(begin: int, end: int) -> tuple[int, int, int]:
        run = written[begin:end]
        same = LCSseq.similarity(quoted, run)
        return Levenshtein.distance(quoted, run), -same, abs(len(run) - len(quoted))

    widest = min(len(written), high + slack)
    low = min(range(max(0, low - slack), min(widest, low + slack + 1)), key=lambda begin: cost(begin, high))
    high = min(range(max(low + 1, high - slack), widest + 1), key=lambda end: cost(low, end))
    return low, high


def _written(items: Sequence[Item]) -> str:
    return " ".join(item.key for item in items)
