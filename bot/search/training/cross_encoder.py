"""Train the cross-encoder, and weigh what it says: `data/cross_encoder`.

    python -m bot.search.training.cross_encoder FILE [--weigh]
    python -m bot.search.training.cross_encoder --check

FILE holds SQuAD 2.0's development set, as for `weights`; the everyday questions stand beside this file. It
takes PyTorch (`pip install torch`) and half an hour on two processors. The numbers differ a little from one
machine to another, so --check trains nothing: it fails where the program's files aren't those whose SHA-256
stands here.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from bot.search.encoder import Encoder
from bot.search.encoder.cross_encoder import FILE as ADAPTERS
from bot.search.encoder.cross_encoder import encode_pair
from bot.search.encoder.tensors import open_tensors, tensors_as_bytes
from bot.search.meaning import Meaning
from bot.search.ranking.reading_model import ReadingModel
from bot.search.training.everyday_questions import EverydayQuestionsError, with_everyday_questions
from bot.search.training.pairs import Found, found_among, found_in, training_pairs
from bot.search.training.reading_weights import fit_reading_model
from bot.search.training.squad import TRAINING_TITLES, AnnotatedArticle, SquadFileError, read_squad

TARGET = Path(__file__).parents[1] / "data" / "cross_encoder"
ENCODER = TARGET.parent / "encoder"
CONFIDENCE = "confidence.json"

FILES_SHA256 = {
    ADAPTERS: "db8ae0310df24dfdd550d5ecce44f3f2c1630a025a2f65c18d29bcf63c7361d3",
    CONFIDENCE: "8e762d43c7ff010224a03b97e480e0fa6d03c84d4d3d759ce1414b70f1a0353a",
}
"""Of the files that are made."""

KEPT_BACK = ("Huguenot", "Immune system", "Warsaw")
"""Articles that the network isn't trained on: with their questions it is weighed."""


def main() -> None:
    """Train and write; or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--weigh", action="store_true", help="weigh the network that is there, train none")
    arguments = parser.parse_args()
    if arguments.check:
        check()
        return
    if arguments.file is None:
        parser.error("name FILE, or --check what is there")
    meaning = Meaning(most_questions=20_000)
    try:
        articles = read_squad(arguments.file, TRAINING_TITLES)
        sets = [list(found_in(each, meaning)) for each in (articles, with_everyday_questions(articles))]
    except (OSError, SquadFileError, EverydayQuestionsError) as error:
        sys.exit(str(error))
    if not arguments.weigh:
        train(sets)
    (TARGET / CONFIDENCE).write_text(json.dumps(asdict(weighed(articles, sets, meaning)), indent=1) + "\n")
    for name in FILES_SHA256:
        print(f"{name}: {digest_of(TARGET / name)}")


def check() -> None:
    """Exit where the program's files aren't those that were made."""
    for name, digest in FILES_SHA256.items():
        if (found := digest_of(TARGET / name)) != digest:
            sys.exit(f"{name}: its SHA-256 is {found}, not {digest}")
    print(f"{', '.join(FILES_SHA256)}: as they should be")


def weighed(
    articles: Sequence[AnnotatedArticle], sets: Sequence[Sequence[Found]], meaning: Meaning
) -> ReadingModel:
    """What the network is worth that is there, by the questions of the articles that were kept back.

    They are put to their articles, and to all others together.
    """
    own, everyday = ([each for each in some if _was_kept_back(each)] for some in sets)
    texts = [each.text for each in (*own, *everyday) if each.question]
    others = [each for each in articles if each.article.title not in KEPT_BACK]
    off_topic = found_among(others, texts, meaning)
    return fit_reading_model(own, [*everyday, *off_topic], Encoder().cross_encoder(TARGET))


def _was_kept_back(found: Found) -> bool:
    return found.article is not None and found.article.article.title in KEPT_BACK


def train(sets: Sequence[Sequence[Found]]) -> None:
    """Train on all articles but those that are kept back, and write what was trained."""
    # Here, for PyTorch isn't there where the files are only checked or weighed.
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
