"""Raised and lowered characters as characters of their own: 10³⁰, H₂O; where there are none, `10^(…)`."""

from __future__ import annotations

_RAISED = dict(
    zip("0123456789+-−=()niabcdefghjklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)
)
_LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def raised(words: str) -> str:
    """`words` as they stand in a `<sup>`."""
    return _shifted(words, _RAISED, "^")


def lowered(words: str) -> str:
    """`words` as they stand in a `<sub>`."""
    return _shifted(words, _LOWERED, "_")


def _shifted(words: str, characters: dict[str, str], sign: str) -> str:
    bare = words.strip()
    if not bare:
        return words
    if all(c in characters for c in bare):
        return "".join(characters[c] for c in bare)
    return f"{sign}{bare}" if len(bare) == 1 else f"{sign}({bare})"
