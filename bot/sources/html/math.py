"""A formula on a page → its source, once."""

from __future__ import annotations

import re

from bot.sources.html.page_tree import Element

_BETWEEN = {
    "msup": "^", "msub": "_", "msubsup": "_^", "mfrac": "/", "mover": "^", "munder": "_", "munderover": "_^"
}  # fmt: skip
"""Elements of MathML that place their children beside each other → the signs that say so."""

_STYLE = re.compile(r"\{\\(?:display|text)style\s*(.*)\}", re.DOTALL)


def math_of(element: Element) -> str:
    """The formula in `element` as it was written (TeX), or else the text of its MathML."""
    for part in element.walk():
        text = part.get("alttext") or (part.get("alt") if part.tag == "img" else "")
        if not text and part.tag == "annotation" and "tex" in part.get("encoding").lower():
            text = part.text()
        if text.strip():
            plain = " ".join(text.split())
            styled = _STYLE.fullmatch(plain)
            return styled[1].strip() if styled else plain
    return "".join(_shown(element).split())


def _shown(element: Element) -> str:
    """The text of MathML with its exponents, indices, fractions and roots told: c^2, x_i, (a)/(b), √(x)."""
    # Nesting is bounded (see `page_tree.DEEPEST`).
    parts = [child if isinstance(child, str) else _shown(child) for child in element.children]
    written = [part for part in parts if part.strip()]
    signs = _BETWEEN.get(element.tag)
    if signs is not None and len(written) == len(signs) + 1:
        first, *others = (_grouped(part) for part in written)
        return first + "".join(sign + other for sign, other in zip(signs, others, strict=True))
    if element.tag == "msqrt":
        return f"√{_grouped(''.join(parts), always=True)}"
    return "" if element.tag.startswith("annotation") else "".join(parts)


def _grouped(text: str, *, always: bool = False) -> str:
    bare = text.strip()
    return f"({bare})" if always or (len(bare) > 1 and not bare.isdecimal()) else bare
