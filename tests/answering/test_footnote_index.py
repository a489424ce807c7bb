"""The footnotes behind a claim in a library that changes: what was read of others isn't read again."""

from __future__ import annotations

import pytest

from bot.answering import Answerer, NotPreparedError
from bot.library import Article, Library, parse_article
from bot.settings import Settings

GERMAN = "Die Chronik von Alder nennt Die Mühle und den Müller"
CHANGED = "Gazette of Cedar, on the walrus"


def article(name: str, note: str, language: str = "en") -> Article:
    """An article with one footnote, whose text is `note`."""
    head = f"title: The {name} mill\nlanguage: {language}\nlicense: CC0"
    text = f"---\n{head}\n---\n\n{name} had a mill.[^1]\n\n[^1]: {note}.\n"
    made = parse_article(text, article=name.lower(), path=f"{name}.md")[0]
    assert made is not None
    return made


ALDER = article("Alder", "Register of the abbots of Alder, C++ and co-owners")
BIRCH = article("Birch", "Almanac of Birch, on the herring")
CEDAR = article("Cedar", "Register of Cedar, on the heron")
DORN = article("Dorn", GERMAN, "de")
AFTER = Library((ALDER, article("Cedar", CHANGED), DORN))
CLAIMS = [
    "abbots of Alder",
    "herring",
    "heron",
    "walrus",
    "Chronik nennt Müller",
    "C++ co-owners",
    "register",
]


def cited(answerer: Answerer) -> list[list[str]]:
    """The texts of the footnotes that stand behind each claim."""
    asked = (f"which footnote mentions the {claim}?" for claim in CLAIMS)
    return [[each.footnote.text for each in answerer.answer(question).cited] for question in asked]


def test_only_what_is_new_is_read_and_the_same_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    before = Answerer(Library((ALDER, BIRCH, CEDAR)), Settings())
    before.prepare()
    read: list[str] = []
    texts = Article.footnote_texts

    def counted(self: Article):  # type: ignore[no-untyped-def]
        read.append(self.id)
        return texts(self)

    monkeypatch.setattr(Article, "footnote_texts", counted)
    after = Answerer(AFTER, Settings())
    after.prepare(before)
    assert read == ["cedar", "dorn"]
    anew = Answerer(AFTER, Settings())
    assert cited(after) == cited(anew)
    assert read == ["cedar", "dorn", "alder", "cedar", "dorn"]
    assert [f"{CHANGED}."] in cited(after)
    assert [f"{GERMAN}."] in cited(after)
    assert [f"{GERMAN}."] not in cited(before)


def test_who_does_not_wait_is_told_which_answerer_must_be_prepared() -> None:
    answerer = Answerer(AFTER, Settings())
    question = "which footnote mentions the walrus?"
    with pytest.raises(NotPreparedError) as told:
        answerer.answer(question, waits=False)
    assert told.value.answerer is answerer
    assert answerer.answer("who had a mill?", waits=False).answered
    answerer.prepare()
    assert answerer.answer(question, waits=False) == Answerer(AFTER, Settings()).answer(question)
