"""Learn what close reading counts, and write it into the program: `data/reading.json`.

    python -m bot.search.training.reading_weights FILE [--check]

FILE is SQuAD 2.0's development set, as for `weights`, whose results are used. None of the articles asked here
was used to train the cross-encoder. It takes ten minutes. --check writes nothing; it fails where the
program's weights aren't those that FILE gives.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from bot.search.arrays import Floats
from bot.search.ranking.linear_model import READING_FILE
from bot.search.ranking.reading_model import DOUBTFUL, LEAST, RAISED_FROM, ReadingModel, ReadingModels
from bot.search.training.everyday_questions import EverydayQuestionsError, with_everyday_questions
from bot.search.training.reading_examples import ReadExample, read_examples
from bot.search.training.squad import (
    TRAINING_TITLES,
    SquadFileError,
    read_squad,
)
from bot.search.training.weights import DATA, differences
from bot.search.training.written_articles import KEPT_BACK, WrittenArticlesError, read_written

EXAMPLE_WEIGHTS: Mapping[str, float] = {"everyday": 1.0, "squad": 1.0, "off": 40.0, "talk": 40.0}
"""What an example of each kind counts. Few of the off-topic ones have anything to be read, and what answers
those is worse than what answers a question about the same."""

ANSWERED, ANSWERED_AMONG_SEVERAL = 0.925, 0.88
"""The share of SQuAD's own questions that is answered at a confidence of 0.5, to one article and to a library
of all."""

LEARNED = ("above", "below", "reading", "bias", "rival")
"""The weights of a reading that are learned."""


def main() -> None:
    """Ask, fit, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    try:
        articles, kept_back = read_squad(arguments.file, TRAINING_TITLES), read_written(KEPT_BACK)
        examples = list(read_examples(articles, with_everyday_questions(articles), kept_back))
    except (OSError, SquadFileError, EverydayQuestionsError, WrittenArticlesError) as error:
        sys.exit(str(error))
    learned = learned_weights(fit_reading(examples))
    written = DATA / READING_FILE
    if not arguments.check:
        written.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf-8")
    elif apart := differences(json.loads(written.read_text(encoding="utf-8")), learned):
        sys.exit("\n".join(apart))
    else:
        print(f"the weights of the reading are those that {arguments.file.name} gives")


def learned_weights(models: ReadingModels) -> dict[str, dict[str, float]]:
    """What reading.json holds: the weights that are learned."""
    return {
        name: {weight: round(asdict(model)[weight], 3) for weight in LEARNED}
        for name, model in (("alone", models.alone), ("one of several", models.one_of_several))
    }


def fit_reading(examples: Sequence[ReadExample]) -> ReadingModels:
    """The models that fit what was read, where one article is meant and where any of several may be."""
    unmoved = _fitted([each for each in examples if not each.is_one_of_several])
    by_itself = [each for each in examples if not each.in_library]
    alone = _answering(by_itself, ANSWERED, unmoved, unmoved)
    unmoved = _fitted([each for each in examples if each.is_one_of_several and each.log_odds >= RAISED_FROM])
    unmoved = replace(unmoved, raised_from=RAISED_FROM)
    in_library = [each for each in examples if each.in_library]
    several = _answering(in_library, ANSWERED_AMONG_SEVERAL, unmoved, alone)
    return ReadingModels(replace(alone, doubtful=DOUBTFUL), replace(several, doubtful=DOUBTFUL))


def _fitted(examples: Sequence[ReadExample]) -> ReadingModel:
    """The model that fits what was read of these."""
    # What only training needs isn't there in every installation.
    from bot.search.training.fitting import fit_logistic

    read = [(each, each.reading) for each in examples if each.reading is not None]
    rows = np.array([_row(each.log_odds, reading, each.rival) for each, reading in read])
    weights, bias = fit_logistic(
        rows,
        np.zeros(len(rows)),
        np.array([float(each.is_right) for each, _ in read]),
        np.array([EXAMPLE_WEIGHTS[each.kind] for each, _ in read]),
        [(0.0, None), (0.0, None), (0.0, None), (None, 0.0)],
    )
    above, below, reading, rival = weights.tolist()
    return ReadingModel(above, below, reading, bias, -rival, doubtful=-math.inf)


def _answering(
    examples: Sequence[ReadExample], share: float, model: ReadingModel, other: ReadingModel
) -> ReadingModel:
    """The model, moved so far that it answers this share of SQuAD's own questions among the examples.

    `other` is that of those for which it isn't meant.
    """
    own = [each for each in examples if each.kind == "squad" and each.is_answerable]
    wanted, lacking = share * len(own), []
    for each in own:
        if each.reading is None:
            wanted -= each.log_odds >= 0
        elif each.is_one_of_several or not each.in_library:
            lacking.append(-model(each.log_odds, each.reading, each.rival))
        else:
            wanted -= other(each.log_odds, each.reading, each.rival) >= 0
    if not lacking:
        return model
    place = min(max(math.ceil(wanted), 1), len(lacking)) - 1
    return replace(model, bias=model.bias + sorted(lacking)[place])


def _row(log_odds: float, reading: float, rival: float) -> Floats:
    return np.array([max(0.0, log_odds), min(0.0, log_odds), reading, max(0.0, rival - LEAST)])


if __name__ == "__main__":
    main()
