"""Learn the weights of the search and write them into the program.

    python -m bot.search.training.weights FILE [--meaning] [--check]

FILE is SQuAD 2.0's development set (dev-v2.0.json), or any file in its format that holds the titles in
titles.txt: these are learned from, and no others are looked at. By default the weights of words alone are
learned; --meaning learns those of words and meaning together, also from everyday questions to the articles in
`written_kept_back`, which takes longer, for all questions and sentences are encoded. --check writes nothing;
it fails where the program's weights aren't those that FILE gives. The same articles give the same weights,
but for the last decimal on another machine.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.search.meaning import Meaning
from bot.search.ranking.linear_model import MEANING_FILE, WEIGHTS_FILE
from bot.search.training.everyday_examples import everyday_examples
from bot.search.training.examples import all_examples
from bot.search.training.squad import TRAINING_TITLES, AnnotatedArticle, SquadFileError, read_squad
from bot.search.training.written_articles import KEPT_BACK, WrittenArticlesError, read_written

DATA = Path(__file__).parents[1] / "data"

WEIGHTS = DATA / WEIGHTS_FILE

TOLERANCE = 0.02
"""How far a weight may be off on another machine: less than any answer notices."""


def main() -> None:
    """Read FILE, fit, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--meaning", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    try:
        # What only training needs isn't there in every installation.
        from bot.search.training.fitting import MEANING_ANSWERED, WORDS_ANSWERED, fit_weights
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} isn't installed: pip install -e '.[test]'")
    try:
        articles = read_squad(arguments.file, TRAINING_TITLES)
        kept_back = read_written(KEPT_BACK) if arguments.meaning else []
    except (OSError, SquadFileError, WrittenArticlesError) as error:
        sys.exit(str(error))
    if arguments.meaning:
        meaning = read_meaning([*articles, *kept_back])
        examples = [*all_examples(articles, meaning), *everyday_examples(kept_back, meaning)]
        learned = fit_weights(examples, MEANING_ANSWERED)
    else:
        learned = fit_weights(all_examples(articles), WORDS_ANSWERED)
    written = DATA / (MEANING_FILE if arguments.meaning else WEIGHTS_FILE)
    if not arguments.check:
        written.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
        return
    shipped = json.loads(written.read_text(encoding="utf-8"))
    apart = differences(shipped, learned)
    if apart:
        sys.exit("\n".join(apart))
    print(f"the {len(dict(_flat(shipped)))} shipped weights are those that {arguments.file.name} gives")


def read_meaning(articles: Sequence[AnnotatedArticle]) -> Meaning:
    """The vectors of the articles' sentences and questions."""
    questions = [question.text for annotated in articles for question in annotated.questions]
    meaning = Meaning(most_questions=2 * len(questions))
    meaning.learn(annotated.article for annotated in articles)
    meaning.read(questions)
    return meaning


def differences(shipped: Any, learned: Any) -> list[str]:
    """A line for each weight of one that is off by more than TOLERANCE in the other."""
    ours, theirs = dict(_flat(shipped)), dict(_flat(learned))
    return [
        f"{name}: shipped {ours.get(name)}, learned {theirs.get(name)}"
        for name in sorted(ours.keys() | theirs.keys())
        if abs(ours.get(name, 0.0) - theirs.get(name, 0.0)) > TOLERANCE
    ]


def _flat(values: Any, name: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(values, dict | list):
        pairs = values.items() if isinstance(values, dict) else enumerate(values)
        for key, value in pairs:
            yield from _flat(value, f"{name}/{key}")
    else:
        yield name, float(values)


if __name__ == "__main__":
    main()
