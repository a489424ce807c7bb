"""The answers that the shipped article has to give, and what they hold."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from bot.answering import Answerer, answer_as_json, attribution_line
from bot.library import Library, load_library, parse_article
from bot.settings import SHIPPED_KNOWLEDGE, Settings

NOTICE = "Community content is available under CC-BY-SA unless otherwise noted."
LICENSE_URL = "https://creativecommons.org/share-your-work/cclicenses/"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(SHIPPED_KNOWLEDGE)


@pytest.fixture(scope="module")
def answerer(library: Library) -> Answerer:
    return Answerer(library, Settings())


@pytest.mark.parametrize(
    ("question", "paragraph", "begins", "footnotes"),
    [
        ("When was the Fourth International founded?", 4, "Trotsky's Fourth International was", ("4",)),
        ("when was the 4th international founded?", 4, "Trotsky's Fourth International was", ("4",)),
        ("What is Trotskyism?", 1, "Trotskyism is the theory of Marxism", ()),
        ("Who led the Red Army?", 2, "Trotsky was also the paramount leader", ()),
        ("no better Bolshevik source", 3, "However, after Trotsky accepted", ("3",)),
        ("what do opponents call trotskyists", 4, "Today, in the English language", ("5",)),
    ],
)
def test_the_questions_that_the_article_answers(
    answerer: Answerer, question: str, paragraph: int, begins: str, footnotes: tuple[str, ...]
) -> None:
    answer = answerer.answer(question)
    best = answer.passages[0]
    assert answer.answered
    assert best.passage.paragraph == paragraph
    assert best.highlight_text.startswith(begins)
    assert best.highlight_footnotes == footnotes


def test_the_answer_about_the_fourth_international_whole(answerer: Answerer) -> None:
    answer = answerer.answer("When was the Fourth International founded?")
    best = answer.passages[0]
    assert best.highlight_text.endswith("working class to political power.[4]")
    assert [(f.number, f.text) for f in best.footnotes] == [
        ("4", "The Transitional Program. Retrieved November 5, 2008."),
        ("5", "Collins Dictionary and Thesaurus (1993)"),
    ]
    (attribution,) = answer.attributions
    assert attribution.license.notice == NOTICE
    assert attribution_line(attribution) == f"Trotskyism · CC-BY-SA · Excerpted. {NOTICE} ({LICENSE_URL})"


@pytest.mark.parametrize(
    "question", ["How do I bake bread?", "who killed Trotsky?", "the", "???", "", "   \n"]
)
def test_the_questions_that_are_refused(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert not answer.answered
    assert answer.passages == ()
    assert 1 <= len(answer.suggestions) <= 3
    assert answerer.answer(answer.suggestions[0]).answered


def test_every_example_question_is_answered(library: Library, answerer: Answerer) -> None:
    for article in library.articles:
        assert [q for q in article.questions if not answerer.answer(q).answered] == []


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_more_passages_than_asked_for(library: Library, most: int) -> None:
    question = "What did Lenin say about Trotsky in the Russian Revolution?"
    assert 1 <= len(Answerer(library, Settings()).answer(question, most).passages) <= most
    assert len(Answerer(library, Settings(passages=most)).answer(question).passages) <= most


def test_how_sure_an_answer_must_be_is_a_setting(library: Library) -> None:
    question = "Trotsky and the price of bread in Berlin"
    assert Answerer(library, Settings(confidence=0)).answer(question).answered
    assert not Answerer(library, Settings(confidence=1)).answer(question).answered
    # Nothing in common stays nothing, however little is asked for.
    assert not Answerer(library, Settings(confidence=0)).answer("zzzyx qqvw").answered


@pytest.mark.parametrize(
    "question",
    ["x" * 1_000_000, "Trotsky " * 100_000, "@everyone <@1> **Trotsky** [a](b) `c`", "\ud800 Trotsky \udfff",
     "\0", "\x1b[31mTrotsky", "\u202eTrotsky", "É́́́́" * 1000, "((((" * 500, "1234567890" * 300,
     "🏴\u200d☠️" * 500],
)  # fmt: skip
def test_any_text_is_a_question(answerer: Answerer, question: str) -> None:
    assert answerer.answer(question).question == question


def test_a_library_without_an_article_answers_nothing() -> None:
    answer = Answerer(Library(()), Settings()).answer("What is Trotskyism?")
    assert (answer.answered, answer.nearest, answer.attributions, answer.suggestions) == (False, (), (), ())


def test_the_json_is_the_one_that_programs_read(answerer: Answerer) -> None:
    values: dict[str, Any] = answer_as_json(answerer.answer("When was the Fourth International founded?", 1))
    (passage,) = values["passages"]
    assert 0 < values.pop("confidence") <= 1
    assert passage.pop("score") > 0
    assert passage.pop("text").startswith(passage["highlight"]["text"] + " Today, in the English")
    assert passage["highlight"].pop("text").startswith("Trotsky's Fourth International was established")
    assert passage.pop("digest").startswith("sha256:")
    assert passage.pop("end") - passage.pop("start") == 451
    assert values == {
        "question": "When was the Fourth International founded?",
        "answered": True,
        "passages": [
            {
                "article": "trotskyism",
                "passage": "a47907dd",
                "paragraph": 4,
                "section": None,
                "highlight": {"footnotes": ["4"], "links": [], "start": 1821, "end": 2081},
                "footnotes": [
                    {
                        "number": "4",
                        "text": "The Transitional Program. Retrieved November 5, 2008.",
                        "links": [],
                        "cites": [],
                    },
                    {
                        "number": "5",
                        "text": "Collins Dictionary and Thesaurus (1993)",
                        "links": [],
                        "cites": [],
                    },
                ],
                "lead": "",
                "links": [],
            }
        ],
        "attributions": [
            {
                "article": "trotskyism",
                "title": "Trotskyism",
                "authors": [],
                "source_url": None,
                "license": "CC-BY-SA",
                "license_url": LICENSE_URL,
                "notice": NOTICE,
                "licenses": [
                    {
                        "name": "CC-BY-SA",
                        "url": LICENSE_URL,
                        "spdx": None,
                        "share_alike": True,
                        "non_commercial": False,
                        "no_derivatives": False,
                    }
                ],
                "changes": "Excerpted.",
                "csl": {
                    "id": "trotskyism",
                    "type": "document",
                    "title": "Trotskyism",
                    "note": f"CC-BY-SA ({LICENSE_URL}). {NOTICE}",
                },
            }
        ],
    }


def _library_of(body: str) -> Library:
    article, problems = parse_article(
        f"---\ntitle: T\nlicense: CC BY\n---\n\n{body}", article="t", path="t.md"
    )
    assert article is not None, problems
    return Library((article,))


def test_the_footnotes_of_a_footnote_follow_it() -> None:
    body = "## Bells[^head]\n\nThe bell was cast in Ghent.[^foot] It rings.[^b]\n\n"
    body += "[^foot]: Guild book.[^toe]\n\n[^toe]: The leaf is torn.[^foot]\n\n[^b]: B\n\n[^head]: H"
    answer = Answerer(_library_of(body), Settings(confidence=0)).answer("Where was the bell cast?")
    (passage,) = answer_as_json(answer)["passages"]
    assert [(f["number"], f["cites"]) for f in passage["footnotes"]] == [
        ("foot", ["toe"]),
        ("toe", ["foot"]),
        ("b", []),
        ("head", []),
    ]
    assert passage["highlight"]["footnotes"] == ["foot"]


def test_links_and_places_can_be_verified_by_anybody() -> None:
    library = _library_of(
        "An opening.\n\nSee [the mill](https://example.org/mill)."
        " It ground [rye](https://example.org/rye) in 1771.[^1]"
        "\n\n[^1]: [Register](https://example.org/r), page 4."
    )
    answer = Answerer(library, Settings(confidence=0)).answer("When did it grind rye?", 1)
    (passage,) = json.loads(json.dumps(answer_as_json(answer)))["passages"]
    # The script of the README: the article's text, its digest, the words in their places.
    text = library.articles[0].text
    assert passage["digest"] == "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    assert text[passage["start"] : passage["end"]] == passage["text"]
    highlight = passage["highlight"]
    assert text[highlight["start"] : highlight["end"]] == highlight["text"] == "It ground rye in 1771.[1]"
    assert [passage["text"][link["start"] : link["end"]] for link in passage["links"]] == ["the mill", "rye"]
    (link,) = highlight["links"]
    assert (highlight["text"][link["start"] : link["end"]], link["url"]) == ("rye", "https://example.org/rye")
    (footnote,) = passage["footnotes"]
    assert footnote["links"] == [{"start": 0, "end": 8, "url": "https://example.org/r"}]


def test_the_json_of_a_no(answerer: Answerer) -> None:
    values = answer_as_json(answerer.answer("who killed Trotsky?"))
    assert (values["answered"], values["passages"]) == (False, [])
    assert 1 <= len(values["nearest"]) <= 3
    assert values["suggestions"][0] == "What is Trotskyism?"
    assert [a["article"] for a in values["attributions"]] == ["trotskyism"]


def test_an_attribution_names_what_is_known() -> None:
    article, _ = parse_article(
        "---\ntitle: T\nlicense:\n  name: CC BY\n  url: https://example.org/l\n"
        "source:\n  url: https://example.org/t\n  authors: [Ann, Bo]\n---\n\nThe otter swims.\n",
        article="t",
        path="t.md",
    )
    assert article is not None
    answer = Answerer(Library((article,)), Settings(confidence=0)).answer("otter")
    assert attribution_line(answer.attributions[0]) == (
        "T by Ann, Bo · CC BY · Excerpted. (https://example.org/t, https://example.org/l)"
    )
    assert answer_as_json(answer)["attributions"][0]["authors"] == ["Ann", "Bo"]


TINY = "tar\n\nrope\n\nswift otter\n\nswift heron\n\n- a swift boat that carries rye down the river in spring"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("swift", ["swift otter", "swift heron"]),
        ("Otter?", ["swift otter"]),
        ("rope", ["rope"]),
        ("heron swift", ["swift heron"]),
        ("spring", []),  # of a whole sentence, one word isn't the subject
        ("swift pizza", []),
        ("where is the rope kept", []),
    ],
)
def test_bare_words_find_the_entries_that_hold_them(words: str, found: list[str]) -> None:
    tiny, problems = parse_article(
        f"---\ntitle: Tiny\nlicense: CC0\n---\n\n{TINY}\n", article="tiny", path="tiny.md"
    )
    assert tiny is not None, problems
    answer = Answerer(Library((tiny,)), Settings()).answer(words)

    assert [each.passage.text for each in answer.passages] == found
    assert answer.answered == bool(found)
