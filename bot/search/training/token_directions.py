"""Make the directions in which the vectors of tokens differ most: their principal components.

    python -m bot.search.training.token_directions FILE [--check]

FILE is in SQuAD 2.0's format; the sentences of the articles that the weights are learned from are used, and
none of their questions. --check writes nothing: it fails where the program's directions are others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from bot.library import Article
from bot.search.encoder import TOKEN_WIDTH, WIDTH, Encoder
from bot.search.encoder.tensors import Tensors, open_tensors, tensors_as_bytes
from bot.search.encoder.token_space import TokenSpace
from bot.search.training.squad import TRAINING_TITLES, SquadFileError, read_squad

TARGET = Path(__file__).parents[1] / "data" / "encoder" / "token_space.safetensors"

LEAST_AGREEMENT = 0.999
"""How much of each direction must lie among the shipped ones: processors round differently."""

AT_ONCE = 64


def main() -> None:
    """Encode, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    try:
        articles = read_squad(arguments.file, TRAINING_TITLES)
    except (OSError, SquadFileError) as error:
        sys.exit(str(error))
    made = token_space(annotated.article for annotated in articles)
    if not arguments.check:
        TARGET.write_bytes(tensors_as_bytes(made, {"source": "SQuAD 2.0's sentences"}))
        return
    agreement = agreement_of(open_tensors(TARGET), made)
    if agreement < LEAST_AGREEMENT:
        sys.exit(f"the shipped directions are others: they agree by {agreement:.4f}")
    print(f"the shipped directions are those that {arguments.file.name} gives")


def token_space(articles: Iterable[Article]) -> Tensors:
    """The mean of the tokens of articles' sentences, and the directions in which they differ most."""
    encoder = Encoder(token_space=TokenSpace(np.zeros(WIDTH, np.float32), np.eye(WIDTH, dtype=np.float32)))
    sentences = [
        span.of(passage.text)
        for article in articles
        for passage in article.passages
        for span in passage.sentences
    ]
    count, total, products = 0, np.zeros(WIDTH), np.zeros((WIDTH, WIDTH))
    for begin in range(0, len(sentences), AT_ONCE):
        for encoded in encoder.encode_tokens(sentences[begin : begin + AT_ONCE]):
            tokens = encoded.tokens.astype(np.float64)
            count += len(tokens)
            total += tokens.sum(axis=0)
            products += tokens.T @ tokens
    mean = total / count
    _, directions = np.linalg.eigh(products / count - np.outer(mean, mean))
    kept = directions[:, ::-1][:, :TOKEN_WIDTH]
    # A direction and its opposite are as good: the larger numbers are made positive.
    kept = kept * np.sign(kept[np.abs(kept).argmax(axis=0), np.arange(TOKEN_WIDTH)])
    return {"mean": mean.astype(np.float32), "directions": kept.astype(np.float16)}


def agreement_of(ours: Tensors, theirs: Tensors) -> float:
    """How much of the directions of one lies among those of the other: 1 all of it."""
    products = ours["directions"].astype(np.float64).T @ theirs["directions"].astype(np.float64)
    return float((products * products).sum() / TOKEN_WIDTH)


if __name__ == "__main__":
    main()
