"""What was counted of questions, day by day → a small chart of text, narrow enough for a telephone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.discord_app.storage.question_log import DAY
from bot.discord_app.words import setting_wording
from bot.discord_app.words.languages import Words

DAYS = 14
"""Days on the chart."""

WIDTH = 12
"""Characters of the longest bar."""

SIGNS: Mapping[str, str] = {"answered": "█", "closest": "▓", "nothing": "░"}
"""What was counted, and the sign of which its part of a bar is made."""

Days = Mapping[int, Mapping[str, int]]
"""Day since the epoch → what was counted → how many."""


def coverage_blocks(days: Days, words: Words) -> list[str]:
    """The chart, with its numbers below it, and the votes where there were any."""
    sums = {name: sum(counts.get(name, 0) for counts in days.values()) for name in (*SIGNS, *_VOTES)}
    asked = sum(sums[name] for name in SIGNS)
    votes = words(setting_wording.COVERAGE_VOTES).format(helpful=sums["helpful"], unhelpful=sums["unhelpful"])
    below = [votes] if sums["helpful"] or sums["unhelpful"] else []
    if not asked:
        return [words(setting_wording.COVERAGE_NONE), *below]
    return [f"```\n{_chart(days)}\n```", _legend(sums, asked, words), *below]


_VOTES = ("helpful", "unhelpful")


def _legend(sums: Mapping[str, int], asked: int, words: Words) -> str:
    return words(setting_wording.COVERAGE_LEGEND).format(asked=asked, **{name: sums[name] for name in SIGNS})


def _chart(days: Days) -> str:
    most = max(sum(counts.get(name, 0) for name in SIGNS) for counts in days.values())
    lines = []
    for day in sorted(days):
        parts = {name: days[day].get(name, 0) for name in SIGNS}
        date = datetime.fromtimestamp(day * DAY, UTC).strftime("%m-%d")
        lines.append(f"{date} {sum(parts.values()):>{len(str(most))}} {_bar(parts, most)}".rstrip())
    return "\n".join(lines)


def _bar(parts: Mapping[str, int], most: int) -> str:
    """A bar of at most WIDTH signs; what was counted at all has one sign at the least."""
    total = sum(parts.values())
    if not total:
        return ""
    length = max(round(WIDTH * total / most), sum(map(bool, parts.values())))
    shares = {name: max(int(length * value / total), bool(value)) for name, value in parts.items()}
    # What rounding left over, or took, is that of the largest part.
    largest = max(parts, key=lambda name: parts[name])
    shares[largest] += length - sum(shares.values())
    return "".join(SIGNS[name] * share for name, share in shares.items())
