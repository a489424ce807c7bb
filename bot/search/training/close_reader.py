"""Train the cross-encoder: `data/cross_encoder`.

    python -m bot.search.training.close_reader
    python -m bot.search.training.close_reader --check

It is trained on the articles in `written` and `written_for_reading`, none of which the weights are learned
from or measured with. It takes PyTorch (`pip install torch`) and an hour and a quarter on two processors. The
numbers differ a little from one machine to another, so --check trains nothing: it fails where the program's
file isn't the one whose SHA-256 stands here.
"""

from __future__ import annotations

from pathlib import Path

from bot.search.encoder import Encoder
from bot.search.encoder.cross_encoder import FILE, encode_pair
from bot.search.encoder.tensors import open_tensors, tensors_as_bytes
from bot.search.meaning import Meaning
from bot.search.training.encoder import TARGET as ENCODER
from bot.search.training.pairs import found_in, training_pairs
from bot.search.training.trained_file import make_or_compare
from bot.search.training.written_articles import FOR_READING, read_written

TARGET = Path(__file__).parents[1] / "data" / "cross_encoder"

FILE_SHA256 = "22e8b2eec5f89a5ca363a68e69709b19a0b8ef018b8b46a210aa19a060f216b3"
"""Of the file that is made."""


def main() -> None:
    """Train and write; or compare."""
    make_or_compare(__doc__, TARGET / FILE, FILE_SHA256, train)


def train() -> None:
    """Train on the written articles, and write what was trained."""
    # Here, for PyTorch isn't there where the file is only checked.
    from bot.search.training.cross_encoder_network import trained

    articles = [*read_written(), *read_written(FOR_READING)]
    meaning = Meaning(most_questions=50_000)
    meaning.learn(each.article for each in articles)
    pairs = training_pairs(list(found_in(articles, meaning)))
    print(f"{len(pairs)} pairs", flush=True)
    tokenizer = Encoder().tokenizer
    network = trained(
        open_tensors(ENCODER / "model.safetensors"),
        pairs,
        lambda pair: encode_pair(tokenizer, pair.pair),
        lambda line: print(line, flush=True),
    )
    (TARGET / FILE).write_bytes(tensors_as_bytes(network.adapters(), {}))


if __name__ == "__main__":
    main()
