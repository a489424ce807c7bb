"""Train the encoder of questions: `data/encoder/questions.safetensors`.

    python -m bot.search.training.question_encoder
    python -m bot.search.training.question_encoder --check

It is trained on the articles in `written`, none of which the weights are learned from or measured with. It
takes PyTorch (`pip install torch`) and ten minutes on two processors. The numbers differ a little from one
machine to another, so --check trains nothing: it fails where the program's file isn't the one whose SHA-256
stands here.
"""

from __future__ import annotations

from bot.search.encoder import QUESTIONS_FILE, Encoder
from bot.search.encoder.tensors import open_tensors, tensors_as_bytes
from bot.search.training.encoder import TARGET
from bot.search.training.question_examples import examples_of, vectors_of
from bot.search.training.trained_file import make_or_compare, parser_of
from bot.search.training.written_articles import read_written

FILE_SHA256 = "03fa32cc546c7e8a621d9b737a8396ca94f4d90a14d758d05cbb677d44103fb7"
"""Of the file that is made."""


def main() -> None:
    """Train and write; or compare."""
    make_or_compare(parser_of(__doc__).parse_args().check, TARGET / QUESTIONS_FILE, FILE_SHA256, train)


def train() -> None:
    """Train on the written articles, and write what was trained."""
    # Here, for PyTorch isn't there where the file is only checked.
    from bot.search.training.question_network import trained

    encoder, articles = Encoder(), read_written()
    vectors = [vectors_of(each, encoder) for each in articles]
    examples = list(examples_of(articles, encoder))
    print(f"{len(examples)} questions", flush=True)
    space = open_tensors(TARGET / "token_space.safetensors")
    network = trained(
        open_tensors(TARGET / "model.safetensors"),
        space,
        vectors,
        examples,
        lambda line: print(line, flush=True),
    )
    (TARGET / QUESTIONS_FILE).write_bytes(tensors_as_bytes(network.adapters(), {}))


if __name__ == "__main__":
    main()
