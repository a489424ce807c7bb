"""What a page's own `<style>` keeps from being shown, by plain selectors of tags, classes and ids.

Where it isn't certain that something is hidden, it counts as shown: of a selector with several parts only the
last is looked at, and only for showing; so are rules for some sizes of a screen, and for what is pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.sources.html.page_tree import Element

LONGEST_STYLES = 500_000
"""Characters of a page's styles. Of more, none is read."""

MOST_RULES = 300
"""Rules about showing. Where a page has more, none counts."""

LONGEST_PART = 300
"""Characters of a selector or a declaration that is read."""

DEEPEST = 10
"""Blocks in blocks that are looked into."""

_STRING = re.compile(r'"[^"\n]*"|\'[^\'\n]*\'')
_SIGNS = re.compile(r"([{};])")
_DECLARATION = re.compile(r"\s*(display|visibility)\s*:\s*([a-z-]+)[^!]*(!\s*important)?\s*", re.IGNORECASE)
_COMPOUND = re.compile(r"([a-z][a-z0-9]*|\*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_NAME = re.compile(r"([.#])([\w-]+)")
_COMBINED = re.compile(r"[\s>+~]+")
_STATE = re.compile(r":[\w-]+(?:\([^()]*\))?|\[[^\]]*\]")
_BESIDE = re.compile(r"::|:(?:before|after|first-l)", re.IGNORECASE)
_UNCONDITIONAL = frozenset({"all", "screen", "only screen"})
_NEVER_READ = frozenset({"noscript", "template", "svg"})
_WHOLE_PAGE = frozenset({"html", "body"})
"""Elements that a page hides only until it has loaded."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Elements of this tag with these classes and this id are hidden, or shown. `rank` as CSS has it."""

    tag: str
    classes: frozenset[str]
    identifier: str
    kind: str
    hides: bool
    rank: tuple[bool, int, int, int]

    def fits(self, element: Element, classes: frozenset[str]) -> bool:
        return (
            self.tag in ("", element.tag)
            and self.identifier in ("", element.get("id"))
            and self.classes <= classes
        )


def hide_unshown(root: Element) -> None:
    """Mark as `hidden` what the page's own styles hide."""
    rules = list(islice(_rules(root), MOST_RULES + 1))
    if len(rules) > MOST_RULES or not any(rule.hides for rule in rules):
        return
    for element in root.walk():
        if element.tag in _WHOLE_PAGE or "hidden" in element.attributes:
            continue
        classes = frozenset(element.get("class").split())
        if any(_is_hidden(element, classes, kind, rules) for kind in ("display", "visibility")):
            element.attributes["hidden"] = ""


def _is_hidden(element: Element, classes: frozenset[str], kind: str, rules: list[_Rule]) -> bool:
    if kind in element.get("style").lower():
        return False  # what it says itself is read where it stands
    fitting = [rule for rule in rules if rule.kind == kind and rule.fits(element, classes)]
    # Of two rules of one rank the later one holds.
    return bool(fitting) and max(reversed(fitting), key=lambda rule: rule.rank).hides


def _rules(root: Element) -> Iterator[_Rule]:
    sheets = [
        element.children
        for element in root.walk()
        if element.tag == "style"
        and element.get("media").strip().lower() in {"", *_UNCONDITIONAL}
        and not any(around.tag in _NEVER_READ for around in element.ancestors())
    ]
    text = "\n".join(child for children in sheets for child in children if isinstance(child, str))
    if text and len(text) <= LONGEST_STYLES:
        yield from _rules_in(_STRING.sub("", _without_comments(text)))


def _without_comments(css: str) -> str:
    first, *others = css.split("/*")
    return first + " ".join(other.partition("*/")[2] for other in others)


def _rules_in(css: str) -> Iterator[_Rule]:
    """The rules about showing. Blocks within a rule aren't read."""
    open_blocks: list[str] = []
    parts = iter(_SIGNS.split(css))
    for text, sign in zip(map(str.strip, parts), parts, strict=False):
        selectors = open_blocks[-1] if open_blocks else "@"
        is_declaration = sign != "{" and not selectors.startswith("@") and len(text) <= LONGEST_PART
        is_declaration = is_declaration and len(open_blocks) <= DEEPEST
        if is_declaration and (found := _DECLARATION.fullmatch(text)):
            around = open_blocks[:-1]
            if all(block.startswith("@") and not _is_for_paper(block) for block in around):
                is_certain = all(map(_is_unconditional, around))
                yield from _of(selectors, found[1].lower(), found[2].lower(), bool(found[3]), is_certain)
        if sign == "{":
            open_blocks.append(text)
        elif sign == "}" and open_blocks:
            open_blocks.pop()


def _of(selectors: str, kind: str, value: str, is_important: bool, is_certain: bool) -> Iterator[_Rule]:
    hides = value == ("none" if kind == "display" else "hidden")
    for selector in selectors.split(","):
        written = selector.strip()
        if len(written) > LONGEST_PART:
            continue
        last = _COMBINED.split(_STATE.sub("", written).strip())[-1]
        is_plain = last == written
        compound = _COMPOUND.fullmatch(last)
        if (
            not compound
            or not written
            or _BESIDE.search(written)
            or (hides and not (is_plain and is_certain))
        ):
            continue
        names = _NAME.findall(compound[2])
        tag = "" if compound[1] in (None, "*") else compound[1].lower()
        identifiers = [name for sign, name in names if sign == "#"]
        ids, classes = written.count("#"), len(re.findall(r"[.:\[]", written))
        rank = (is_important, ids, classes, len(re.findall(r"(?:^|[\s>+~])[a-zA-Z]", written)))
        yield _Rule(
            tag,
            frozenset(name for sign, name in names if sign == "."),
            "".join(identifiers[:1]),
            kind,
            hides,
            rank,
        )


def _is_unconditional(block: str) -> bool:
    name, _, condition = block.partition(" ")
    media = {each.strip().lower() for each in condition.split(",")}
    return name.lower() == "@media" and bool(media & _UNCONDITIONAL)


def _is_for_paper(block: str) -> bool:
    return "print" in block.lower() and "screen" not in block.lower() and "all" not in block.lower()
