"""What a page says of its licence where pages don't state theirs: enough to ask a person, not to take it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.library.licenses import is_notice, tells_license
from bot.sources.document import Block, Table, TextBlock, words_in

_RESERVED = re.compile(
    r"all rights (?:are )?reserved|alle rechte vorbehalten|tous droits réservés|"
    r"tutti i diritti (?:sono )?riservati|"
    r"todos los derechos (?:están )?reservados|todos os direitos reservados|alle rechten voorbehouden|"
    r"wszelkie prawa zastrzeżone|все права защищены|alla rättigheter förbehållna|tüm hakları saklıdır",
    re.IGNORECASE,
)


def license_hint(blocks: Iterable[Block], page: str) -> str:
    """The first paragraph or cell that names a licence, or the words by which `page` reserves all rights."""
    for block in blocks:
        if isinstance(block, TextBlock | Table):
            for words in words_in(block):
                if not words.markers and is_notice(words.text) and tells_license(words.text):
                    return " ".join(words.text.split())
    reserved = _RESERVED.search(page)
    return reserved[0] if reserved else ""


def reserves_rights(hint: str) -> bool:
    """Whether a hint allows nothing."""
    return _RESERVED.fullmatch(hint) is not None
