"""Train the cross-encoder: `data/cross_encoder`.

    python -m bot.search.training.close_reader FOLDER
    python -m bot.search.training.close_reader --check

First it is trained on the articles in `written` and `written_for_reading`; then on a part of them together
with what people asked for the public data sets in FOLDER (`public_questions`); last on a part of both, asked
as others would type it (`ways_of_asking`). The weights are learned from none of these, nor is anything
measured with them. It takes PyTorch (`pip install torch`) and two hours and a half on two processors. The
numbers differ a little from one machine to another, so --check trains nothing: it fails where the program's
file isn't the one whose SHA-256 stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

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
from bot.search.training.ways_of_asking import varied
from bot.search.training.written_articles import FOR_READING, read_written

if TYPE_CHECKING:
    from bot.search.training.cross_encoder_network import CrossEncoderNetwork, Part

TARGET = Path(__file__).parents[1] / "data" / "cross_encoder"

FILE_SHA256 = "27f4bb60f36b304ef49954e3f88d4c7f91cd506e416499867cd121cf86967428"
"""Of the file that is made."""


OWN_AGAIN, OF_STORIES = 39_000, 24_000
"""Pairs of the written articles that are in the second part of the training, and those of the public data
sets but SQuAD: all of SQuAD's are."""

AFTER_SECOND, AFTER_THIRD = 0.6, 0.45
"""How far the network is on the way from the first part of the training to the second, when the third begins,
and how far it is shipped on the way from there."""

LAST_OWN, LAST_OF_SQUAD, LAST_OF_STORIES = 28_000, 28_000, 10_000
"""Pairs in the third part."""


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
    from bot.search.training.cross_encoder_network import FIRST, SECOND, THIRD, adapted, trained, untrained

    tokenizer = Encoder().tokenizer
    random = Random(1)  # noqa: S311 - reproducible samples, no secrets
    own = _pairs([*read_written(), *read_written(FOR_READING)])
    of_squad, of_stories = _pairs(read_of_squad(folder)), _pairs(read_of_stories(folder))
    mixed = [*sample_of(random, of_stories, OF_STORIES), *of_squad, *sample_of(random, own, OWN_AGAIN)]
    encoder = open_tensors(ENCODER / "model.safetensors")

    def learned(network: CrossEncoderNetwork, part: Part, pairs: Sequence[TrainingPair]) -> Tensors:
        print(f"{len(pairs)} pairs", flush=True)
        tokens = [encode_pair(tokenizer, each.pair) for each in pairs]
        return trained(network, pairs, tokens, part, lambda line: print(line, flush=True)).adapters()

    network = untrained(encoder)
    first = learned(network, FIRST, own)
    before = between(first, learned(network, SECOND, mixed), AFTER_SECOND)
    last = [
        *sample_of(random, of_squad, LAST_OF_SQUAD),
        *sample_of(random, of_stories, LAST_OF_STORIES),
        *sample_of(random, own, LAST_OWN),
    ]
    asked = [_asked_otherwise(each, random) for each in last]
    after = learned(adapted(encoder, before), THIRD, asked)
    (TARGET / FILE).write_bytes(tensors_as_bytes(between(before, after, AFTER_THIRD), {}))


def _asked_otherwise(pair: TrainingPair, random: Random) -> TrainingPair:
    return replace(pair, pair=pair.pair._replace(question=varied(pair.pair.question, random)))


def between(before: Tensors, after: Tensors, share: float) -> dict[str, Any]:
    """`share` of the way from what was learned before a part of the training to what was learned with it.

    There the network knows what the part taught, and has forgotten less of what it knew: Wortsman and
    others, "Robust fine-tuning of zero-shot models", 2022 (https://arxiv.org/abs/2109.01903).
    """
    return {
        name: (tensor.astype(np.float32) * (1 - share) + after[name].astype(np.float32) * share).astype(
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
