"""Who names an article's subject and asks something of it gets the sentence that says so, not the one that
names it."""

from __future__ import annotations

import pytest

from bot.search import Index, Meaning
from tests.search.making import article_of

HOLT = article_of(
    [
        "Ada Holt (1851–1919) was a botanist from Port Sellen. She is known for her work on mosses.",
        "She was born above a ropemaker's shop, and her father taught her to read from almanacs.",
        "In 1874 she married the bookbinder Otto Fenn, who drew most of the plates in her books.",
        "Her herbarium went to the museum in Grennick. She died of pneumonia in the winter of 1919.",
    ],
    title="Ada Holt",
)
LINE = article_of(
    [
        "The Sellen Valley Line was a narrow-gauge railway in Orrin.",
        "It was closed in 1964, for the mines that it served had been flooded.",
    ],
    title="Sellen Valley Line",
)
LIBRARY = [HOLT, LINE]
ANSWERED = {
    "who did Ada Holt marry?": "married the bookbinder",
    "what did ada holt die of": "died of pneumonia",
    "who drew the plates in ada holt's books": "drew most of the plates",
    "when was the sellen valley line closed?": "closed in 1964",
    "why was Sellen Valley Line closed": "closed in 1964",
}
UNKNOWN = [
    "what was ada holt's religion",
    "did Ada Holt travel to Africa",
    "who is the director of the Sellen Valley Line",
    "how many locomotives did the sellen valley line have",
]


@pytest.fixture(scope="module", params=[False, True], ids=["words", "meaning"])
def index(request: pytest.FixtureRequest) -> Index:
    """The library, compared by words alone and with meaning."""
    return Index(LIBRARY, meaning=Meaning() if request.param else None)


def _best(index: Index, question: str) -> tuple[str, float]:
    ranking = index.search(question)
    best = ranking.hits[0]
    return best.passage.sentences[best.sentence].of(best.passage.text), ranking.confidence


@pytest.mark.parametrize(("question", "said"), ANSWERED.items())
def test_what_is_asked_of_the_subject_comes_before_the_sentence_that_names_it(
    index: Index, question: str, said: str
) -> None:
    shown, confidence = _best(index, question)
    assert said in shown
    assert confidence >= 0.5


@pytest.mark.parametrize("question", UNKNOWN)
def test_the_name_alone_answers_nothing(index: Index, question: str) -> None:
    assert index.search(question).confidence < 0.5


@pytest.mark.parametrize(
    "question", ["Who is Ada Holt?", "who was ada holt", "what is the Sellen Valley Line?"]
)
def test_who_asks_for_the_subject_itself_gets_its_introduction(index: Index, question: str) -> None:
    shown, confidence = _best(index, question)
    assert shown in (HOLT.passages[0].text[: len(shown)], LINE.passages[0].text)
    assert confidence >= 0.5


def test_the_name_as_a_whole_is_left_out_with_its_article() -> None:
    found = Index(LIBRARY).search("is the Sellen Valley Line closed", explain=True)
    again = Index([LINE]).search("is it closed")
    assert found.hits[0].passage == again.hits[0].passage
    assert found.words == ("sellen", "valley", "line", "closed")
    assert found.confidence > again.confidence  # that it was named speaks for what has the rest


def test_other_articles_stay_beside() -> None:
    other = article_of(["The mines at Sellen Valley Line junction were flooded in 1963."], title="Mines")
    hits = Index([*LIBRARY, other]).search("why was the Sellen Valley Line shut down").hits
    assert {hit.passage.article for hit in hits} >= {LINE.id, other.id}
