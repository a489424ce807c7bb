"""How measures grow with the number of passages: a plot for each, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

COLOURS = ("#c0392b", "#7f8c8d", "#2980b9", "#8e44ad", "#d35400", "#27ae60", "#2c3e50")
WIDTH, HEIGHT, MARGIN, RIGHT = 360, 320, 46, 34


@dataclass(frozen=True)
class Measure:
    """One engine on `size` passages: seconds to build, MiB, milliseconds a question, seconds to open."""

    engine: str
    size: int
    build: float
    mebibytes: float
    median: float
    p99: float
    opening: float | None


PLOTS: tuple[tuple[str, Callable[[Measure], float]], ...] = (
    ("milliseconds a question", lambda measure: measure.median),
    ("seconds to build", lambda measure: measure.build),
    ("MiB", lambda measure: max(measure.mebibytes, 0.1)),
)


def plots(measures: Sequence[Measure]) -> str:
    """The plots as SVG."""
    engines = list(dict.fromkeys(measure.engine for measure in measures))
    colours = dict(zip(engines, COLOURS, strict=False))
    drawn = [_plot(place, name, of, measures, colours) for place, (name, of) in enumerate(PLOTS)]
    legend = "".join(
        f'<circle cx="{MARGIN + 150 * place}" cy="{HEIGHT + 20}" r="5" fill="{colours[engine]}"/>'
        f'<text x="{MARGIN + 10 + 150 * place}" y="{HEIGHT + 24}">{engine}</text>'
        for place, engine in enumerate(engines)
    )
    width = WIDTH * len(PLOTS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT + 40}" '
        f'font-family="sans-serif" font-size="11"><rect width="{width}" height="{HEIGHT + 40}" fill="white"/>'
        f"{''.join(drawn)}{legend}</svg>\n"
    )


def _plot(
    place: int,
    name: str,
    of: Callable[[Measure], float],
    measures: Sequence[Measure],
    colours: dict[str, str],
) -> str:
    across = _scale([measure.size for measure in measures], MARGIN, WIDTH - RIGHT)
    up = _scale([of(measure) for measure in measures], HEIGHT - MARGIN, 24)
    drawn = [f'<text x="{MARGIN}" y="14" font-weight="bold">{name}</text>']
    for power in range(across.first, across.last + 1):
        x = across(10.0**power)
        drawn.append(f'<path d="M{x} 24V{HEIGHT - MARGIN}" stroke="#ddd"/>')
        drawn.append(f'<text x="{x}" y="{HEIGHT - MARGIN + 16}" text-anchor="middle">{10**power:,}</text>')
    for power in range(up.first, up.last + 1):
        y = up(10.0**power)
        drawn.append(f'<path d="M{MARGIN} {y}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        drawn.append(f'<text x="2" y="{y + 4}">{10.0**power:g}</text>')
    for engine, colour in colours.items():
        points = [(across(m.size), up(of(m))) for m in measures if m.engine == engine]
        drawn += [f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points]
        drawn += [
            f'<path d="M{x} {y}L{to_x} {to_y}" stroke="{colour}" stroke-width="1.5"/>'
            for (x, y), (to_x, to_y) in pairwise(points)
        ]
    return f'<g transform="translate({place * WIDTH} 0)">{"".join(drawn)}</g>'


@dataclass(frozen=True)
class _Scale:
    """Whole powers of ten from `first` to `last`, from one pixel to another."""

    first: int
    last: int
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        share = (math.log10(value) - self.first) / max(1, self.last - self.first)
        return round(self.begin + share * (self.end - self.begin), 1)


def _scale(values: Sequence[float], begin: float, end: float) -> _Scale:
    return _Scale(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))), begin, end)
