"""How sure an answer is, in three steps: sure, answered, closest.

The borders are confidences. They were read off by `python -m tests.benchmarks.borders`, which tells how often
what lies between two of them is right.
"""

from __future__ import annotations

SURE = 0.85
"""From this confidence the first passage is right in nineteen cases of twenty."""

CLOSEST = 0.3
"""From this share of the confidence that an answer needs, the closest sentence is shown unasked."""


def is_sure(confidence: float) -> bool:
    """Whether an answer of this confidence is shown without a word of doubt."""
    return confidence >= SURE


def is_closest(confidence: float, needed: float) -> bool:
    """Whether the best passage is worth showing unasked, where an answer needs `needed`."""
    return CLOSEST * needed <= confidence < needed
