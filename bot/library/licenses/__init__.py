"""What a page says of its licence → `License`, by the name that stands there."""

from __future__ import annotations

import re

from bot.library.model import License

LONGEST_NOTICE = 400
"""Characters. A line longer than this is the article's own, whatever it says of licences."""

CREATIVE_COMMONS = "https://creativecommons.org/share-your-work/cclicenses/"
"""Where Creative Commons explains its licences: linked where the source names no version."""

_WORDS = re.compile(
    r"licen[cs]|lizenz|лиценз|creative commons|\bcc[ -]by\b|\bcc0\b|public domain|\bgfdl\b|copyright|©",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"CC[ -]BY(?:[ -](?:SA|NC|ND))*(?:[ -]\d\.\d)?\b|CC0(?: 1\.0)?|\bGFDL\b"
    r"|Creative Commons Attribution(?:[ -](?:Share[ -]?Alike|Non-?Commercial|No-?Derivatives|NoDerivs))*"
    r"(?:(?: License| Licence)?,? (?:version )?\d\.\d(?: International| Unported)?)?"
    r"|public domain",
    re.IGNORECASE,
)

_SHORT = {
    "CREATIVE-COMMONS-ATTRIBUTION": "CC-BY",
    "SHARE-?ALIKE": "SA",
    "NON-?COMMERCIAL": "NC",
    "NO-?DERIV(?:ATIVE)?S": "ND",
    "-(?:LICEN[CS]E|VERSION|UNPORTED)(?=-|$)": "",
}
"""A licence's name in words → the short one, from which Creative Commons makes its addresses."""


def is_notice(line: str) -> bool:
    """Whether `line` may be a page's licence line."""
    return len(line) <= LONGEST_NOTICE and _WORDS.search(line) is not None


def license_of(notice: str | None, name: str | None = None, url: str | None = None) -> License | None:
    """The licence that `notice` names, or the one of this `name`; None where neither names one."""
    stated = _NAME.search(notice) if notice else None
    name = name or (stated[0] if stated else None)
    return License(name, notice, url or _url(name)) if name else None


def _url(name: str) -> str | None:
    """Creative Commons' page for the licence as it is named, without a version made up."""
    plain = re.sub(r"[ ,-]+", "-", name.upper())
    for word, short in _SHORT.items():
        plain = re.sub(word, short, plain)
    versioned = re.fullmatch(r"CC-(BY(?:-(?:SA|NC|ND))*)-(\d\.\d)(?:-INTERNATIONAL)?", plain)
    if versioned:
        return f"https://creativecommons.org/licenses/{versioned[1].lower()}/{versioned[2]}/"
    if plain.startswith("CC0"):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return CREATIVE_COMMONS if plain.startswith("CC-BY") else None
