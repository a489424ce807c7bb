"""Learn the weights of the search and write them into the program.

    python -m tests.benchmarks.train FILE [--check]

--check writes nothing: it fails where the program's weights aren't those that FILE gives.
FILE is in SQuAD 2.0's format. All of its articles are learned from: tests/benchmarks/quality.py says how good
such weights are on articles that they weren't learned from. The same file gives the same weights, but for the
last decimal on another machine.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.squad import read_squad
from tests.benchmarks.training import examples_of, fit_named

WEIGHTS = Path(__file__).parents[2] / "bot" / "search" / "data" / "weights.json"

TOLERANCE = 0.02
"""How far a weight may be off on another machine: less than any answer notices."""


def main() -> None:
    """Read FILE, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    topics = read_squad(arguments.file)
    examples = [example for place in range(len(topics)) for example in examples_of(topics, place)]
    named = fit_named(examples)
    if not arguments.check:
        WEIGHTS.write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")
        return
    shipped = dict(_flat(json.loads(WEIGHTS.read_text(encoding="utf-8"))))
    learned = dict(_flat(named))
    apart = [
        f"{name}: shipped {shipped.get(name)}, learned {learned.get(name)}"
        for name in sorted(shipped.keys() | learned.keys())
        if abs(shipped.get(name, 0.0) - learned.get(name, 0.0)) > TOLERANCE
    ]
    if apart:
        sys.exit("\n".join(apart))
    print(f"the {len(shipped)} shipped weights are those that {arguments.file.name} gives")


def _flat(values: Any, name: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(values, dict | list):
        pairs = values.items() if isinstance(values, dict) else enumerate(values)
        for key, value in pairs:
            yield from _flat(value, f"{name}/{key}")
    else:
        yield name, float(values)


if __name__ == "__main__":
    main()
