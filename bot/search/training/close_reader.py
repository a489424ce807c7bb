"""Train the cross-encoder: `data/cross_encoder`.

    python -m bot.search.training.close_reader FILE
    python -m bot.search.training.close_reader --check

FILE holds SQuAD 2.0's development set, as for `weights`; the everyday questions stand beside this file. It
takes PyTorch (`pip install torch`) and half an hour on two processors. The numbers differ a little from one
machine to another, so --check trains nothing: it fails where the program's file isn't the one whose SHA-256
stands here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from bot.search.encoder import Encoder
from bot.search.encoder.cross_encoder import FILE as ADAPTERS
from bot.search.encoder.cross_encoder import encode_pair
from bot.search.encoder.tensors import open_tensors, tensors_as_bytes
from bot.search.meaning import Meaning
from bot.search.training.everyday_questions import EverydayQuestionsError, with_everyday_questions
from bot.search.training.pairs import Found, found_in, training_pairs
from bot.search.training.squad import TRAINING_TITLES, AnnotatedArticle, SquadFileError, read_squad

TARGET = Path(__file__).parents[1] / "data" / "cross_encoder"
ENCODER = TARGET.parent / "encoder"

FILES_SHA256 = {ADAPTERS: "db8ae0310df24dfdd550d5ecce44f3f2c1630a025a2f65c18d29bcf63c7361d3"}
"""Of the file that is made."""

KEPT_BACK = ("Huguenot", "Immune system", "Warsaw")
"""Articles that the network isn't trained on: with their questions it is measured."""


def main() -> None:
    """Train and write; or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    if arguments.check:
        check()
    elif arguments.file is None:
        parser.error("name FILE, or --check what is there")
    else:
        try:
            sets = found_questions(read_squad(arguments.file, TRAINING_TITLES))
        except (OSError, SquadFileError, EverydayQuestionsError) as error:
            sys.exit(str(error))
        train(sets)
        print(f"{ADAPTERS}: {digest_of(TARGET / ADAPTERS)}")


def check() -> None:
    """Exit where the program's file isn't the one that was made."""
    for name, digest in FILES_SHA256.items():
        if (found := digest_of(TARGET / name)) != digest:
            sys.exit(f"{name}: its SHA-256 is {found}, not {digest}")
    print(f"{ADAPTERS}: as it should be")


def found_questions(articles: Sequence[AnnotatedArticle]) -> list[list[Found]]:
    """What is found for the articles' own questions, and for the everyday ones."""
    meaning = Meaning(most_questions=20_000)
    meaning.learn(each.article for each in articles)
    return [list(found_in(each, meaning)) for each in (articles, with_everyday_questions(articles))]


def train(sets: Sequence[Sequence[Found]]) -> None:
    """Train on all articles but those that are kept back, and write what was trained."""
    # Here, for PyTorch isn't there where the file is only checked.
    from bot.search.training.adapters import trained

    tokenizer = Encoder().tokenizer
    # What a question's words tell is another thing in each of the two sets.
    pairs = [pair for some in sets for pair in training_pairs(some, KEPT_BACK)]
    print(f"{len(pairs)} pairs", flush=True)
    network = trained(
        open_tensors(ENCODER / "model.safetensors"),
        pairs,
        lambda pair: encode_pair(tokenizer, pair.pair),
        lambda line: print(line, flush=True),
    )
    TARGET.mkdir(exist_ok=True)
    (TARGET / ADAPTERS).write_bytes(tensors_as_bytes(network.adapters(), {}))


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    return sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
