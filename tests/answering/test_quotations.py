"""Quotations: however words are quoted they are found, and whatever is changed of them is not."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.answering import Answerer, Verdict, answer_as_json
from bot.answering.answer_check import AnswerFormatError, answers_in, check_answer
from bot.answering.quotation_marks import quoted_runs
from bot.answering.quotation_verdicts import Check
from bot.answering.quotations import QuotationChecker
from bot.answering.quoted_words import Kind, items_of
from bot.library import Library, Passage, load_library
from bot.search import Index
from bot.settings import SHIPPED_KNOWLEDGE, Settings

ARTICLES = (
    *load_library(SHIPPED_KNOWLEDGE).articles,
    *load_library(Path(__file__).parent / "sets" / "quoted").articles,
)
LIBRARY = Library(ARTICLES)
CHECKER = QuotationChecker(LIBRARY, Index(ARTICLES))
PASSAGES = [passage for article in ARTICLES for passage in article.passages]
MARKS = [("“", "”"), ("„", "“"), ("«\u00a0", "\u00a0»"), ('"', '"'), ("「", "」"), ("> ", "")]
BOLSHEVIK = "Trotsky understood this and from that time on there has been no better Bolshevik"


@st.composite
def runs(draw: st.DrawFn, least: int = 4) -> tuple[Passage, list[str]]:
    """A passage and some of its words in a row, as they are written there."""
    passage = draw(st.sampled_from(PASSAGES))
    words = passage.text.split()
    start = draw(st.integers(0, len(words) - least))
    return passage, words[start : start + draw(st.integers(least, 40))]


@given(runs(), st.sampled_from(MARKS), st.sampled_from([" ", "  ", "\u00a0", " \u200b"]))
def test_words_are_found_in_whatever_marks_and_spaces(
    run: tuple[Passage, list[str]], marks: tuple[str, str], space: str
) -> None:
    _, words = run
    bare = space.join(words).replace('"', "").replace("“", "").replace("”", "")
    (check,) = CHECKER.check(f"{marks[0]}{bare}{marks[1]}")
    assert check.verdict is Verdict.FOUND
    assert check.places[0].attribution.license.name


def _quoted(words: Sequence[str]) -> str:
    """Words as one quotation: in a block of their own where some of them stand in quotation marks.

    Handed in bare, only those in the marks would be quoted, and the others would be somebody's own.
    """
    text = " ".join(words)
    return f"> {text}" if quoted_runs(text) else text


def _keys(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [item.key for item in items_of(text) if item.kind is Kind.WORD]


def _check_one(words: Sequence[str]) -> Check:
    (check,) = CHECKER.check(_quoted(words))
    return check


@given(runs(6), st.data())
def test_a_word_that_is_changed_is_never_found(run: tuple[Passage, list[str]], data: st.DataObject) -> None:
    _, words = run
    place = data.draw(st.integers(0, len(words) - 1))
    changed = data.draw(st.sampled_from(["zebra", "never", "1066", "unnot"]))
    assume(changed not in _keys(words[place]))
    assert _check_one([*words[:place], changed, *words[place + 1 :]]).verdict is not Verdict.FOUND


@given(runs(6), st.data())
def test_a_word_that_is_left_out_is_marked(run: tuple[Passage, list[str]], data: st.DataObject) -> None:
    _, words = run
    # A marker is no word, what is left out at either end makes a shorter quotation, and so does one of two
    # words that are the same ("… by Leon Trotsky. Trotsky …").
    spoken = [i for i, word in enumerate(words) if _keys(word)]
    place = data.draw(st.sampled_from(range(1, len(spoken) - 1)))
    before, left_out, after = (_keys(words[i]) for i in spoken[place - 1 : place + 2])
    assume(left_out not in (before, after))
    check = _check_one([*words[: spoken[place]], *words[spoken[place] + 1 :]])
    assert check.verdict is not Verdict.FOUND


@given(runs(6), st.data())
def test_a_word_that_is_put_in_is_never_found(run: tuple[Passage, list[str]], data: st.DataObject) -> None:
    _, words = run
    place = data.draw(st.integers(1, len(words) - 1))
    put_in = data.draw(st.sampled_from(["not", "nicht", "jamais", "no", "não", "не", "1", "zebra"]))
    assume(put_in not in _keys(f"{words[place - 1]} {words[place]}"))
    for quotation in (put_in, f"[{put_in}]") if put_in != "zebra" else (put_in,):
        check = _check_one([*words[:place], quotation, *words[place:]])
        # A marker that the words have is no word.
        is_marker = quotation == "[1]" and "1" in [n.number for p in check.places for n in p.footnotes]
        assert is_marker or check.verdict is not Verdict.FOUND, quotation


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Varga, not "is only a lighthouse for the ears."[3]', ["is only a lighthouse for the ears."]),
        (f'"{BOLSHEVIK}" zebra', [BOLSHEVIK]),
        (f'“{BOLSHEVIK}”, said Stalin, "from that zebra on"', [BOLSHEVIK]),
        # What begins or ends inside a quotation: the first mark closes it, and the last one opens another.
        ('has been no zebra Bolshevik". However, Lenin "said', []),
        ("of the ears.” Der Turm ist hoch. “The tower", []),
    ],
)
def test_what_is_found_is_what_stands_in_the_marks(text: str, found: list[str]) -> None:
    checks = CHECKER.check(text)
    assert [check.quotation for check in checks if check.verdict is Verdict.FOUND] == found


@given(
    st.lists(st.one_of(runs(2), st.sampled_from(['"', "“", "”", "«", "»", "'", "not", "zebra"])), max_size=6)
)
def test_what_is_found_stands_there_word_for_word(parts: list[tuple[Passage, list[str]] | str]) -> None:
    text = " ".join(part if isinstance(part, str) else " ".join(part[1]) for part in parts)
    for tight in (text, re.sub(r"([\"“«']) ", r"\1", text), re.sub(r" ([\"”»'])", r"\1", text)):
        for check in CHECKER.check(tight):
            if check.verdict is Verdict.FOUND:
                written = [key for place in check.places for key in _keys(place.text)]
                assert "".join(_keys(check.quotation)) == "".join(written)


@given(st.data())
def test_a_number_that_is_changed_is_marked(data: st.DataObject) -> None:
    passage = data.draw(st.sampled_from([p for p in PASSAGES if re.search(r"(?<!\[)\b\d", p.text)]))
    number = data.draw(
        st.sampled_from(list(re.finditer(r"(?<!\[)\b\d[\d.,]*\d|(?<!\[)\b\d\b", passage.text)))
    )
    changed = str(data.draw(st.integers(0, 3000)))
    if changed == number[0]:
        return
    span = next(span for span in passage.sentences if span.start <= number.start() < span.end)
    text = passage.text[span.start : number.start()] + changed + passage.text[number.end() : span.end]
    assert _check_one([text]).verdict is not Verdict.FOUND


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “one ‘two’ three” and 'four'.", ["one ‘two’ three", "four"]),
        ("the sailors' café isn't quoted", []),
        ("“never closed", []),
        ("> a\n> b\n\nmine", ["a\n> b"]),
        ("„eins“ »zwei« «trois»", ["eins", "zwei", "trois"]),
        ('said so." He said:"Go on."[3] Then "no', ["Go on."]),
        ('a 12" pipe and a 14" one', []),
        ("das Ende“, sagte er, „und“ der « début » 他说“好”", ["und", " début ", "好"]),
    ],
)
def test_quotation_marks_of_all_kinds(text: str, quoted: list[str]) -> None:
    assert [span.of(text) for span in quoted_runs(text)] == quoted


def test_a_quotation_may_reach_over_the_end_of_a_paragraph() -> None:
    first, second = ARTICLES[-1].passages[:2]
    (check,) = CHECKER.check(f"{first.text}\n\n{second.text}")
    assert check.verdict is Verdict.FOUND
    assert [place.passage.id for place in check.places] == [first.id, second.id]


def test_a_place_has_its_footnotes_and_the_address_of_the_words() -> None:
    (check,) = CHECKER.check("“his working day began fifty minutes later each day”")
    (place,) = check.places
    assert [note.number for note in place.footnotes] == ["a"]
    assert (
        place.address
        == "https://example.org/wiki/Tide_mill#:~:text=his%20working%20day%20began,minutes%20later%20each%20day"
    )
    assert place.sentence.startswith("The miller therefore lived")


def test_a_kept_answer_is_checked_by_its_digest_and_its_words() -> None:
    answerer = Answerer(LIBRARY, Settings())
    line = json.dumps(answer_as_json(answerer.answer("Who led the Red Army?")))
    (answer,) = answers_in(line)
    assert {check.verdict for check in check_answer(answer, CHECKER)} == {Verdict.FOUND}
    (forged,) = answers_in(line.replace("paramount", "only"))
    assert Verdict.NEARLY in {check.verdict for check in check_answer(forged, CHECKER)}
    with pytest.raises(AnswerFormatError, match="line 2"):
        answers_in(line + "\n{")


@given(st.text(max_size=300))
def test_any_text_has_a_verdict(text: str) -> None:
    for check in CHECKER.check(text):
        assert (check.verdict is Verdict.NOT_FOUND) == (not check.places)
        for place in check.places:
            assert place.text in place.passage.text


GOLD = "All that glitters is not gold."


@pytest.mark.parametrize(
    ("quotation", "quoted", "written"),
    [
        (f"“{GOLD}[7]”", "[7]", "[2]"),
        (f"“{GOLD} [7]”", "[7]", "[2]"),
        (f"“{GOLD}[^7][2][9]”", "[7][9]", "[2]"),
        (f"> {GOLD}[note 3]", "[note 3]", "[2]"),
        (f"{GOLD}[7]", "[7]", "[2]"),
        (f"“{GOLD}⁷”", "[7]", "[2]"),
        (f"“{GOLD}”[7]", "[7]", "[2]"),
        (f"“{GOLD}”. [2][^9] zebra", "[9]", "[2]"),
        (f"It says “{GOLD}”⁷ somewhere", "[7]", "[2]"),
    ],
)
def test_a_footnote_that_the_words_do_not_have_is_a_difference(
    quotation: str, quoted: str, written: str
) -> None:
    (check,) = CHECKER.check(quotation)
    assert check.verdict is Verdict.NEARLY
    assert [(each.quoted, each.written) for each in check.differences] == [(quoted, written)]


@pytest.mark.parametrize(
    "quotation",
    [
        f"“{GOLD}[2]”",
        f"“{GOLD}[sic]”",
        f"“[7] {GOLD}”",  # of what stands before
        f"“{GOLD}”[7]\n\n[^7]: Read yesterday.",  # the quoter's own
        f"> {GOLD}[1]\n\n1. Read yesterday.",
        f"It says “{GOLD}”² somewhere",
        f"“{GOLD} [...]”",
    ],
)
def test_other_brackets_are_no_difference(quotation: str) -> None:
    assert [check.verdict for check in CHECKER.check(quotation)] == [Verdict.FOUND]


def test_a_kept_answer_with_a_changed_footnote_number_is_marked_unless_the_article_changed() -> None:
    answerer = Answerer(LIBRARY, Settings(), Index(ARTICLES))
    answer = answer_as_json(answerer.answer("Who led the Red Army?"))
    passage = answer["passages"][0]
    passage["text"] = passage["text"].replace("[2]", "[7]")
    assert [check.verdict for check in check_answer(answer, CHECKER)][:1] == [Verdict.NEARLY]
    passage["digest"] = "sha256:of an older text"
    assert [check.verdict for check in check_answer(answer, CHECKER)][:1] == [Verdict.FOUND]
