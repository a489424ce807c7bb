"""The names by which licences, and the words around them, are known: letters → what they mean.

The tables in `data` are made by `tests/benchmarks/make_licenses.py`; `data/LICENSE.md` names their sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib import resources
from itertools import permutations

from bot.library.licenses.letters import letters


class Kind(Enum):
    """What a name in a notice means."""

    CREATIVE_COMMONS = auto()  # the words “Creative Commons” alone
    CONDITIONS = auto()  # “Attribution-ShareAlike”, in words; the value: “by-sa”
    ABBREVIATION = auto()  # “CC BY-SA”
    SHORT = auto()  # “BY-SA”, “NC”: means something only beside the above
    ZERO = auto()
    PUBLIC_DOMAIN = auto()
    PUBLIC_DOMAIN_MARK = auto()
    FAMILY = auto()  # “GFDL”, whose version may follow
    SPDX = auto()  # a whole name or id on SPDX's list
    VERSION = auto()
    GENERIC = auto()  # “Unported”, “International”
    PORT = auto()
    ONLY = auto()
    OR_LATER = auto()
    LICENSE = auto()  # “licence”, “version”: may stand between the parts of a name
    AND = auto()
    DEFAULT = auto()  # “unless otherwise noted”
    NOT = auto()
    HEDGE = auto()  # “formerly”, “some of”
    RESERVED = auto()  # “all rights reserved”
    RESTRICTION = auto()  # words of a condition that stand outside a licence's name
    TEXT = auto()
    OTHER = auto()  # images, code …


@dataclass(frozen=True, slots=True)
class Term:
    """What a name means: its kind, and which licence, conditions, port …"""

    kind: Kind
    value: str = ""


@dataclass(frozen=True, slots=True)
class ListedLicense:
    """A licence on SPDX's list. `conditions` are of `sa`, `nc`, `nd`."""

    spdx: str
    conditions: frozenset[str]
    url: str | None
    name: str


FAMILIES: Mapping[str, tuple[str, ...]] = {
    "GFDL": ("GFDL", "GNU FDL", "GNU Free Documentation License", "GNU Free Documentation Licence"),
    "GPL": ("GPL", "GNU GPL", "GNU General Public License", "GNU General Public Licence"),
    "LGPL": (
        "LGPL",
        "GNU LGPL",
        "GNU Lesser General Public License",
        "GNU Library General Public License",
    ),
    "AGPL": ("AGPL", "GNU AGPL", "GNU Affero General Public License", "Affero General Public License"),
    "Apache": ("Apache", "Apache License", "Apache Licence", "Apache Software License"),
    "MPL": ("MPL", "Mozilla Public License"),
    "LAL": ("Free Art License", "Free Art Licence", "Licence Art Libre", "Licence Art libre", "FAL", "LAL"),
    "OGL-UK": ("Open Government Licence", "OGL", "UK Open Government Licence"),
    "ODbL": ("ODbL", "Open Database License", "Open Data Commons Open Database License"),
    "MIT": ("MIT", "MIT License", "MIT Licence", "Expat License"),
    "WTFPL": ("WTFPL",),
    "Unlicense": ("The Unlicense",),
}
"""The first part of a licence's ids on SPDX's list → how it is called without a version."""

VERSIONS = frozenset({"1.0", "2.0", "2.1", "2.5", "3.0", "4.0"})
"""The versions that Creative Commons' licences have had."""

CREATIVE_COMMONS_NAMES = (
    "Creative Commons", "Creative Common", "知识共享", "知識共享", "創用 CC", "創用CC", "共享創意",
    "クリエイティブ・コモンズ", "クリエイティブコモンズ", "크리에이티브 커먼즈", "크리에이티브 코먼즈",
    "크리에이티브 커먼스", "המשאב הפתוח", "קריאייטיב קומונז", "المشاع الإبداعي", "المشاع الابداعي",
    "کرییتیو کامنز", "کریتیو کامنز", "क्रिएटिव कॉमन्स", "ক্রিয়েটিভ কমন্স", "ครีเอทีฟคอมมอนส์", "Криейтив Комънс",
    "Креатив Комонс", "Криејтив комонс", "Krea Komunaĵo",
)  # fmt: skip
"""Creative Commons as wikis call it."""

PUBLIC_DOMAIN_NAMES = (
    "gemeinfrei", "gemeinfreie", "gemeinfreies", "общественное достояние", "общественном достоянии",
    "общественного достояния", "суспільне надбання", "суспільному надбанні", "обществено достояние",
    "јавно власништво",
    "パブリックドメイン", "パブリック・ドメイン", "公有领域", "公有領域", "公共领域", "公共領域",
    "퍼블릭 도메인",
    "الملكية العامة", "ملكية عامة", "مالکیت عمومی", "נחלת הכלל", "κοινό κτήμα", "सार्वजनिक डोमेन", "สาธารณสมบัติ",
    "volné dílo", "volných děl", "közkincsnek", "domenie publicznej", "domínio publico", "dominio publico",
)  # fmt: skip
"""The public domain as the largest Wikipedias call it, where names.tsv doesn't have it."""

COPYLEFT = frozenset({"GFDL", "GPL", "LGPL", "AGPL", "MPL", "LAL", "ODbL"})
"""Families whose licences all ask that what is made from the work stays under the same licence."""

_KINDS = {
    "cc": Kind.CREATIVE_COMMONS,
    "zero": Kind.ZERO,
    "pd": Kind.PUBLIC_DOMAIN,
    "pdm": Kind.PUBLIC_DOMAIN_MARK,
    "generic": Kind.GENERIC,
}
_CODES = ("by", "nc", "nd", "sa")


@cache
def terms() -> Mapping[str, Term]:
    """The letters of every name → what it means. Where one means two things, what licences say wins."""
    found: dict[str, Term] = {}
    for code, name, _ in _rows("ports.tsv"):
        found[letters(name)] = Term(Kind.PORT, code)
    for kind, words in phrases().items():
        found.update((letters(phrase), Term(kind)) for phrase in words)
    for listed in spdx().values():
        if listed.spdx.startswith("CC"):
            continue  # Creative Commons' names are read part by part.
        if " " in listed.name:
            found[letters(listed.name)] = Term(Kind.SPDX, listed.spdx)
        # “GPL-2.0+” has the letters of “GPL-2.0”, which says nothing of later versions.
        is_one = f"{listed.spdx}-only" not in spdx() and not listed.spdx.endswith("+")
        if any(map(str.isdigit, listed.spdx)) and is_one:
            found[letters(listed.spdx)] = Term(Kind.SPDX, listed.spdx)
    for family, names in FAMILIES.items():
        found.update((letters(name), Term(Kind.FAMILY, family)) for name in names)
    for code, name, _ in _rows("names.tsv"):
        if code == "gfdl":
            found[letters(name)] = Term(Kind.FAMILY, "GFDL")
        else:
            found[letters(name)] = Term(_KINDS.get(code, Kind.CONDITIONS), code)
    found.update(_abbreviations())
    return found


def _abbreviations() -> Iterator[tuple[str, Term]]:
    for name in ("CC", *CREATIVE_COMMONS_NAMES):
        yield letters(name), Term(Kind.CREATIVE_COMMONS)
    yield from ((letters(name), Term(Kind.PUBLIC_DOMAIN)) for name in PUBLIC_DOMAIN_NAMES)
    yield from ((name, Term(Kind.ZERO)) for name in ("cc0", "cczero", "creativecommonscc0"))
    yield "ccpdm", Term(Kind.PUBLIC_DOMAIN_MARK)
    for count in range(1, len(_CODES) + 1):
        for codes in permutations(_CODES, count):
            yield "".join(codes), Term(Kind.SHORT, "-".join(codes))
            yield "cc" + "".join(codes), Term(Kind.ABBREVIATION, "-".join(codes))


@cache
def longest() -> int:
    """Letters of the longest name."""
    return max(map(len, terms()))


@cache
def spdx() -> Mapping[str, ListedLicense]:
    """Every licence on SPDX's list, by its id."""
    return {
        key: ListedLicense(key, frozenset(conditions.split("-")) - {""}, url or None, name)
        for key, conditions, url, name in _rows("spdx.tsv")
    }


@cache
def ports() -> frozenset[str]:
    """The codes of the countries to whose law licences of Creative Commons were ported."""
    return frozenset(code for code, _, _ in _rows("ports.tsv")) | {"igo"}


@cache
def phrases() -> Mapping[Kind, tuple[str, ...]]:
    """The words around a licence's name, by what they mean."""
    found: dict[Kind, list[str]] = {}
    kind = Kind.LICENSE
    for line in _lines("phrases.txt"):
        if line.startswith("["):
            kind = Kind[line.strip("[]")]
        elif line and not line.startswith("#"):
            found.setdefault(kind, []).extend(line.split(", "))
    return {kind: tuple(words) for kind, words in found.items()}


def _rows(file: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(file))


def _lines(file: str) -> list[str]:
    return (resources.files(__package__) / "data" / file).read_text("utf-8").split("\n")[:-1]
