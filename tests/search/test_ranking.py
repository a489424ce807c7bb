"""What holds for every article and every question."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library import load_library
from bot.search import Index
from bot.search.engine import MAX_HITS
from bot.settings import SHIPPED_KNOWLEDGE
from tests.search.making import article_of

NOUNS = (
    "anchor barrel candle dagger engine falcon garden hammer island jacket kettle ladder marble needle "
    "orchard pepper quarry ribbon saddle timber umbrella velvet window yogurt zipper"
).split()
VERBS = "carries hides follows breaks paints repairs sells wraps weighs lifts".split()

sentences = st.builds(
    lambda one, verb, other: f"The {one} {verb} the {other}.",
    st.sampled_from(NOUNS),
    st.sampled_from(VERBS),
    st.sampled_from(NOUNS),
)
paragraphs = st.lists(sentences, min_size=1, max_size=4, unique=True).map(" ".join)
articles = st.lists(paragraphs, min_size=2, max_size=8, unique=True)


@given(st.integers(0, 2), st.integers(1, 3), st.data())
@settings(max_examples=30, deadline=None)
def test_a_passage_with_the_word_stands_above_those_without_and_above_zero(
    place: int, count: int, data: st.DataObject
) -> None:
    words = data.draw(st.permutations(NOUNS))
    place %= count
    texts = [f"The {words[2 * i]} stands beside the {words[2 * i + 1]}." for i in range(count)]
    hits = Index([article_of(texts)]).search(f"Where is the {words[2 * place]}?").hits
    assert hits[0].passage.paragraph == place + 1
    assert hits[0].score > 0
    assert all(hit.score < hits[0].score for hit in hits[1:])


@given(articles.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))), sentences)
@settings(max_examples=30, deadline=None)
def test_the_order_of_passages_in_the_file_does_not_change_the_ranking(
    orders: tuple[list[str], list[str]], question: str
) -> None:
    one, other = (
        {hit.passage.text: round(hit.score, 9) for hit in Index([article_of(texts)]).search(question).hits}
        for texts in orders
    )
    assert one == other


@given(articles, articles, sentences)
@settings(max_examples=40, deadline=None)
def test_another_article_does_not_change_the_order_within_this_one(
    texts: list[str], others: list[str], question: str
) -> None:
    mine = article_of(texts, title="Mine")
    alone = [hit.passage.id for hit in Index([mine]).search(question).hits]
    among = Index([mine, article_of(others, title="Other")]).search(question).hits
    mine_among = [hit.passage.id for hit in among if hit.passage.article == "mine"]
    assert mine_among == (alone if len(among) < MAX_HITS else alone[: len(mine_among)])


def test_a_passages_own_sentence_asked_as_a_question_returns_it_first() -> None:
    article = load_library(SHIPPED_KNOWLEDGE).articles[0]
    index = Index([article])
    for passage in article.passages:
        for number, sentence in enumerate(passage.sentences):
            hit = index.search(sentence.of(passage.text)).hits[0]
            assert (hit.passage.id, hit.sentence) == (passage.id, number)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_is_a_question(text: str) -> None:
    ranking = Index([article_of(["A falcon nests on the tower.", "The tower has a clock."])]).search(text)
    assert 0.0 <= ranking.confidence <= 1.0
    assert all(hit.score > 0 for hit in ranking.hits)


def test_a_library_without_passages_answers_nothing() -> None:
    assert Index([]).search("Who?").hits == ()
    assert Index([article_of([])]).search("Who?").confidence == 0.0


def test_of_many_articles_the_one_that_holds_the_words_is_found() -> None:
    library = [
        article_of([f"The {noun} number {number} was made in Ghent."], title=f"{noun}-{number}")
        for number, noun in enumerate(NOUNS)
    ]
    assert Index(library).search("Where was the umbrella made?").hits[0].passage.article == "umbrella-20"


def test_what_explains_a_hit_adds_up() -> None:
    index = Index([article_of(["A falcon nests on the tower.", "The clock was made by a smith."])])
    hit = index.search("Who made the clock?", explain=True).hits[0]
    assert abs(sum(each.value for each in hit.explanation.score) - hit.score) < 0.1
    assert {term.word: term.held for term in hit.explanation.terms}["clock"] == 1.0
    assert hit.explanation.confidence[0].feature.name == "before any word"


def test_a_short_entry_with_two_words_that_may_have_been_meant_is_found_among_many() -> None:
    """Both words stand in its only sentence: the article has them in one sentence, not in two."""
    entry = article_of(["The tower towel."], title="Both")
    others = [article_of([f"Number {number} stands alone."], title=f"Thing {number}") for number in range(80)]
    hits = Index([entry, *others]).search("Where is the towe?").hits
    assert [hit.passage.article for hit in hits] == ["both"]
