"""Licences: what a page says of its own, in any language of the largest Wikipedias → `License`."""

from __future__ import annotations

from bot.library.licenses.addresses import CREATIVE_COMMONS
from bot.library.licenses.license_conflicts import contradicts, contradicts_notice
from bot.library.licenses.menu_words import is_menu_phrase, without_menu
from bot.library.licenses.notices import (
    LONGEST_NOTICE,
    Notice,
    is_notice,
    license_named,
    license_of,
    license_of_url,
    read_notice,
    tells_license,
)
from bot.library.licenses.own_statements import states_own_license

__all__ = [
    "CREATIVE_COMMONS",
    "LONGEST_NOTICE",
    "Notice",
    "contradicts",
    "contradicts_notice",
    "is_menu_phrase",
    "is_notice",
    "license_named",
    "license_of",
    "license_of_url",
    "read_notice",
    "states_own_license",
    "tells_license",
    "without_menu",
]
