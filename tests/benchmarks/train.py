"""Learn the weights of the search and write them into the program.

    python -m tests.benchmarks.train FILE

FILE is in SQuAD 2.0's format. All of its articles are learned from: tests/benchmarks/quality.py says how good
such weights are on articles that they weren't learned from. The same file gives the same weights, but for the
last decimal on another machine.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.benchmarks.squad import read_squad
from tests.benchmarks.training import examples_of, fit_named

WEIGHTS = Path(__file__).parents[2] / "bot" / "search" / "weights.json"


def main() -> None:
    """Read FILE, fit, write."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    topics = read_squad(Path(sys.argv[1]))
    examples = [example for place in range(len(topics)) for example in examples_of(topics, place)]
    WEIGHTS.write_text(json.dumps(fit_named(examples), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
