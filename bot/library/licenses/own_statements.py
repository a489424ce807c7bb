"""Lines by which a text states its own licence, where a sentence about somebody else's may stand as well."""

from __future__ import annotations

import re

from bot.library.licenses.mentions import mentions_in
from bot.library.licenses.name_tokens import tokens_of
from bot.library.licenses.notices import read_notice
from bot.library.licenses.table import Kind

LONGEST_STATEMENT = 300
"""Characters. What is longer is the article's opening."""

_PARTS = re.compile(r"(?<=[.!?。])\s+|\s*[|·•–—\n;]\s*")
_COPYRIGHT = r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d|by\b|(?-i:[A-Z])))"
_STATES = re.compile(
    rf"licen[cs]|lizen[zs]|licenz|лиценз|ліценз|ライセンス|许可|許可|{_COPYRIGHT}|text:|creative commons|"
    r"(?:available|released|published|distributed|shared|except|under|unter|veröffentlicht|sous|publié|bajo|"
    r"publicado|sob|sotto|pubblicato|onder)\b",
    re.IGNORECASE,
)
"""Words with which a statement begins that names no text: “Licensed under”, “Unter der Lizenz”."""

_SELF = re.compile(
    r"(?:this|these|dies\w*|cet(?:te)?|ce|est[ea]|quest[oa]|deze|dit)\s+(?:(?:is|are)\b|(?P<noun>\w+))|"
    r"(?:the|all|our|my|der|die|das|le|la|el|o|a|il|de|het)\s+(?P<named>\w+)|(?P<bare>\w+)",
    re.IGNORECASE,
)
_NOUNS = frozenset(
    "work article text page post content document site website blog book chapter essay tutorial guide "
    "translation edition paper report story entry material publication course lecture handbook manual "
    "artikel werk beitrag seite inhalt dokument œuvre oeuvre contenu texte obra artículo texto contenido "
    "articolo testo opera artigo conteúdo".split()
)
"""What a text calls itself, besides what the table of licences has."""

_UNDER = re.compile(
    rf"{_COPYRIGHT}.*\Z|"
    r"(?:\b(?:under|unter|sous|bajo|sob|sotto|onder|by)|licen[cs]\w*|lizen\w*|:)\W*"
    r"(?:(?:the|an?|terms|of|following|der|die|dem|den|einer|la|les?|l|una?|une|el|los|termes|términos|os?|uma?|"
    r"license|licence|lizenz|licencia|licença|licenza|version)\b\W*)*\Z",
    re.IGNORECASE,
)
"""How what stands before a licence's name ends, where that is the text's: “under the terms of the”."""

_VERBS = re.compile(
    r"(?:\W|\b(?:of|on|in|this|the|our|its|site|page|website|blog|book|work|article|text|and|is|are|was|has|been|"
    r"made|freely|available|published|released|distributed|shared|provided|offered|licen[cs]ed?|under|by|"
    r"steht|stehen|ist|sind|wird|unter|der|dieser?|seite|lizenz|lizenziert|veröffentlicht|verfügbar|"
    r"est|sont|publiée?s?|disponibles?|mise?s?|à|disposition|sous|la|licence|selon|les|"
    r"está|es|se|publica|bajo|una|licencia|è|pubblicat[oa]|sotto|licenza|são|sob|uma|licença|"
    r"terms|an?|following|creative|commons)\b)*\Z",
    re.IGNORECASE,
)
"""What stands between what is licensed and the licence's name."""

_BESIDE = re.compile(
    r"(?:(?:by|von|par|por|di|posted|published|written|updated|last|first|text|words)\b|©|\d)\W*(?:\S+(?:\s+|\Z)){0,6}\Z"
    r"|(?-i:[A-Z])[\w.’'-]*(?:[\s,&]+(?:(?-i:[A-Z])[\w.’'-]*|and|und|et|y|de|von|van|of))*\W*\Z"
    r"|(?=.{0,200}(?:licen[cs]|lizen[zs]|copyright|https?:|attribution|rights|terms))",
    re.IGNORECASE,
)
"""An author, a date, or more of the licence, beside the statement."""

_AUTHOR = re.compile(r"\W*\bby\b.{1,80}?(?=\s(?:is|are)\b)", re.IGNORECASE)
_DEFAULT = re.compile(
    r"(?:unless|except(?: where)?)\s+otherwise\s+\w+,?\s+|except where \w+,?\s+", re.IGNORECASE
)

_GOES_ON = re.compile(
    r",\s+(?!by\b|von\b|par\b|por\b|unless\b|except\b|sofern\b|sauf\b|salvo\b)(?:\w+\W+){2}\w"
)
"""A clause behind a licence's name: “Released under the GPL, Linux is a kernel”."""


def states_own_license(text: str, title: str = "") -> bool:
    """Whether a short `text` at the edge of the article called `title` states its licence.

    “Licensed under CC BY 4.0” does, with or without its author; “Blender is licensed under the GPL” doesn't.
    """
    if len(text) > LONGEST_STATEMENT or read_notice(text).license is None:
        return False
    parts = [part.strip(" *_") for part in _PARTS.split(text) if part.strip(" *_")]
    naming = [part for part in parts if _names_license(part)]
    if not all(_names_license(part) or _BESIDE.match(part) for part in parts):
        return False
    return any(_is_statement(part, title) for part in naming)


def _names_license(part: str) -> bool:
    return any(mention.complete for mention in mentions_in(part, tokens_of(part)))


def _is_statement(part: str, title: str) -> bool:
    tokens = tokens_of(part)
    first = next(mention for mention in mentions_in(part, tokens) if mention.complete)
    before = part[: tokens[first.first].start].strip()
    if not before or before.casefold() == "the":
        behind = part[tokens[first.last - 1].end :].strip(" .)*")
        return not behind or not behind[0].isalpha()
    if not _UNDER.search(before) or _GOES_ON.search(part, tokens[first.last - 1].end):
        return False
    before = _DEFAULT.sub("", before, count=1)
    if _STATES.match(before):
        return True
    plain = before.lstrip('“"«„')
    if title and plain.casefold().startswith(title.casefold()):
        return _VERBS.match(_AUTHOR.sub("", plain[len(title) :], count=1)) is not None
    named = _SELF.match(before)
    if named is None or not _VERBS.match(before, named.end()):
        return False
    noun = named["noun"] or named["named"] or named["bare"]
    return noun is None or noun.casefold() in _NOUNS or _is_text(noun)


def _is_text(noun: str) -> bool:
    tokens = tokens_of(noun)
    return bool(tokens) and tokens[0].kind is Kind.TEXT
