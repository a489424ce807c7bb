"""Meaning beside words: what it finds, when it is asked for, and how the vectors are kept."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from bot.library import Article, load_library
from bot.library.records import fingerprint
from bot.search import Index, Meaning, encoder, meaning
from bot.search.encoder.cross_encoder import Pair
from bot.search.index.builder import build_corpus
from bot.search.meaning import encoders, learned_whole, sentence_vectors
from bot.search.meaning.sentence_vectors import SentenceVectors
from bot.search.ranking import ranker
from bot.search.text.tokenizer import Tokenizer
from bot.search.training.encoder import FILES_SHA256
from bot.settings import SHIPPED_KNOWLEDGE
from tests.search.making import article_of

MILL = article_of(
    [
        "The mill at Alderford was erected in 1782 by two brothers from the coast.",
        "Its owner employed forty women, who were paid by the week.",
        "A blaze destroyed the roof in 1851, and nobody rebuilt it.",
    ],
    title="Alderford Mill",
)
IN_OTHER_WORDS = {
    "what happened to the top of the building": 2,
    "how often did staff get their wages": 1,
    "did any ladies work there": 1,
}
FAR = ["how do I bake bread", "who won the world cup", "zxcv qwrt", "is it going to rain tomorrow", "🤷"]


def _read_all(index: Index, known: Meaning, question: str) -> None:
    """Have all read that an answer to `question` needs."""
    index.search(question)
    while unread := known.take_unread():
        known.read(unread)
        index.search(question)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the vectors of the shipped article and of the mill's."""
    file = tmp_path_factory.mktemp("vectors") / "vectors.footnote"
    made, articles = Meaning(file), [*load_library(SHIPPED_KNOWLEDGE).articles, MILL]
    made.learn(articles)
    assert made.knows(articles)
    made.save(articles)
    return file


@pytest.fixture(scope="module")
def shipped(learned: Path) -> Index:
    """The shipped article's index with meaning."""
    return Index(load_library(SHIPPED_KNOWLEDGE).articles, meaning=Meaning(learned))


@pytest.mark.parametrize("question", ["When was the Fourth International founded?", "Who led the Red Army?"])
def test_what_the_article_says_is_answered(shipped: Index, question: str) -> None:
    assert shipped.search(question).confidence >= 0.5


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("who was in charge of the red army", "paramount leader of the Soviet Red Army"),
        ("is trotskyite an insult?", "Trotskyist"),
    ],
)
def test_what_the_article_says_in_other_words_is_surer_than_by_words(
    shipped: Index, question: str, sentence: str
) -> None:
    words = Index(load_library(SHIPPED_KNOWLEDGE).articles).search(question)
    found = shipped.search(question)
    assert found.confidence > words.confidence
    assert sentence in found.hits[0].passage.text


@pytest.mark.parametrize("question", ["What is the capital of France?", *FAR])
def test_what_it_does_not_say_is_refused(shipped: Index, question: str) -> None:
    assert shipped.search(question).confidence < 0.1


@pytest.mark.parametrize(("question", "paragraph"), IN_OTHER_WORDS.items())
def test_a_passage_without_a_word_of_the_question_is_found(
    learned: Path, question: str, paragraph: int
) -> None:
    best = Index([MILL], meaning=Meaning(learned)).search(question).hits[0]
    assert best.passage == MILL.passages[paragraph]


def test_the_encoder_reads_only_what_words_alone_do_not_settle(learned: Path) -> None:
    known = Meaning(learned, waits=False)
    known.open()
    index = Index([MILL], meaning=known)
    assert index.search("When was the Alderford mill erected by two brothers from the coast?").hits
    assert known.take_unread() == ()
    before = index.search("what happened to the top of the building")
    assert known.take_unread() == ("what happened to the top of the building",)
    assert known.take_unread() == ()
    known.read(["what happened to the  TOP of the building"])
    after = index.search("what happened to the top of the building")
    assert after.confidence != before.confidence
    sentence = "Alderford Mill: A blaze destroyed the roof in 1851, and nobody rebuilt it."
    assert known.take_unread() == (Pair("what happened to the top of the building", sentence),)
    assert known.take_unread() == ()


@pytest.mark.parametrize(
    ("question", "is_read"),
    [
        # Both have between 5 and 6 log-odds by their words; other passages are near the second's.
        ("Was Trotsky a Menshevik or one of the Bolsheviks?", False),
        ("Who said that Lenin and Trotsky were?", True),
    ],
)
def test_words_settle_sooner_where_a_passage_stands_out(learned: Path, question: str, is_read: bool) -> None:
    known = Meaning(learned, waits=False)
    known.open()
    assert Index(load_library(SHIPPED_KNOWLEDGE).articles, meaning=known).search(question).hits
    assert bool(known.take_unread()) is is_read


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how often did the onwer pay the women", "how often did the owner pay the women"),
        ("what hapened to the roof of the buidling", "what happened to the roof of the building"),
    ],
)
def test_the_encoder_reads_what_was_meant(learned: Path, typed: str, meant: str) -> None:
    known = Meaning(learned, waits=False)
    known.open()
    index = Index([MILL], meaning=known)
    index.search(typed)
    assert known.take_unread() == (meant,)
    _read_all(index, known, typed)
    _read_all(index, known, meant)
    assert index.search(typed).confidence <= index.search(meant).confidence + 0.02


def test_until_its_sentences_are_known_an_article_is_searched_by_its_words() -> None:
    questions = ["who employed women", *IN_OTHER_WORDS]
    unknown = Meaning(waits=False)
    index, words = Index([MILL], meaning=unknown), Index([MILL])
    assert [index.search(each) for each in questions] == [words.search(each) for each in questions]
    assert unknown.take_unread() == ()
    unknown.learn([MILL], must_stop=lambda: True)
    assert not unknown.knows([MILL])
    unknown.learn([MILL])
    for question in questions:
        _read_all(index, unknown, question)
    waiting = Index([MILL], meaning=Meaning())
    for question in questions:
        found, alone = index.search(question), waiting.search(question)
        assert [hit.passage for hit in found.hits] == [hit.passage for hit in alone.hits]
        assert found.confidence == pytest.approx(alone.confidence, abs=1e-3)


def test_an_explanation_adds_up(shipped: Index) -> None:
    for question in ("who was in charge of the red army", "did he dislike bureaucrats", FAR[0]):
        for hit in shipped.search(question, explain=True).hits:
            total = sum(each.value for each in hit.explanation.confidence)
            assert math.isclose(1 / (1 + math.exp(-total)), hit.confidence, abs_tol=0.02)
            assert math.isclose(sum(each.value for each in hit.explanation.score), hit.score, abs_tol=0.1)
            meant = [each for each in hit.explanation.confidence if each.feature.name == "meaning"]
            assert len(meant) <= 1


def test_some_articles_alone_are_searched(learned: Path) -> None:
    articles = [*load_library(SHIPPED_KNOWLEDGE).articles, MILL]
    index = Index(articles, meaning=Meaning(learned))
    for question in (*IN_OTHER_WORDS, "who was in charge of the red army", *FAR):
        hits = index.search(question, articles={MILL.id}).hits
        assert {hit.passage.article for hit in hits} <= {MILL.id}


def test_each_word_of_a_question_is_compared_with_the_words_of_each_sentence(learned: Path) -> None:
    vectors = SentenceVectors(build_corpus([MILL], Tokenizer("en")), Meaning(learned))
    nearness = vectors.nearness("Who erected the mill?")
    assert nearness is not None
    best = nearness.of_tokens(np.array([0, 2]))
    assert best.shape == (4, 2)
    assert (best <= 1 + 1e-3).all()
    # The sentence that says so has every word of it; another of the same mill has not.
    assert (best[:, 0] > best[:, 1]).all()
    assert nearness.weights.sum() == pytest.approx(1)
    assert nearness.weights[1] == nearness.weights.max()  # "erected", the rarest


def test_a_large_library_finds_passages_beyond_those_that_share_words(learned: Path) -> None:
    """More passages than are looked at closely, all of which share words with the question."""
    filler = article_of(
        [f"The building number {number} has a top of slate." for number in range(70)], title="Houses"
    )
    known = Meaning(learned)
    known.learn([filler])
    hits = Index([MILL, filler], meaning=known).search("was there ever a fire at the old factory").hits
    assert MILL.passages[2] in [hit.passage for hit in hits]


@pytest.mark.parametrize("language", ["de", "ja"])
def test_articles_in_languages_that_the_encoder_does_not_read_are_left_to_words(language: str) -> None:
    article = article_of(["Die Mühle wurde 1782 erbaut.", "Ein Brand zerstörte das Dach."], language=language)
    known = Meaning()
    known.learn([article])
    assert Index([article], meaning=known).search("Wer baute die Mühle?") == Index([article]).search(
        "Wer baute die Mühle?"
    )


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> list[Article]:
    """A library of more passages than a question is compared with, of which two are looked at."""
    monkeypatch.setattr(meaning, "MOST_PASSAGES", 10)
    monkeypatch.setattr(sentence_vectors, "MOST_PASSAGES", 10)
    monkeypatch.setattr(ranker, "COMPARED", 2)
    houses = [f"House {number} of the village has a roof of slate." for number in range(12)]
    return [MILL, article_of(houses, title="Houses")]


def test_of_a_large_library_the_passages_that_a_question_met_are_learned(large: list[Article]) -> None:
    question = "who was paid by the owner of the mill every week"
    known = Meaning(waits=False)
    index, words = Index(large, meaning=known), Index(large).search(question)
    assert index.search(question) == words
    assert known.take_unread() == ()  # no question is read for which there is nothing to compare
    assert known.learn_met() == 2
    assert index.search(question) == words
    _read_all(index, known, question)
    found = index.search(question)
    assert found.hits[0].passage == MILL.passages[1]
    assert found.confidence != words.confidence
    assert found == index.search(question)
    assert not known.knows([MILL])
    assert known.learn_met() == 2


def test_what_comes_after_the_passages_that_are_compared_stays_as_the_words_have_it(
    large: list[Article],
) -> None:
    question = "is any house of red slate"
    found, words = Index(large, meaning=Meaning()).search(question), Index(large).search(question)
    assert found != words
    assert {hit.passage for hit in found.hits[:2]} == {hit.passage for hit in words.hits[:2]}
    assert found.hits[2:] == words.hits[2:]
    assert len(words.hits) > 2


def test_a_large_library_is_compared_at_once_where_a_question_may_wait(large: list[Article]) -> None:
    question = "who was paid by the owner of the mill every week"
    known = Meaning(waits=False)
    patient = Index(large, meaning=Meaning())
    index = Index(large, meaning=known)
    index.search(question)
    known.learn_met()
    _read_all(index, known, question)
    assert patient.search(question) == index.search(question)
    assert patient.search("zxcv qwrt").hits == ()


def test_what_is_met_has_bounds(large: list[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "MOST_MET", 3)
    known = Meaning(waits=False)
    index = Index(large, meaning=known)
    for question in ("who paid the women", "what destroyed the mill's roof", "is any house of red slate"):
        index.search(question)
    assert known.learn_met() == 3
    monkeypatch.setattr(meaning, "MOST_MET_UNSAVED", 2)
    patient = Index(large, meaning=Meaning())
    for question in ("what destroyed the mill's roof", "is any house of red slate") * 3:
        # What was learned is forgotten, for nobody saves it, but never before the question is answered.
        assert patient.search(question) == Index(large, meaning=Meaning()).search(question)


@pytest.mark.parametrize(("passages", "is_learned"), [(12, True), (3, False)])
def test_the_passages_of_each_language_count_by_themselves(
    monkeypatch: pytest.MonkeyPatch, passages: int, is_learned: bool
) -> None:
    monkeypatch.setattr(meaning, "MOST_PASSAGES", 10)
    others = article_of([f"Das Haus {number} ist alt." for number in range(passages)], language="de")
    english = article_of([f"The house {number} is old." for number in range(14 - passages)])
    assert learned_whole([others, english]) == ([english] if is_learned else [])


def test_without_its_files_words_alone_are_compared(
    learned: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError("model.safetensors is no file of tensors")

    monkeypatch.setattr(encoders, "Encoder", broken)
    index = Index([MILL], meaning=Meaning(learned))
    with caplog.at_level(logging.WARNING):
        for question in IN_OTHER_WORDS:
            assert index.search(question) == Index([MILL]).search(question)
    assert [record.getMessage() for record in caplog.records] == [
        "The sentence encoder can't be read (ValueError('model.safetensors is no file of tensors'));"
        " words alone are compared"
    ]


def test_an_article_that_changes_is_learned_again(learned: Path) -> None:
    changed = article_of([passage.text + " Again." for passage in MILL.passages], title="Alderford Mill")
    known = Meaning(learned)
    assert known.knows([MILL])
    assert not known.knows([changed])


def test_the_weights_name_themselves_where_vectors_are_kept() -> None:
    assert FILES_SHA256["model.safetensors"].startswith(encoder.MODEL)
    folder = Path(encoder.__file__).parents[1] / "data" / "encoder"
    assert sha256((folder / "token_space.safetensors").read_bytes()).hexdigest().startswith(encoder.SPACE)


def test_nobody_who_may_not_wait_waits_for_the_file(learned: Path) -> None:
    kept = Meaning(learned, waits=False, shipped=None)
    assert kept.of_passage(fingerprint(MILL), 0) is None
    kept.open()
    assert kept.of_passage(fingerprint(MILL), 0) is not None


def test_no_question_waits_for_the_sentences_of_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    encode, is_learning, may_go_on = encoder.Encoder.encode_tokens, Event(), Event()

    def held(self: encoder.Encoder, texts: Sequence[str]) -> list[encoder.Encoded]:
        if "The mill at Alderford was erected in 1782 by two brothers from the coast." in texts:
            is_learning.set()
            assert may_go_on.wait(60)
        return encode(self, texts)

    monkeypatch.setattr(encoder.Encoder, "encode_tokens", held)
    shared = Meaning()
    learner = Thread(target=shared.learn, args=([MILL],))
    learner.start()
    try:
        assert is_learning.wait(60)
        assert shared.of_question("did any ladies work there") is not None
        assert not shared.knows([MILL])
    finally:
        may_go_on.set()
        learner.join()
    assert shared.knows([MILL])
