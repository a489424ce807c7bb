"""Which of a page's markers lead to which of its references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.sources.clipboard.list_choice import Reference, ReferenceList
from bot.sources.clipboard.markers import CAPITALS, LETTERS, NUMBERS, group_of, key_of
from bot.sources.document import Remark
from bot.sources.errors import PageError

MOSTLY = 0.8
"""How much of a list without numbers must be cited, so that it is whole whatever other numbers are there."""


@dataclass
class Matched:
    """Footnotes by their label as readers see it, and what was guessed."""

    notes: list[tuple[str, Reference]] = field(default_factory=list)
    guesses: list[Remark] = field(default_factory=list)


def match(lists: Sequence[ReferenceList], cited: Mapping[str, str]) -> Matched:
    """Lead the markers (`cited`: key → label as the text shows it) to the lists' references.

    Raises PageError where a reference stands twice, or where lists without numbers fit several ways.
    """
    groups: dict[str, list[str]] = {}
    for key in cited:
        groups.setdefault(group_of(key), []).append(key)
    matched = Matched()
    taken: dict[str, int] = {}
    free = dict(groups)
    # Lists that show their labels first: what is left is for those that show numbers or nothing.
    order = sorted(lists, key=lambda each: (_named_group(each) is None, each.places[0]))
    keyed: dict[int, list[str]] = {}
    for each in order:
        group = _named_group(each) or _fitting(each, free, len(lists))
        free.pop(group, None)
        keyed[id(each)] = _keys(each, group, groups.get(group, []), matched.guesses)
    for each in lists:
        for key, reference in zip(keyed[id(each)], each.references, strict=True):
            if key in taken:
                raise PageError(
                    reference.line,
                    f"reference {reference.label or key} stands twice, first in line {taken[key]}; "
                    "renumber one",
                )
            taken[key] = reference.line
            matched.notes.append((cited.get(key) or reference.label or key, reference))
    return matched


def _named_group(each: ReferenceList) -> str | None:
    """The group of a list whose labels say it (`a.`, `note 1.`), or None."""
    labels = [reference.label for reference in each.references if reference.label]
    if not labels or any(label.isdecimal() for label in labels):
        return None
    return group_of(key_of(labels[0]))


def _fitting(each: ReferenceList, free: Mapping[str, Sequence[str]], lists: int) -> str:
    """The group whose markers a list of numbers, or of nothing, is for."""
    if not free:
        return NUMBERS
    labels = {r.label or str(place) for place, r in enumerate(each.references, start=1)}

    def fit(group: str) -> tuple[float, float, float]:
        numbers = [_number(key, group) for key in free[group]]
        inside = sum(str(number) in labels for number in numbers)
        titled = (
            (group != NUMBERS) == each.notes if each.title is not None and lists > 1 else group == NUMBERS
        )
        return (inside / len(numbers) if inside else -1, titled, inside - abs(len(labels) - len(numbers)))

    if lists == 1 and NUMBERS in free and fit(NUMBERS)[0] > 0:
        return NUMBERS
    if lists > 1 and each.title is not None:
        hinted = [group for group in free if (group != NUMBERS) == each.notes and fit(group)[0] > 0]
        if hinted:
            return max(hinted, key=fit)
    return max(free, key=fit)


def _number(key: str, group: str) -> int:
    if group in (LETTERS, CAPITALS):
        return ord(key.lower()) - ord("a") + 1
    last = key.split(" ")[-1] if " " in key else key.removeprefix(group)
    return int(last) if last.isdecimal() else 10_000


def _key(number: int, group: str, keys: Sequence[str]) -> str:
    if group == NUMBERS:
        return str(number)
    if group in (LETTERS, CAPITALS):
        letter = chr(ord("a") + number - 1) if number <= 26 else str(number)
        return letter.upper() if group == CAPITALS else letter
    spaced = not keys or " " in keys[0]
    return f"{group} {number}" if spaced else f"{group}{number}"


def _take_capitals(each: ReferenceList) -> None:
    """Take “A. …”, “B. …” from references that all begin so: one alone may be an author's initial."""
    leads = [f"{_key(number, CAPITALS, ())}." for number in range(1, len(each.references) + 1)]
    pairs = list(zip(each.references, leads, strict=True))
    if all(reference.lines and reference.lines[0].startswith(f"{lead} ") for reference, lead in pairs):
        for reference, lead in pairs:
            reference.lines[0] = reference.lines[0].removeprefix(lead).strip()


def _keys(each: ReferenceList, group: str, keys: Sequence[str], guesses: list[Remark]) -> list[str]:
    """The key of each reference of a list that is for `group`, whose markers have `keys`."""
    labels = [reference.label for reference in each.references]
    if all(labels):
        # Beside labels that name their group (`note 1.`) a number is one of the numbers.
        is_mixed = not all(label.isdecimal() for label in labels)
        return [
            key_of(label) if is_mixed or not label.isdecimal() else _key(int(key_of(label)), group, keys)
            for label in labels
        ]
    count = len(each.references)
    if group == CAPITALS and count > 1:
        _take_capitals(each)
    numbers = sorted(_number(key, group) for key in keys)
    first = each.references[0].line
    named = "" if group == NUMBERS else f" of [{_key(1, group, keys)}]"
    inside = [number for number in numbers if number <= count]
    # Beyond a list whose references are all cited, a number is no marker: “[7]” in a text about brackets.
    whole = count + 1 not in numbers and len(inside) >= MOSTLY * count and len(inside) > len(numbers) / 2
    if not numbers or numbers[-1] <= count or whole:
        guesses.append(
            Remark(first, f"the list{named} shows no numbers; its {count} references were counted in order")
        )
        return [_key(number, group, keys) for number in range(1, count + 1)]
    if len(numbers) == count:
        guesses.append(
            Remark(
                first,
                f"the list{named} shows no numbers; its {count} references were led to the {count} markers "
                f"[{_key(numbers[0], group, keys)}] to [{_key(numbers[-1], group, keys)}] in their order",
            )
        )
        return [_key(number, group, keys) for number in numbers]
    raise PageError(
        first,
        f"{count} references without numbers can't be told apart for markers up to "
        f"[{_key(numbers[-1], group, keys)}]; save the page as HTML in a browser and import that, or give "
        "--without-footnotes",
        loses=True,
    )
