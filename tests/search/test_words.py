"""The words of the reader, where they differ from the article's."""

from __future__ import annotations

import pytest

from bot.search import Index
from tests.search.making import article_of

PARAGRAPHS = [
    "The Fourth International was established in France in 1938.",
    "Socialism in one country was a theory of the Soviet Union’s government.",
    "The museum's café sells “naïve” paintings in every colour; it was reorganised in 1917.",
    "Its co-leader had 12,000 soldiers in the centre of the town.",
    "In the harbour a traveller catalogues grey ships.",
]
INDEX = Index([article_of(PARAGRAPHS, aliases={"USSR": "Soviet Union", "4I": "Fourth International"})])


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("when was the 4th international established", 1),
        ("the international number four?", 1),
        ("what is socialism in 1 country", 2),
        ("who governed the USSR?", 2),
        ("who governed the soviet unions?", 2),
        ("4I", 1),
        ("what does the cafe sell", 3),
        ("naive paintings", 3),
        ("which color has it", 3),
        ("when was it reorganized", 3),
        ("the museums' café", 3),
        ("the museum`s cafe", 3),
        ("how many soldiers: 12000?", 4),
        ("who is the co leader", 4),
        ("who is the coleader", 4),
        ("the center of the town", 4),
        ("harbor", 5),
        ("traveler", 5),
        ("who catalogs gray ships", 5),
        ("when was the fourht internatoinal established", 1),
        ("paintngs", 3),
    ],
)
def test_a_readers_word_finds_the_articles(question: str, paragraph: int) -> None:
    assert INDEX.search(question).hits[0].passage.paragraph == paragraph


@pytest.mark.parametrize("quotes", ['""', "“”", "„“", "«»", "»«", "「」"])
def test_a_quoted_phrase_ranks_its_passage_first(quotes: str) -> None:
    texts = [
        "Red army, army red: the red and the army, so many an army of red soldiers in red.",
        "He joined the army. Red was its flag.",
        "They saw the red army once.",
    ]
    phrase = f"{quotes[0]}Red Army{quotes[1]}"
    hits = Index([article_of(texts)]).search(f"soldiers of the {phrase} joined many").hits
    assert hits[0].passage.paragraph == 1
    hits = Index([article_of([texts[1], texts[2]])]).search(f"who joined the {phrase} flag").hits
    assert hits[0].passage.text == texts[2]


def test_a_heading_speaks_for_its_passages() -> None:
    article = article_of(
        ["It began in 1938.", "It began in 1940."], sections=["The strike of dockers", "The strike of bakers"]
    )
    assert Index([article]).search("When did the bakers begin?").hits[0].passage.paragraph == 2


def test_a_footnote_marker_is_no_word() -> None:
    from bot.library import Marker, Span
    from bot.library.passages import Paragraph, passages_of

    article = article_of(["x"])
    text = "Apples are red.[7] Pears are green."
    passages = passages_of([Paragraph(text, (Marker("7", Span(15, 18)),))], "test", "en")
    marked = type(article)("test", "Test", article.license, passages)
    assert Index([marked]).search("7").hits == ()


def test_a_quoted_phrase_that_stands_nowhere_is_not_answered() -> None:
    texts = ["The old mill stands by the dam of the river.", "The mill was built by a miller from the north."]
    index = Index([article_of(texts)])
    assert index.search('"mill by the dam"').confidence < 0.5
    assert index.search('"mill was built by"').confidence >= 0.5


NAMES = [
    "C++ was designed by Bjarne Stroustrup in Denmark.",
    "C was designed by Dennis Ritchie at a laboratory.",
    "C# was designed by Anders Hejlsberg for .NET.",
    "AT&T was a company of telephones; R&B is music.",
    "Node.js was designed by Ryan Dahl.",
    "The U.S. designed version 3.5 of it.",
]


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("Who designed C++?", 1),
        ("who designed c++", 1),
        ("Who designed C?", 2),
        ("Who designed C#?", 3),
        ("Who designed C♯?", 3),
        ("what is for .NET", 3),
        ("what is for .net?", 3),
        ("What was AT&T?", 4),
        ("what was ATT", 4),
        ("r&b", 4),
        ("Who designed Node.js?", 5),
        ("who designed nodejs", 5),
        ("what did the U.S. do", 6),
        ("what did the US do", 6),
        ("version 3.5", 6),
    ],
)
def test_a_names_signs_are_part_of_it(question: str, paragraph: int) -> None:
    titles = ["C++", "C", "C#", "Telephones", "Servers", "Versions"]
    articles = [article_of([text], title=title) for text, title in zip(NAMES, titles, strict=True)]
    hits = Index(articles).search(question).hits
    assert hits[0].passage.text == NAMES[paragraph - 1]


def test_a_name_with_signs_is_not_found_by_another() -> None:
    index = Index([article_of(["C is a language of 1972.", "C# is a language of 2000."])])
    assert index.search("C++").hits == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rock & roll", ["rock", "roll"]),
        ("Johnson&Johnson", ["johnson", "johnson"]),
        ("hello.who is it", ["hello", "who", "is", "it"]),
        ("18+ only, 2+2", ["18", "only", "2", "2"]),
        ("issue #5 #tag", ["issue", "5", "tag"]),
        ("C++'s and F#.", ["c++", "and", "f#"]),
        ("C++11/C++17", ["c++", "11", "c++", "17"]),
        ("M&M's, Google+, A+", ["m&m", "google+", "a+"]),
        ("He left .Next came", ["he", "left", ".next", "came"]),
        ("1️⃣ ℹ️ 42", ["42"]),
    ],
)
def test_signs_elsewhere_part_words(text: str, words: list[str]) -> None:
    from bot.search import Tokenizer

    assert [token.surface for token in Tokenizer("en").tokens(text)] == words
