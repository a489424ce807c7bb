"""Raised and lowered words as characters: 10³⁰, H₂O; `10^(…)` and `x_(…)` where there are none."""

from __future__ import annotations

_PLAIN = "0123456789+-−=()"
_RAISED = dict(
    zip(
        _PLAIN + "abcdefghijklmnoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾" + "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_LOWERED = dict(zip(_PLAIN + "aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎" + "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
"""Unicode's superscripts and subscripts: https://www.unicode.org/charts/PDF/ U2070, U1D00, U2C60."""


def raised(words: str, before: str) -> str:
    """`words` as a superscript behind the character `before`, which is empty at a text's beginning."""
    return _written(words, before, _RAISED, "^")


def lowered(words: str, before: str) -> str:
    """`words` as a subscript behind the character `before`."""
    return _written(words, before, _LOWERED, "_")


def _written(words: str, before: str, characters: dict[str, str], sign: str) -> str:
    inner = words.strip()
    # In brackets a reference stands, and behind a space a text that is only set small; but a number there
    # would become one of the sentence.
    if not inner or (inner[0], inner[-1]) == ("[", "]") or before in ("", "\n"):
        return words
    if before.isspace() and not (inner.isdecimal() and inner.isascii()):
        return words
    if all(character in characters for character in inner):
        return "".join(characters[character] for character in inner)
    return f"{sign}({inner})"
