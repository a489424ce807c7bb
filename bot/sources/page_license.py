"""Under which licence a page's article stands: what a person says of it, or else what the page states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.library import License
from bot.library.licenses import (
    contradicts,
    contradicts_notice,
    license_of,
    license_of_url,
    read_notice,
    without_menu,
)
from bot.sources.document import PageFacts, Remark
from bot.sources.errors import PageError
from bot.sources.license_hints import reserves_rights

LONGEST_KEPT_NOTICE = 800
"""Characters: an article's front matter holds no longer one."""


def states_license(facts: PageFacts) -> bool:
    """Whether a page, or its wiki, states a licence that is known."""
    try:
        return bool(license_on_page(facts))
    except PageError:
        return False


def license_on_page(facts: PageFacts, given_name: str | None = None, given_url: str | None = None) -> License:
    """The licence that a person gives, or that the page states, with the page's own words as its notice.

    Raises PageError where neither says it for certain.
    """
    notice = without_menu(facts.license_notice)[:LONGEST_KEPT_NOTICE] or None
    given = license_of(notice, given_name, given_url) if given_name else None
    if given is not None:
        return given
    at_address = license_of_url(facts.license_url) if facts.license_url else None
    stated = license_of(notice, None, given_url or (facts.license_url if at_address else None))
    if stated is not None:
        other = contradicts(stated) if at_address and not given_url else None
        if other:
            raise PageError(
                0, f"names the licence “{stated.name}” and links to {other}; say which with --license"
            )
        return stated
    if at_address is not None:
        return replace(at_address, notice=notice)
    doubt = read_notice(notice).doubt if notice else None
    if doubt:
        raise PageError(0, f"its licence isn't certain: {doubt}; name it with --license")
    said = f", though it says “{_short(facts.license_hint)}”" if facts.license_hint else ""
    raise PageError(0, f"states no licence that is known here{said}; name it with --license")


def remarks_on_given(facts: PageFacts, given_name: str | None) -> Iterator[Remark]:
    """A warning where a person gives another licence than the page plainly states."""
    given = license_of(facts.license_notice or None, given_name) if given_name else None
    if given is None:
        return
    hint = facts.license_hint
    if hint and (reserves_rights(hint) or contradicts_notice(replace(given, notice=hint))):
        yield Remark(
            0,
            f"the page says “{_short(hint)}”, and --license gives “{given.name}”; keep that only if whoever"
            " wrote the page allows it",
        )
    other = contradicts_notice(given)
    if other is None and facts.license_url and not read_notice(facts.license_notice).license:
        other = contradicts(replace(given, url=facts.license_url))
    if other is not None:
        yield Remark(
            0,
            f"the page states “{other}”, and not “{given.name}”, which --license gives; the page's words stay"
            " in the notice. Keep the name only if whoever wrote the page allows it",
        )


def _short(words: str) -> str:
    return words if len(words) <= 160 else f"{words[:160].rstrip()} …"
