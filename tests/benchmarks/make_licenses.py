"""Make the table of licences that Footnote ships: names in many languages, ports, SPDX ids.

    python -m tests.benchmarks.make_licenses --spdx FILE --scancode FILE --cc FOLDER --mediawiki FOLDER…

Only names are taken, as facts; bot/library/licenses/data/LICENSE.md says where each file comes from:

- `--spdx`: `spdx.json` of npm's `spdx-license-list` (ids, names, addresses).
- `--scancode`: `scancode-licensedb-index.json` of PyPI's `license-expression` (which ids are copyleft).
- `--cc`: `cc/i18n/po` of github.com/creativecommons/cc.i18n (names of licences and ports).
- `--mediawiki`: folders of MediaWiki's messages (`includes/installer/i18n` of the core, `i18n` of the
  extensions WikimediaMessages and UploadWizard): the names by which wikis link Creative Commons' deeds.
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.pofile import read_po

from bot.library.licenses.letters import letters
from bot.library.licenses.table import CREATIVE_COMMONS_NAMES, Kind, phrases

FOLDER = Path(__file__).parents[2] / "bot" / "library" / "licenses" / "data"

CC_NAMES = {
    "Attribution": "by",
    "ShareAlike": "sa",
    "Share Alike": "sa",
    "NonCommercial": "nc",
    "Noncommercial": "nc",
    "NoDerivs": "nd",
    "No Derivative Works": "nd",
    "NoDerivatives": "nd",
    "Attribution-ShareAlike": "by-sa",
    "Attribution-NonCommercial": "by-nc",
    "Attribution-NoDerivs": "by-nd",
    "Attribution-NoDerivatives": "by-nd",
    "Attribution-NonCommercial-ShareAlike": "by-nc-sa",
    "Attribution-NonCommercial-NoDerivs": "by-nc-nd",
    "Attribution-NonCommercial-NoDerivatives": "by-nc-nd",
    "Attribution-NoDerivs-NonCommercial": "by-nd-nc",
    "NonCommercial-ShareAlike": "nc-sa",
    "NoDerivs-NonCommercial": "nd-nc",
    "Public Domain": "pd",
    "Public Domain Mark": "pdm",
    "Creative Commons": "cc",
    "Unported": "generic",
    "Generic": "generic",
    "International": "generic",
    "Universal": "generic",
}
"""A message of Creative Commons → what it names, as in the addresses of the licences."""

INSTALLER_NAMES = {
    "config-license-cc-by": "by",
    "config-license-cc-by-sa": "by-sa",
    "config-license-cc-by-nc-sa": "by-nc-sa",
    "config-license-cc-0": "zero",
    "config-license-pd": "pd",
    "config-license-gfdl": "gfdl",
    "mwe-upwiz-license-gfdl": "gfdl",
}
PORTS = {
    "Argentina": "ar", "Australia": "au", "Austria": "at", "Belgium": "be", "Brazil": "br",
    "Bulgaria": "bg", "Canada": "ca", "Chile": "cl", "China Mainland": "cn", "Colombia": "co",
    "Costa Rica": "cr", "Croatia": "hr", "Czech Republic": "cz", "Denmark": "dk", "Ecuador": "ec",
    "Egypt": "eg", "Estonia": "ee", "Finland": "fi", "France": "fr", "Germany": "de", "Greece": "gr",
    "Guatemala": "gt", "Hong Kong": "hk", "Hungary": "hu", "India": "in", "Ireland": "ie",
    "Israel": "il", "Italy": "it", "Japan": "jp", "Korea": "kr", "South Korea": "kr",
    "Luxembourg": "lu", "Macedonia": "mk", "Malaysia": "my", "Malta": "mt", "Mexico": "mx",
    "Netherlands": "nl", "New Zealand": "nz", "Norway": "no", "Peru": "pe", "Philippines": "ph",
    "Poland": "pl", "Portugal": "pt", "Puerto Rico": "pr", "Romania": "ro", "Serbia": "rs",
    "Singapore": "sg", "Slovenia": "si", "South Africa": "za", "Spain": "es", "Sweden": "se",
    "Switzerland": "ch", "Taiwan": "tw", "Thailand": "th", "UK: England & Wales": "uk",
    "UK: Scotland": "scotland", "Uganda": "ug", "Ukraine": "ua", "United States": "us",
    "Venezuela": "ve", "Vietnam": "vn",
}  # fmt: skip
"""A country as Creative Commons names it → the port in the addresses of its licences."""

LANGUAGES = frozenset(
    "af ar ast az be bg bn bs ca ceb cs cy da de el en eo es et eu fa fi fr gl he hi hr hu hy id is it ja ka"
    " kk ko la lt lv mk ml mr ms my nb nl nn no oc pl pt ro ru sh sk sl sq sr sv ta te th tr tt uk ur uz vi"
    " zh".split()
)
"""The languages of the largest Wikipedias. A message's may name a variant: `pt-br`, `sr_LATN`."""

NO_NAMES = frozenset(
    {"Almenningur", "Publikaĵo", "సార్వజనీనం", "ution", "படைப்பாக்கப் பொதுமங்கள்", "eko esleipen-lizentzia"}
)
"""What a translator wrote for a licence (or by a slip) and what means much else, or all licences."""

MANY = 3
"""Messages of a wiki in one language that must use a short name; a slip is made once or twice."""

_ADDRESS = r"(?:https?:)?//(?:www\.)?creativecommons\.org/licenses/|creativecommons:"
_LINKED = re.compile(rf"\[\[?(?:{_ADDRESS})(?P<code>[a-z-]+)/[^\s|\]]*[\s|]+(?P<name>[^\]]+)\]")
_UPLOADED = re.compile(r"mwe-upwiz-license-cc-(?P<code>by(?:-sa)?)-\d\.\d(?:-[a-z]+)?-text")
_CODE = re.compile(r"(?:by|sa|nc|nd)(?:-(?:sa|nc|nd))*")
_VERSION = re.compile(r"\d[.,]\d.*", re.DOTALL)
_ABBREVIATION = re.compile(r"\s*[(（]?\s*CC[ -]?(?:BY|0|Zero).*", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"\{\{.*?\}\}|</?[a-z][^>]*>|'{2,}|\$\d")
_DASHES = re.compile(r"\s*[-–—‒−/]\s*")
_QUOTES = re.compile(r"[«»“”„\"]")
_INNER_MARKS = re.compile(r"[|\[\]{}<>()（）]")


_ENDS = " \t'‘’:,.–—-−"
_OWN = "|".join(map(re.escape, sorted(CREATIVE_COMMONS_NAMES, key=len, reverse=True)))
_OWN_LETTERS = tuple(map(letters, CREATIVE_COMMONS_NAMES))
_SPACED = "|".join(map(re.escape, phrases()[Kind.LICENSE]))
_AROUND = re.compile(
    rf"^(?:(?:{_OWN})(?-i:(?![a-z]))|(?:{_SPACED})(?=\W))|(?<=\W)(?:{_OWN}|{_SPACED})$|(?:{_OWN})$",
    re.IGNORECASE,
)


def _language(code: str) -> str | None:
    language = re.split("[-_]", code)[0].lower()
    return language if language in LANGUAGES else None


def _names_of_cc(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Language, what is named, and its name, of Creative Commons' own translations."""
    for file in sorted(folder.glob("*/cc_org.po")):
        with file.open("rb") as opened:
            for message in read_po(opened, ignore_obsolete=True):
                for kind, codes in (("", CC_NAMES), ("port:", PORTS)):
                    if message.id in codes and isinstance(message.string, str) and message.string:
                        yield file.parent.name, kind + codes[str(message.id)], message.string


def _names_of_wikis(folder: Path) -> Iterator[tuple[str, str, str]]:
    """The same, of MediaWiki's messages: what they call a licence whose deed they link."""
    for file in sorted(folder.rglob("*.json")):
        for key, text in json.loads(file.read_text("utf-8")).items():
            if not isinstance(text, str):
                continue
            if key in INSTALLER_NAMES:
                yield file.stem, INSTALLER_NAMES[key], re.sub(r"\s*[(（].*|\s*\d\.\d.*", "", text)
            uploaded = _UPLOADED.fullmatch(key)
            if uploaded:
                yield file.stem, uploaded["code"], _ABBREVIATION.sub("", _VERSION.sub("", text))
            for linked in _LINKED.finditer(text):
                if _CODE.fullmatch(linked["code"]):
                    yield file.stem, linked["code"], _ABBREVIATION.sub("", _VERSION.sub("", linked["name"]))


def _plain(name: str) -> str:
    """A name without markup, quotes, and the words “Creative Commons” and “licence” at its ends."""
    plain = re.sub(r"\s+", " ", _QUOTES.sub("", _MARKUP.sub(" ", html.unescape(name)))).strip(_ENDS)
    while (bare := _AROUND.sub("", plain).strip(_ENDS)) != plain and bare:
        plain = bare
    return plain


def _is_name(name: str, code: str = "by") -> bool:
    """Whether it may be one: not a sentence, not a letter or two, no marks that a slip left."""
    fits = 2 < len(name) <= 90 or re.fullmatch(r"[\u3040-\u9fff\uac00-\ud7a3]{2}", name) is not None
    # “Creative Commonsi litsents …”: the conditions stand there without it, too.
    owned = code not in ("cc", "zero") and any(own in letters(name) for own in _OWN_LETTERS)
    return fits and not owned and not _INNER_MARKS.search(name)


def names(cc: Path, wikis: list[Path]) -> dict[tuple[str, str], set[str]]:
    """(What is named, its name) → the languages that call it so."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    conditions: dict[str, str] = {}
    for english, code in CC_NAMES.items():
        found[code, english].add("en")
    for language, code, stated in _names_of_cc(cc):
        name = stated.strip() if code == "cc" else _plain(stated)
        if _language(language) and _is_name(name, code):
            found[code, name].add(language)
            if code in ("by", "sa", "nc", "nd"):
                conditions[letters(name)] = code
    for (code, name), languages in list(found.items()):
        # Creative Commons' translators vary a condition's name within a longer one.
        for each, part in _parts(code, name):
            found[each, part] |= languages
            conditions.setdefault(letters(part), each)
    official = {letters(name) for _, name in found}
    uses = Counter(
        (language, code, _plain(stated)) for w in wikis for language, code, stated in _names_of_wikis(w)
    )
    for (language, code, name), count in sorted(uses.items()):
        if not _language(language) or not _is_name(name, code) or letters(name) in official:
            continue
        parts = [conditions.get(letters(part)) for part in _DASHES.split(name)]
        if code == "by":
            # “Attribution – Share Alike” linked to the wrong deed stays what it says.
            if count >= MANY and all(part in ("by", None) for part in parts):
                found[code, name].add(language)
                conditions.setdefault(letters(name), "by")
        elif not _CODE.fullmatch(code) or len(letters(name)) >= 10:
            found[code, name].add(language)
            if code == "by-sa" and parts == ["by", None]:
                found["sa", _DASHES.split(name)[1]].add(language)
    return _without_slips(found)


def _without_slips(found: Mapping[tuple[str, str], set[str]]) -> dict[tuple[str, str], set[str]]:
    """One meaning a name: the one that most languages give it, and the stricter where as many give it two."""
    meanings: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (code, name), languages in found.items():
        if name not in NO_NAMES:
            meanings[letters(name)][code] |= {str(_language(language)) for language in languages}
    best = {
        name: max(codes, key=lambda code: (len(codes[code]), len(code.split("-")), code != "by"))
        for name, codes in meanings.items()
    }
    return {key: languages for key, languages in found.items() if best.get(letters(key[1])) == key[0]}


def _parts(code: str, name: str) -> Iterator[tuple[str, str]]:
    """The names of a licence's conditions, where dashes part it into as many as its code has."""
    codes, parts = code.split("-"), _DASHES.split(name)
    if 1 < len(codes) == len(parts):
        yield from ((each, part) for each, part in zip(codes, parts, strict=True) if _is_name(part))


def spdx_rows(spdx: Path, scancode: Path) -> Iterator[tuple[str, str, str, str]]:
    """Id, conditions, address and name of every licence on SPDX's list."""
    categories: dict[str, str] = {}
    for entry in json.loads(scancode.read_text("utf-8")):
        for key in (entry.get("spdx_license_key"), *entry.get("other_spdx_license_keys", ())):
            if key:
                categories[key] = entry["category"]
    for key, entry in sorted(json.loads(spdx.read_text("utf-8")).items()):
        name = re.sub(r"\s+", " ", entry["name"]).strip()
        words = f"{key} {name}".casefold()
        marks = [
            mark
            for mark, holds in (
                ("sa", categories.get(key, "").startswith("Copyleft") or "sharealike" in words),
                ("nc", re.search(r"non-?\s?commercial|-nc\b", words)),
                ("nd", re.search(r"no\s?deriv|-nd\b", words)),
            )
            if holds
        ]
        yield key, "-".join(marks), entry.get("url", "").split("\n")[0].strip(), name


def main() -> None:
    """Write the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for option in ("--spdx", "--scancode", "--cc"):
        parser.add_argument(option, type=Path, required=True)
    parser.add_argument("--mediawiki", type=Path, nargs="+", required=True)
    given = parser.parse_args()
    found = names(given.cc, given.mediawiki)
    rows = sorted((code, name, " ".join(sorted(languages))) for (code, name), languages in found.items())
    tables: dict[str, list[tuple[str, ...]]] = {
        "names.tsv": [row for row in rows if not row[0].startswith("port:")],
        "ports.tsv": [(code[5:], *rest) for code, *rest in rows if code.startswith("port:")],
        "spdx.tsv": list(spdx_rows(given.spdx, given.scancode)),
    }
    for file, lines in tables.items():
        text = "".join("\t".join(line) + "\n" for line in lines)
        (FOLDER / file).write_text(text, "utf-8")
        print(f"{file}: {len(lines)} rows, {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
