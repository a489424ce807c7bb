"""The words around an article on a wiki's page: edit links, titles of lists, lines above and below."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

LONGEST_FURNITURE = 200
"""Characters of a line above or below the text."""

_SHORTEST_JUMP = 7
_FEWEST_LETTERS = 12

_SUFFIX = re.compile(r"\s*[\[［【](?P<inside>[^\[\]［］【】]{0,60})[\]］】]\s*\Z")
_MARKUP = re.compile(r"(?P<equals>={2,6})(?P<between>.+?)(?P=equals)|(?P<hashes>#{2,6})\s(?P<after>.+)")
_SEPARATORS = re.compile(r"\s*[|·/•]\s*")


@dataclass(frozen=True)
class WikiWords:
    """The words of all languages, folded for comparing."""

    edit: frozenset[str]
    back: re.Pattern[str]
    contents: frozenset[str]
    categories: frozenset[str]
    references: frozenset[str]
    notes: frozenset[str]
    links: frozenset[str]
    """Titles of lists of links, to articles of the same wiki (`see_also`) and to other sites."""
    see_also: frozenset[str]
    disambiguation: tuple[str, ...]
    site: Mapping[str, str]
    """The lines that name the site → the language that they are in."""
    tabs: frozenset[str]
    """Links to a page's other views."""
    jumps: frozenset[str]
    """Lines above the text that are always the same."""
    top: re.Pattern[str]
    foot: re.Pattern[str]
    links_below: re.Pattern[str]
    """Lines below the text that begin as a sentence may: “About …”."""


def folded(text: str) -> str:
    """`text` for comparing: case, width and space don't count, nor a colon at the end."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(":").strip()


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    data = resources.files("bot.sources.clipboard").joinpath("wiki_words.toml").read_text("utf-8")
    return tomllib.loads(data)


@cache
def _languages() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, words in _data().items():
        for name in ("edit", "references", "notes"):
            for word in words.get(name, ()):
                found.setdefault(folded(word), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def languages_of(words: str) -> frozenset[str]:
    """The languages whose wikis call a list of references so, or their edit links (`words` are folded)."""
    return _languages().get(words, frozenset())


@cache
def wiki_words() -> WikiWords:
    """The data file, read once."""
    languages = _data()

    def of(name: str) -> Iterator[str]:
        return (word for words in languages.values() for word in words.get(name, ()))

    # A word ends where it ends, but what ends in a colon may stand right before a letter: “Jump up to:a b”.
    backs = [
        re.escape(word) + ("" if word[-1] in ":：" else r"(?=[\s:：^↑]|\Z)")
        for word in sorted(set(of("back")), key=lambda word: (-len(word), word))
    ]
    return WikiWords(
        edit=frozenset(map(folded, of("edit"))),
        back=re.compile(rf"(?:{'|'.join(backs)})[:：]?", re.IGNORECASE),
        contents=frozenset(map(folded, of("contents"))),
        categories=frozenset(map(folded, of("categories"))),
        references=frozenset(map(folded, of("references"))),
        notes=frozenset(map(folded, of("notes"))),
        links=frozenset(map(folded, (*of("links"), *of("see_also")))),
        see_also=frozenset(map(folded, of("see_also"))),
        disambiguation=tuple({folded(word) for word in of("disambiguation")}),
        site={
            folded(word).rstrip("."): code
            for code, words in languages.items()
            for word in words.get("site", ())
        },
        tabs=frozenset(map(folded, (*of("tabs"), *of("edit")))),
        jumps=frozenset(
            folded(word) for word in of("top") if "…" not in word and len(word) >= _SHORTEST_JUMP
        ),
        top=_lines_like(of("top")),
        foot=_lines_like(text for text in of("foot") if not _begins_like_sentence(text)),
        links_below=_lines_like((text for text in of("foot") if _begins_like_sentence(text)), most=30),
    )


def _is_jump(text: str) -> bool:
    return "…" not in text and len(text) >= _SHORTEST_JUMP


def _begins_like_sentence(text: str) -> bool:
    """Whether so little of a line is always the same that many a sentence begins so: “O …” in Polish."""
    return "…" in text and sum(map(str.isalnum, text)) < _FEWEST_LETTERS


def _lines_like(texts: Iterator[str], *, most: int = 120) -> re.Pattern[str]:
    """Whole lines that are one of `texts`, in which “…” stands for anything of `most` characters."""
    forms = {
        f".{{1,{most}}}".join(re.sub(r"(?:\\ )+", r"\\s+", re.escape(piece)) for piece in _pieces(text))
        for text in texts
        if any(map(str.isalnum, text.replace("…", "")))
    }
    return re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE)


def _pieces(text: str) -> list[str]:
    return text.rstrip(".").split("…")


def without_edit_links(line: str) -> str | None:
    """A heading's words where `line` ends in edit links (“[edit | edit source]”, Fandom's “[]”), or None.

    Other links may stand behind them: Japanese Wikipedia's help beside the title of its references.
    """
    words = _without_last_links(line)
    while words is not None and (shorter := _without_last_links(words)) is not None:
        words = shorter
    return words


def _without_last_links(line: str) -> str | None:
    suffix = _SUFFIX.search(line)
    if not suffix or not line[: suffix.start()].strip():
        return None
    first = _SEPARATORS.split(suffix["inside"].strip())[0]
    if first and folded(first) not in wiki_words().edit:
        return None
    if not first and line[suffix.start() : suffix.end()].strip() != "[]":
        return None
    return line[: suffix.start()].strip()


def marked_heading(line: str) -> tuple[int, str] | None:
    """Level and words of a heading by its signs (`== … ==`, `## …`), without edit links; or None."""
    match = _MARKUP.fullmatch(line)
    if not match:
        return None
    words = (match["between"] or match["after"]).strip()
    words = without_edit_links(words) or words
    return (len(match["equals"] or match["hashes"]), words) if any(map(str.isalnum, words)) else None


def title_of(line: str) -> str:
    """What a line says as a title: without heading signs, edit links and a number before it, folded."""
    marked = marked_heading(line)
    words = marked[1] if marked else (without_edit_links(line) or line)
    return folded(words)


def is_list_title(line: str) -> bool:
    """Whether `line` is the title of a list of references or notes."""
    return len(line) <= LONGEST_FURNITURE and title_of(line) in wiki_words().references | wiki_words().notes


def is_notes_title(line: str) -> bool:
    """Whether `line` is the title of notes that are kept apart from the references."""
    return title_of(line) in wiki_words().notes
