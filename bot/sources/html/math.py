"""A formula on a page → its source, once."""

from __future__ import annotations

import re

from bot.sources.html.page_tree import Element

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
    return "".join(element.text().split())
