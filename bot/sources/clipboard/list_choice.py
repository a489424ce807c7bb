"""Which of the lists that look like references are a page's reference lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.sources.clipboard.entries import entry_of
from bot.sources.clipboard.lines import Line, Role
from bot.sources.clipboard.markers import group_of, key_of
from bot.sources.clipboard.wiki_words import is_list_title


@dataclass
class Reference:
    """One entry of a list, with the lines that it goes on over."""

    label: str
    lines: list[str]
    line: int


@dataclass
class ReferenceList:
    """A list as it stands on the page. `places` are its lines' places among all lines."""

    title: Line | None
    notes: bool
    references: list[Reference] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    """The numbers of lines below a blank one that are still the reference above it."""
    bare: bool = False
    """Nothing but its title says that its lines are references."""


def chosen_lists(
    found: list[ReferenceList], lines: Sequence[Line], cited: Mapping[str, str]
) -> list[ReferenceList]:
    """Without lists of the text: those without a title or arrows, unless no list comes after them."""
    sure = [e for e in found if e.title is not None or _has_arrows(e, lines) or _has_signs(e)]
    plain = [each for each in found if each not in sure]
    # A list of “^” without numbers is one of references wherever there are markers at all.
    kept = [each for each in sure if _is_cited(each, cited) or (cited and _has_arrows(each, lines))]
    if not any(not each.notes for each in kept) or not kept:
        # The last numbered lines, and those right above them that count anew.
        for each in reversed(plain):
            if kept and not _adjoins(each, kept[0], lines):
                break
            if not _is_cited(each, cited) or (kept and not _counts_anew(each, kept, lines, cited)):
                break
            kept.insert(0, each)
    return sorted(kept, key=lambda each: each.places[0])


def _counts_anew(
    each: ReferenceList, kept: Sequence[ReferenceList], lines: Sequence[Line], cited: Mapping[str, str]
) -> bool:
    """Whether a list above the ones that were kept is one more of references, for another group's markers."""
    first = each.places[0]
    if first and not lines[first].gap and lines[first - 1].role is Role.BODY:
        return False
    keys = set(_possible_keys(each))
    groups = {group_of(key) for key in cited}
    return len(groups) > len(kept) or not any(keys & set(_possible_keys(other)) for other in kept)


def _adjoins(each: ReferenceList, following: ReferenceList, lines: Sequence[Line]) -> bool:
    between = lines[each.places[-1] + 1 : following.places[0]]
    return all(is_list_title(line.text) for line in between)


def _has_arrows(each: ReferenceList, lines: Sequence[Line]) -> bool:
    entry = entry_of(lines[each.places[0]].text)
    return entry is not None and entry.arrow


def _has_signs(each: ReferenceList) -> bool:
    """Whether its labels are signs (“[†] Kolb.”), which begin no list of the text."""
    return not any(map(str.isalnum, "".join(r.label or "-1" for r in each.references)))


def _is_cited(each: ReferenceList, cited: Mapping[str, str]) -> bool:
    """Whether a marker may lead to one of its references."""
    keys = set(_possible_keys(each))
    if any(key in keys for key in cited):
        return True
    numbered = all(not r.label or r.label.isdecimal() for r in each.references)
    return numbered and any(
        _number_in_group(key) <= len(each.references) for key in cited if not key.isdecimal()
    )


def _possible_keys(each: ReferenceList) -> Iterator[str]:
    for place, reference in enumerate(each.references, start=1):
        yield key_of(reference.label) if reference.label else str(place)


def _number_in_group(key: str) -> int:
    """The number of a key such as “note 3” or “c” in its group; a large one for what counts nothing."""
    last = key.split(" ")[-1].split(".")[-1]
    if last.isdecimal() and last != key:
        return int(last)
    return ord(key.lower()) - ord("a") + 1 if len(key) == 1 and "a" <= key.lower() <= "z" else 10_000
