"""Where a licence's name, its address and its notice don't say the same."""

from __future__ import annotations

from bot.library.licenses.addresses import mention_of_url
from bot.library.licenses.mentions import Mention, mentions_in
from bot.library.licenses.name_tokens import tokens_of
from bot.library.licenses.notices import read_notice, same_license
from bot.library.model import License


def contradicts(license: License) -> str | None:
    """The name of the licence at a licence's address, where that is another one than the name says."""
    at_address = mention_of_url(license.url) if license.url else None
    mentions = _named(license.name)
    if at_address is None or not mentions or any(same_license(each, at_address) for each in mentions):
        return None
    return at_address.name


def contradicts_notice(license: License) -> str | None:
    """The name of the licence that a licence's notice states for certain, where that isn't the licence's own.

    A name that isn't known contradicts nothing.
    """
    stated = read_notice(license.notice).license if license.notice else None
    mentions = [mention for each in license.choices for mention in _named(each.name)]
    if stated is None or not mentions:
        return None
    in_notice = [mention for each in stated.choices for mention in _named(each.name)]
    if any(same_license(one, other) for one in mentions for other in in_notice):
        return None
    return " or ".join(each.name for each in stated.choices)


def _named(name: str) -> list[Mention]:
    return [mention for mention in mentions_in(name, tokens_of(name)) if mention.complete]
