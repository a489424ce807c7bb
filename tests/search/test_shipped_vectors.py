"""The vectors of the articles that come with the program: they are there, right, and used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.library import load_library
from bot.search import Index, Meaning
from bot.search.meaning import SHIPPED
from bot.search.meaning.passage_vectors import PassageVectors, as_bytes
from bot.search.meaning.vector_file import VectorFile, passage_key
from bot.search.training import vectors
from bot.search.training.vectors import difference_of, vectors_of
from bot.settings import SHIPPED_KNOWLEDGE
from tests.conftest import ROOT
from tests.search.making import article_of

COMMAND = "python -m bot.search.training.vectors"
ARTICLES = load_library(SHIPPED_KNOWLEDGE).articles
OWN = article_of(["The mill at Alderford was erected in 1782.", "A blaze destroyed its roof."], title="Mill")


@pytest.fixture(scope="module")
def made() -> Mapping[bytes, PassageVectors]:
    """The vectors of the shipped articles, made anew."""
    return vectors_of(ARTICLES)


def test_every_shipped_sentence_has_its_vector_and_nothing_else_has_one(
    made: Mapping[bytes, PassageVectors],
) -> None:
    difference = difference_of(made, VectorFile(SHIPPED))
    assert not difference, f"{difference}. Run {COMMAND}, and commit what it writes."
    assert sum(len(each.counts) for each in made.values()) == sum(
        len(passage.sentences) for article in ARTICLES for passage in article.passages
    )


def test_a_difference_is_told(made: Mapping[bytes, PassageVectors]) -> None:
    def told(kept: Mapping[bytes, PassageVectors]) -> str:
        file = VectorFile()
        for key, rows in kept.items():
            file.add(key, rows)
        return difference_of(made, file)

    first, *others = made
    assert told(made) == ""
    assert "0 others" in told({key: made[key] for key in others})
    assert "1 others" in told({**made, passage_key(bytes(20), 0): made[first]})
    assert "passage 0" in told({**made, first: replace(made[first], counts=made[first].counts[:-1])})
    elsewhere = np.random.default_rng(0).normal(size=made[first].tokens.shape).astype(np.float32)
    assert "passage 0" in told({**made, first: replace(made[first], tokens=as_bytes(elsewhere))})


def test_the_command_writes_the_file_and_tells_one_that_differs(
    made: Mapping[bytes, PassageVectors], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "vectors" / "made.footnote"
    monkeypatch.setattr(vectors, "SHIPPED", file)
    monkeypatch.setattr(vectors, "vectors_of", lambda _: made)
    monkeypatch.setattr(sys, "argv", ["vectors", "--check"])
    with pytest.raises(SystemExit, match=COMMAND):
        vectors.main()
    monkeypatch.setattr(sys, "argv", ["vectors"])
    vectors.main()
    written = file.read_bytes()
    vectors.main()  # in place of the one that is there
    assert file.read_bytes() == written
    monkeypatch.setattr(sys, "argv", ["vectors", "--check"])
    vectors.main()


def test_shipped_articles_are_known_at_once_and_others_are_not() -> None:
    known = Meaning(waits=False)
    assert known.knows(ARTICLES)
    assert not known.knows([OWN])
    assert not Meaning(waits=False, shipped=None).knows(ARTICLES)
    changed = replace(ARTICLES[0], title="Another title")
    assert not known.knows([changed])


def test_answers_are_those_of_vectors_that_are_made_anew() -> None:
    index = Index(ARTICLES, meaning=Meaning())
    anew = Index(ARTICLES, meaning=Meaning(shipped=None))
    for question in ("who was in charge of the red army", "is trotskyite an insult?", "how do I bake bread"):
        found, other = index.search(question), anew.search(question)
        assert [hit.passage for hit in found.hits] == [hit.passage for hit in other.hits]
        assert found.confidence == pytest.approx(other.confidence, abs=0.01)


def test_a_file_of_ones_own_does_not_repeat_what_is_shipped(tmp_path: Path) -> None:
    articles = [*ARTICLES, OWN]
    meaning = Meaning(tmp_path / "own")
    meaning.learn(articles)
    meaning.save(articles)
    assert meaning.knows(articles)
    assert len(VectorFile(tmp_path / "own")) == len(OWN.passages)
    assert Meaning(tmp_path / "own").knows(articles)


def test_a_program_without_the_file_makes_them_itself(tmp_path: Path) -> None:
    meaning = Meaning(shipped=tmp_path / "none")
    assert not meaning.knows(ARTICLES)
    meaning.learn(ARTICLES)
    assert meaning.knows(ARTICLES)


def test_the_program_encodes_no_sentence_of_a_shipped_article(tmp_path: Path) -> None:
    code = (
        "import sys; from bot.search.encoder import Encoder; encode = Encoder._encode_tokens\n"
        "def told(self, texts, *network):\n"
        "    print(*texts, sep='\\n', file=sys.stderr)\n"
        "    return encode(self, texts, *network)\n"
        "Encoder._encode_tokens = told; from bot.cli import main; main()"
    )
    question = "who was in charge of the red army"
    done = subprocess.run(
        [sys.executable, "-c", code, "ask", question],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines() == [question]
    assert "paramount leader" in done.stdout
