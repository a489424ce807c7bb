"""From outcomes to a row of the table, with intervals by bootstrap."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tests.benchmarks.outcomes import Outcome, threshold

RESAMPLES = 1000


@dataclass(frozen=True)
class Row:
    """One engine's numbers: percent, milliseconds; `intervals` hold 95 % of the resampled values."""

    name: str
    values: dict[str, float]
    intervals: dict[str, tuple[float, float]]


def row_of(
    name: str,
    outcomes: Sequence[Outcome],
    build: float,
    mistyped: Sequence[Outcome] = (),
    at: float | None = None,
) -> Row:
    """The row of an engine; false answers at `at`, or where 95 % of the own questions are answered."""
    own = [o for o in outcomes if o.kind == "own"]
    every = [o for o in outcomes if o.kind in ("own", "impossible")]
    limit = threshold(outcomes) if at is None else at
    shares: dict[str, tuple[Sequence[Outcome], Callable[[Outcome], bool]]] = {
        "top-1": (own, lambda o: o.rank == 0),
        "recall@3": (own, lambda o: o.rank < 3),
        "top-1, all": (every, lambda o: o.rank == 0),
        "passage and sentence": (own, lambda o: o.sentence_right),
        "own answered": (own, lambda o: o.score >= limit),
        "false, off-topic": ([o for o in outcomes if o.kind == "off"], lambda o: o.score >= limit),
        "false, small talk": ([o for o in outcomes if o.kind == "talk"], lambda o: o.score >= limit),
        "impossible, answered": (
            [o for o in outcomes if o.kind == "impossible"],
            lambda o: o.score >= limit,
        ),
    }
    if mistyped:
        shares["top-1, mistyped"] = ([o for o in mistyped if o.kind == "own"], lambda o: o.rank == 0)
    flags = {key: np.array([test(o) for o in group], dtype=float) for key, (group, test) in shares.items()}
    values = {key: 100 * float(found.mean()) for key, found in flags.items() if len(found)}
    times = [1000 * o.seconds for o in own if o.seconds is not None]
    values |= {
        "ms, median": float(np.median(times)),
        "ms, p99": float(np.percentile(times, 99)),
        "build, ms": 1000 * build,
    }
    return Row(name, values, {key: _interval(found) for key, found in flags.items() if len(found)})


def _interval(flags: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    random = np.random.default_rng(0)
    # The number of successes of a resample with replacement is binomial.
    means = random.binomial(len(flags), float(flags.mean()), RESAMPLES) / len(flags)
    low, high = np.percentile(100 * means, [2.5, 97.5])
    return float(low), float(high)


def table(rows: Sequence[Row]) -> str:
    """The rows as columns of plain text, a measure a line."""
    keys = list(dict.fromkeys(key for row in rows for key in row.values))
    width = max(12, *(len(row.name) + 2 for row in rows))
    lines = [" " * 22 + "".join(row.name.rjust(width) for row in rows)]
    for key in keys:
        cells = [f"{row.values[key]:.2f}" if key in row.values else "–" for row in rows]
        lines.append(key.ljust(22) + "".join(cell.rjust(width) for cell in cells))
    first = rows[0]
    lines.append("")
    lines.append(f"{first.name}, 95 % intervals:")
    lines += [f"  {key.ljust(22)} {low:.2f} to {high:.2f}" for key, (low, high) in first.intervals.items()]
    return "\n".join(lines)


def per_cent(values: Iterable[bool]) -> float:
    """The share that is true, in per cent; NaN of none."""
    kept = list(values)
    return 100 * sum(kept) / len(kept) if kept else float("nan")


def reliability(outcomes: Sequence[Outcome], steps: int = 10) -> list[tuple[float, float, int]]:
    """Mean confidence, share that had an answer here, and number, for each step of the confidence."""
    used = [o for o in outcomes if o.kind in ("own", "off")]
    groups = [[o for o in used if min(int(o.score * steps), steps - 1) == step] for step in range(steps)]
    return [
        (float(np.mean([o.score for o in g])), float(np.mean([o.kind == "own" for o in g])), len(g))
        for g in groups
        if g
    ]
