"""What stands below a heading, and what has the article's name, against what stands beside it."""

from __future__ import annotations

import pytest

from bot.library import Article
from bot.search import Index, Meaning
from tests.search.making import article_of

OPENING = (
    "The Tarn was a Danish warship that foundered after sailing about a mile into its maiden voyage on 10"
    " August 1628. The king had ordered it for the war with Poland."
)
SINKING = (
    "A gust of wind made her heel to port, and water poured in through the open gunports. About thirty people"
    " drowned."
)
RECOVERY = "Anders Holm found the wreck in 1956. It was raised on 24 April 1961, and was sprayed for years."


def _ship(heading: str) -> Article:
    return article_of([OPENING, SINKING, RECOVERY], title="Tarn", sections=[None, heading, "Recovery"])


@pytest.mark.parametrize("question", ["why did the Tarn sink", "when did the Tarn sink"])
def test_a_word_of_a_heading_is_known_to_its_article(question: str) -> None:
    meaning = Meaning()
    headed, other = (Index([_ship(each)], meaning=meaning).search(question) for each in ("Sinking", "Voyage"))
    assert headed.confidence > other.confidence


def test_what_has_the_name_is_read_beside_what_is_found_without_it() -> None:
    ranking = Index([_ship("Voyage")], meaning=Meaning()).search("when did the Tarn sink")
    best = ranking.hits[0]
    assert "foundered" in best.passage.words[best.sentence]
