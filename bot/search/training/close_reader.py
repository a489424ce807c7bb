"""Train the cross-encoder: `data/cross_encoder`.

    python -m bot.search.training.close_reader FOLDER
    python -m bot.search.training.close_reader --check

First it is trained on the articles in `written` and `written_for_reading`; then on a part of them together
with what people asked for the public data sets in FOLDER (`public_questions`). The weights are learned from
none of these, nor is anything measured with them. It takes PyTorch (`pip install torch`) and two hours and a
quarter on two processors. The numbers differ a little from one machine to another, so --check trains nothing:
it fails where the program's file isn't the one whose SHA-256 stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bot.search.encoder import Encoder
from bot.search.encoder.cross_encoder import FILE, encode_pair
from bot.search.encoder.tensors import Tensors, open_tensors, tensors_as_bytes
from bot.search.meaning import Meaning
from bot.search.training.encoder import TARGET as ENCODER
from bot.search.training.pairs import TrainingPair, found_in, training_pairs
from bot.search.training.public_questions import read_of_squad, read_of_stories
from bot.search.training.squad import AnnotatedArticle, sample_of
from bot.search.training.trained_file import make_or_compare, parser_of
from bot.search.training.written_articles import FOR_READING, read_written

TARGET = Path(__file__).parents[1] / "data" / "cross_encoder"

FILE_SHA256 = "36e09081a4255fdc2106d91c28034e218c9a3dec6959f96d8ffe70966deccf5d"
"""Of the file that is made."""


OWN_AGAIN, OF_STORIES = 39_000, 24_000
"""Pairs of the written articles that are in the second part of the training, and those of the public data
sets but SQuAD: all of SQuAD's are."""

AFTER = 0.6
"""How far the shipped network is on the way from the first part of the training to the second."""


def main() -> None:
    """Train and write; or compare."""
    parser = parser_of(__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    arguments = parser.parse_args()
    if arguments.folder is None and not arguments.check:
        parser.error("FOLDER is needed to train")
    make_or_compare(arguments.check, TARGET / FILE, FILE_SHA256, lambda: train(arguments.folder))


def train(folder: Path) -> None:
    """Train on the written articles and the public data sets in `folder`, and write what was trained."""
    # Here, for PyTorch isn't there where the file is only checked.
    from bot.search.training.cross_encoder_network import FIRST, SECOND, trained, untrained

    tokenizer = Encoder().tokenizer
    random = Random(1)  # noqa: S311 - reproducible samples, no secrets
    own = _pairs([*read_written(), *read_written(FOR_READING)])
    of_squad, of_stories = _pairs(read_of_squad(folder)), _pairs(read_of_stories(folder))
    mixed = [*sample_of(random, of_stories, OF_STORIES), *of_squad, *sample_of(random, own, OWN_AGAIN)]
    network = untrained(open_tensors(ENCODER / "model.safetensors"))
    learned = []
    for part, pairs in ((FIRST, own), (SECOND, mixed)):
        print(f"{len(pairs)} pairs", flush=True)
        tokens = [encode_pair(tokenizer, each.pair) for each in pairs]
        network = trained(network, pairs, tokens, part, lambda line: print(line, flush=True))
        learned.append(network.adapters())
    (TARGET / FILE).write_bytes(tensors_as_bytes(between(*learned), {}))


def between(before: Tensors, after: Tensors) -> dict[str, Any]:
    """AFTER of the way from what was learned before a part of the training to what was learned with it.

    There the network knows what the part taught, and has forgotten less of what it knew: Wortsman and
    others, "Robust fine-tuning of zero-shot models", 2022 (https://arxiv.org/abs/2109.01903).
    """
    return {
        name: (tensor.astype(np.float32) * (1 - AFTER) + after[name].astype(np.float32) * AFTER).astype(
            np.float16
        )
        for name, tensor in before.items()
    }


def _pairs(articles: Sequence[AnnotatedArticle]) -> list[TrainingPair]:
    meaning = Meaning(most_questions=50_000)
    meaning.learn(each.article for each in articles)
    return training_pairs(list(found_in(articles, meaning)))


if __name__ == "__main__":
    main()
