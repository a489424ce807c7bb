"""Inputs on which something once went wrong: found by `python -m tests.fuzzing`, or by thinking of them."""

from __future__ import annotations

FINDINGS: tuple[tuple[str, str], ...] = (
    ("article", "“" * 4000),  # the sentence rules took a time that grows with the square
    ("article", "![" * 2500),  # so did the parser of brackets
    ("article", "## " + "a" * 3000 + "\n\nb"),  # each passage carried the heading
    ("article", "```\n\u202e\n```"),
    ("pasted_page", "a\n" * 1500),
    ("pasted_page", f"== {'a ' * 400}=="),
    ("front_matter", "title: T\nlicense: L\nsource:\n  url: https://wikipedia.org@evil.example/"),
    ("front_matter", "title: T\nlicense: L\nsource:\n  url: https://example.org/\u202e"),
    ("question", "ﷺ" * 2000),  # a word of 36,000 letters
    ("question", '"the the" "of the of" ' * 90),  # hundreds of phrases, looked for at every “the”
    ("question", "k," * 1000),
    ("rendering", "Fine text. \ud83d More."),  # half a character in an article
    ("settings", "0" * 40 + "\x1e"),  # ended the line of the refusal
    ("rendering", "Who?" + "It \u202egrinds\u2067 on."),  # turned the attribution round
    ("rendering", "e" + "\u0301" * 200 + "Text" * 50),
    ("rendering", "a" * 30 + "\u2066 \u202e"),
    ("custom_id", "settings:page:1"),
    ("custom_id", "[https://evil.example]"),
)
"""The target and the text."""
