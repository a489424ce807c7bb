"""What holds for every answer, whatever the articles and the question."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.answering import Answer, Answerer, AnsweringPassage, answer_as_json, attribution_line
from bot.library import Article, Library, parse_article
from bot.settings import Settings
from tests.strategies import REQUESTS, libraries, questions


def _library(names: str) -> Library:
    """Articles of these names, each with a footnote."""
    text = "---\ntitle: Trotskyism\nlicense: CC BY\n---\n\nLenin said so.[^1]\n\n[^1]: Minutes.\n"
    parsed = (parse_article(text, article=name, path=f"{name}.md")[0] for name in names)
    return Library(tuple(article for article in parsed if article))


def _shown(answer: Answer) -> Iterator[AnsweringPassage]:
    yield from answer.passages
    yield from answer.nearest


@settings(max_examples=30)  # a library is large
@given(libraries(), st.lists(questions(), min_size=1, max_size=5), st.integers(1, 10), st.floats(0, 1))
@example(_library("a"), ["said said", *REQUESTS], 3, 0.5)
@example(_library("ab"), ["said said", *REQUESTS], 3, 0.5)
def test_what_holds_for_every_answer(
    library: Library, asked: list[str], most: int, confidence: float
) -> None:
    answerer = Answerer(library, Settings(confidence=confidence))
    for question in asked:
        answer = answerer.answer(question, most)
        assert answer.question == question
        assert 0 <= answer.confidence <= 1
        assert answer.answered == _has_what_was_asked(answer)
        assert len(answer.passages) <= most
        assert len(answer.nearest) <= 3
        assert not (answer.passages and answer.nearest)
        for answering in (*_shown(answer), *answer.more):
            _check(library, answering)
        assert len(answer.more) <= 6
        assert not {p.passage.id for p in answer.more} & {p.passage.id for p in answer.passages}
        assert answer.answered or not answer.more
        _check_credits(answer)
        for attribution in answer.attributions:
            article = _article(library, attribution.article)
            assert (attribution.title, attribution.license) == (article.title, article.license)
            assert article.license.name in attribution_line(attribution)
        _check_json(answer)
        assert answerer.answer(question, most) == answer


@settings(max_examples=30)  # a library is large
@given(libraries(), questions(), st.sets(st.sampled_from("abc")))
def test_only_the_articles_that_may_answer_do(library: Library, question: str, allowed: set[str]) -> None:
    answer = Answerer(library, Settings(confidence=0)).answer(question, articles=allowed)
    assert {answering.passage.article for answering in (*_shown(answer), *answer.more)} <= allowed
    assert {attribution.article for attribution in answer.attributions} <= allowed


def _has_what_was_asked(answer: Answer) -> bool:
    """Whether there is something of what was asked for: a passage, a footnote, a source or a licence."""
    if answer.halves:
        return any(map(_has_what_was_asked, answer.halves))
    match answer.about:
        case "footnotes":
            return bool(answer.cited)
        case "source" | "license":
            return bool(answer.attributions)
        case None:
            return bool(answer.passages)


def _check_credits(answer: Answer) -> None:
    """Each article of which words are shown is credited once, and none but those and the ones asked about."""
    credited = [attribution.article for attribution in answer.attributions]
    used = [answering.passage.article for answering in _shown(answer)] + [
        each.article for each in answer.cited
    ]
    asked_about = [
        attribution.article
        for part in answer.halves or (answer,)
        if part.about in ("source", "license")
        for attribution in part.attributions
    ]
    assert len(set(credited)) == len(credited)
    assert set(credited) == {*used, *asked_about}
    assert answer.halves or asked_about or credited == list(dict.fromkeys(used))


def _article(library: Library, name: str) -> Article:
    article = library.article(name)
    assert article is not None
    return article


def _check(library: Library, answering: AnsweringPassage) -> None:
    passage = answering.passage
    article = _article(library, passage.article)
    assert passage.text in article.paragraph(passage.paragraph)
    assert article.passage(passage.id) == passage
    assert 0 <= answering.highlight.start < answering.highlight.end <= len(passage.text)
    assert answering.highlight_text in passage.text
    assert answering.highlight in passage.sentences
    assert answering.score > 0
    markers = [marker.number for marker in passage.markers]
    own = [f.number for f in answering.footnotes if f.number in {*markers, *passage.heading_footnotes}]
    assert own[: len(set(markers))] == list(dict.fromkeys(markers))
    assert len(set(answering.footnotes)) == len(answering.footnotes)
    _check_place(article, answering)
    assert all(f in article.footnotes for f in answering.footnotes)
    assert all(f"[{number}]" in answering.highlight_text for number in answering.highlight_footnotes)


def _check_place(article: Article, answering: AnsweringPassage) -> None:
    """What anybody can verify who has the article: the words stand where the answer says."""
    assert answering.digest == hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    assert answering.place.of(article.text) == answering.passage.text
    for link in (*answering.passage.links, *answering.highlight_links):
        assert link.url.startswith(("http://", "https://"))
    assert all(link.end <= len(answering.highlight_text) for link in answering.highlight_links)


def _check_json(answer: Answer) -> None:
    values = answer_as_json(answer)
    wanted = ["question", "answered", "confidence", "passages"]
    wanted += [] if answer.answered else ["nearest", "suggestions", "closest"]
    wanted += ["language"] if answer.language_gap else []
    wanted += ["small_talk"] if answer.small_talk else []
    wanted += ["reaction"] if answer.reaction else []
    wanted += ["about", "unshown"] if answer.about else []
    wanted += ["footnotes", "missing"] if answer.about == "footnotes" else []
    wanted += ["matched"] if answer.matched else []
    wanted += ["halves", "left"] if answer.halves else []
    assert list(values) == [*wanted, "attributions"]
    for shown, answering in zip(
        [*values["passages"], *values.get("nearest", [])], _shown(answer), strict=True
    ):
        assert list(shown) == [
            "article", "passage", "paragraph", "section", "score", "text", "highlight", "footnotes",
            "lead", "links", "digest", "start", "end",
        ]  # fmt: skip
        assert shown["text"] == answering.passage.text
        assert shown["highlight"]["text"] in shown["text"]
    assert json.loads(json.dumps(values)) == values
