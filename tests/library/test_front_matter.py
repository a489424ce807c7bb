"""Front matter: what may stand in it, and what a writer is told."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.library.front_matter import FrontMatterError, parse_front_matter
from tests.strategies import lines


def _problems(text: str) -> list[tuple[int, str]]:
    with pytest.raises(FrontMatterError) as caught:
        parse_front_matter(text)
    return list(caught.value.problems)


def test_everything_that_may_stand_there() -> None:
    fields = parse_front_matter(
        "title: A title\nlanguage: pt-BR\n"
        "license:\n  name: CC-BY-SA\n  notice: 'Free: as in speech'\n  url: https://example.org/l\n"
        "source:\n  url: http://example.org/a\n  revision: 0012\n  retrieved: 2024-01-31\n"
        "  authors: [Ann, Bo]\n"
        "questions:\n- Why?\n- 'No: how?'\naliases:\n  USSR: Soviet Union\n"
    )
    assert fields.title == "A title"
    assert fields.language == "pt-BR"
    assert fields.to_license().notice == "Free: as in speech"
    source = fields.to_source()
    assert (source.revision, source.retrieved, source.authors) == ("0012", "2024-01-31", ("Ann", "Bo"))
    assert fields.questions == ("Why?", "No: how?")
    assert fields.aliases == {"USSR": "Soviet Union"}


def test_values_are_the_text_that_stands_there() -> None:
    fields = parse_front_matter("title: 1984\nlanguage: no\nlicense: on\nsource: {revision: 1e3}")
    assert (fields.title, fields.language, fields.license[0].name) == ("1984", "no", "on")
    assert fields.source.revision == "1e3"


def test_what_is_not_known_may_stand_empty() -> None:
    fields = parse_front_matter(
        "title: T\nlicense:\n  name: L\n  url:\n  notice:\nsource:\n  url:\n  authors:\nquestions:\naliases:"
    )
    assert (fields.license[0].url, fields.license[0].notice, fields.source.url) == (None, None, None)
    assert (fields.source.authors, fields.questions, fields.aliases) == ((), (), {})


def test_several_licences_to_choose_from() -> None:
    fields = parse_front_matter(
        "title: T\nlicense:\n- name: CC BY-SA 3.0\n  notice: Either of the two.\n- GFDL 1.3 or later\n"
    )
    first, second = fields.to_license().choices
    assert (first.name, first.notice, first.spdx) == ("CC BY-SA 3.0", "Either of the two.", "CC-BY-SA-3.0")
    assert (second.name, second.notice, second.spdx) == ("GFDL 1.3 or later", None, "GFDL-1.3-or-later")
    assert first.share_alike
    assert not first.non_commercial


GOOD = "title: T\nlicense: L\n"


def test_an_address_alone_is_a_source() -> None:
    assert (
        parse_front_matter(f"{GOOD}source: https://example.org/t").to_source().url == "https://example.org/t"
    )


@pytest.mark.parametrize(
    ("field", "authors", "ignored"),
    [
        ('author: "[[Jane Doe]]"', ("Jane Doe",), ()),
        ("author: [[Jane Doe]]", ("Jane Doe",), ()),
        ('authors:\n- "[[People/jane|Jane Doe]]"\n- Bo Li', ("Jane Doe", "Bo Li"), ()),
        ('author: A\nsource:\n  authors: ["[[Jane Doe]]"]', ("Jane Doe",), ("author",)),
        ("author:\n  name: Jane Doe", (), ("author",)),
        ("author:", (), ("author",)),
    ],
)
def test_authors_in_the_fields_of_other_programs_are_credited(
    field: str, authors: tuple[str, ...], ignored: tuple[str, ...]
) -> None:
    fields = parse_front_matter(f"{GOOD}{field}\n")
    assert (fields.to_source().authors, fields.ignored) == (authors, ignored)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("license: L", 1, ["title is missing", "add “title:”"]),
        ("title:\nlicense: L", 1, ["title is missing"]),
        ("license: L\ntitle: '  '", 2, ["title is missing"]),
        ("title: T", 1, ["license is missing", "add “license:”"]),
        ("title: T\nlicense:\n  url: http://x.y", 2, ["license.name is missing", "as the source states it"]),
        ("title: T\nlicense: {}", 2, ["license.name is missing"]),
        ("title: [a]\nlicense: L", 1, ["title must be one line"]),
        ('title: "a\\nb"\nlicense: L', 1, ["title must be one line"]),
        ('title: "\\uD800"\nlicense: L', 1, ["title must be one line"]),
        (f"title: {'t' * 201}\nlicense: L", 1, ["title", "200 characters", "shorten"]),
        ("title: T\nlicense: []", 2, ["license is missing"]),
        ("title: T\nlicense: [a, b, c, d]", 2, ["license holds more than 3 licences"]),
        ("title: T\nlicense:\n- L\n- url: http://x.y", 4, ["license.1.name is missing", "as the source"]),
        ("title: T\nlicense: [[L]]", 2, ["license.0 must hold fields"]),
        ("title: T\nlicense:\n  name: L\n  url: ftp://x.y", 4, ["license.url", "http:// or https://"]),
        (f"{GOOD}source:\n  url: www.x.y", 4, ["source.url", "http:// or https://"]),
        (f"{GOOD}source:\n  url: http://x.y/ a", 4, ["source.url"]),
        (f"{GOOD}source: somewhere", 3, ["source.url must be an address"]),
        (f"{GOOD}source: [somewhere]", 3, ["source must be an address, or hold fields"]),
        (f"{GOOD}language: english, please", 3, ["language", "such as en"]),
        (f"{GOOD}source:\n  author: me", 4, ["“source.author” is no field", "authors"]),
        (f"{GOOD}questions: Why?", 3, ["questions must be a list"]),
        (f"{GOOD}questions:\n- Why?\n- a: b", 5, ["questions.1 must be one line"]),
        (f"{GOOD}questions:\n- ''", 4, ["questions.0 is empty"]),
        (f"{GOOD}aliases: USSR", 3, ["aliases must hold"]),
        (f"{GOOD}aliases:\n  USSR:", 4, ["aliases.USSR is empty"]),
        (f"{GOOD}title: U", 3, ["title stands twice"]),
        ("title: T\nlicense:\n  name: L\n  name: M", 4, ["name stands twice"]),
        ("title: a: b", 1, ["bad YAML", 'quotation marks: title: "a: b"']),
        ("title: T\n\tlicense: L", 2, ["bad YAML"]),
        ('title: "T', 1, ["bad YAML"]),
        ("title: T\n--- \nlicense: L", 2, ["bad YAML"]),
        ("title: a\nlicense: a\x07b", 2, ["control character"]),
        ("title: &a T\nlicense: *a", 2, ["alias"]),
        ("a: &a [x]\nb: &b [*a, *a]", 2, ["alias"]),
        ("title: !!int x\nlicense: L", 1, ["tag"]),
        ("title: T\nlicense: !!python/object/apply:os.system [id]", 2, ["tag"]),
        ("title: T\nlicense: !!timestamp x", 2, ["tag"]),
        ("? [a]\n: b", 1, ["bad YAML"]),
        ("", 1, ["front matter must hold fields"]),
        ("- title", 1, ["front matter must hold fields"]),
        ("title", 1, ["front matter must hold fields"]),
    ],
)
def test_every_slip_is_told_by_its_line_with_the_mend(text: str, line: int, words: list[str]) -> None:
    told = _problems(text)
    assert any(place == line and all(word in message for word in words) for place, message in told), told
    assert not any("\n" in message or "pydantic" in message.lower() for _, message in told)


def test_all_slips_are_told_at_once() -> None:
    told = _problems("tilte: T\nlanguage: 7\nsource:\n  url: x\n")
    assert sorted(line for line, _ in told) == [1, 1, 2, 4]


def test_fields_of_other_programs_are_let_be_and_named() -> None:
    fields = parse_front_matter(
        f"{GOOD}tags: [a, b]\ndate: 2024-01-31\ndraft: false\nmenu:\n  main: {{weight: 1}}"
    )
    assert fields.title == "T"
    assert fields.ignored == ("tags", "date", "draft", "menu")
    assert parse_front_matter(GOOD).ignored == ()


def _told(text: str) -> tuple[tuple[int, str], ...]:
    """The problems of any text; none where it can be used. Nothing else is ever raised."""
    try:
        parse_front_matter(text)
    except FrontMatterError as error:
        return error.problems or ((0, "nothing told"),)
    return ()


@given(st.one_of(st.text(), st.lists(lines()).map("\n".join)))
def test_any_text_is_front_matter_or_told_to_be_none(text: str) -> None:
    line_ends = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028")
    assert all(1 <= line <= line_ends + 2 for line, _ in _told(text))


_values = st.recursive(
    st.one_of(st.text(), st.integers(), st.none(), st.booleans(), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=6,
)
_names = st.sampled_from(["title", "language", "license", "source", "questions", "aliases", "name", "url"])


@given(st.dictionaries(st.one_of(_names, st.text()), _values))
def test_any_yaml_is_front_matter_or_told_to_be_none(values: object) -> None:
    assert all(line > 0 for line, _ in _told(yaml.safe_dump(values, allow_unicode=True)))


@pytest.mark.parametrize(
    "text",
    [
        "title: " + "[" * 5000,
        "title: " + "[" * 5000 + "]" * 5000,
        "title: " + "{a: " * 5000,
        "".join(" " * depth + "a:\n" for depth in range(1000)),
        "- " * 5000 + "x",
        "".join(f"field{n}: x\n" for n in range(5000)),
        "title: " + "x" * 1_000_000,
        "a: &a [x, x]\n" + "".join(f"{c}: &{c} [*a, *a]\n" for c in "bcdefgh"),
    ],
)
def test_deep_and_long_yaml_takes_little_time(text: str) -> None:
    begin = time.process_time()
    assert _problems(text)
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ("title: Rose: the flower\nlicense: L", 1, 'title: "Rose: the flower"'),
        ('title: "Rose" the flower\nlicense: L', 1, """title: '"Rose" the flower'"""),
        ("title: 'tis the season\nlicense: L", 1, """title: "'tis the season\""""),
        ("title: *star*\nlicense: L", 1, 'title: "*star*"'),
        ("title: [Draft] rose\nlicense: L", 1, 'title: "[Draft] rose"'),
        ("title: [Draft]\nlicense: L", 1, 'title: "[Draft]"'),
        ("title: #1 hits\nlicense: L", 1, 'title: "#1 hits"'),
        ("title: @home\nlicense: L", 1, 'title: "@home"'),
        ("title: T\nlicense:\n  name: CC0: all of it", 3, 'name: "CC0: all of it"'),
        ("title: T\nlicense:\n- name: CC0: all of it", 3, 'name: "CC0: all of it"'),
        ("title: T\nlicense: L\nquestions:\n- Rose: what is it?", 4, '- "Rose: what is it?"'),
        ('title: T\nlicense: L\nquestions:\n- "a" or b?', 4, """- '"a" or b?'"""),
        ("title: T\nlicense: L\naliases:\n  a: b: c", 4, 'a: "b: c"'),
    ],
)
def test_a_value_that_needs_quotation_marks_is_told_with_them(text: str, line: int, advice: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse_front_matter(text)
    ((place, message),) = caught.value.problems
    assert place == line
    assert message.endswith(f"in quotation marks: {advice}")
    lines = text.split("\n")
    field = advice.partition(": ")[0] + ":" if advice[0] != "-" else "-"
    before = lines[line - 1].partition(field)[0]
    parse_front_matter("\n".join([*lines[: line - 1], before + advice, *lines[line:]]))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("title:Rose\nlicense: L", 1, "put a space behind “title:”"),
        ("title: T\nlicense:\n  name:L\n  url: http://a.b", 3, "put a space behind “name:”"),
        ("title: T\nlicense:\n\tname: L", 3, "indent with spaces"),
    ],
)
def test_a_slip_in_yaml_is_told_where_it_is(text: str, line: int, said: str) -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse_front_matter(text)
    ((place, message),) = caught.value.problems
    assert (place, said in message) == (line, True), message
