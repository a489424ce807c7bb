"""Merging bodies: the wiki's text where nobody edited, the curator's where he alone did."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.updating.body_blocks import Block, parse_body
from bot.sources.updating.owned_fields import with_owned_fields
from bot.sources.updating.three_way_merge import merge_bodies

WORDS = ("tower", "bridge", "mill", "lamp", "keeper", "harbour", "stone", "tide")

Paragraphs = list[tuple[str, str]]


def _body(paragraphs: Paragraphs) -> str:
    """A body whose footnotes are numbered in their order."""
    texts = [f"{text}[^{number}]" for number, (text, _) in enumerate(paragraphs, 1)]
    notes = [f"[^{number}]: {note}" for number, (_, note) in enumerate(paragraphs, 1)]
    return "\n\n".join([*texts, *notes]) + "\n"


def _keys(body: str) -> list[str]:
    return [block.key for block in parse_body(body).blocks]


@st.composite
def versions(draw: st.DrawFn) -> tuple[Paragraphs, Paragraphs]:
    """Paragraphs, and others made of them: some left out, some moved, some new."""
    words = st.lists(st.sampled_from(WORDS), min_size=3, max_size=6).map(" ".join)
    numbered = draw(st.lists(words, min_size=1, max_size=7))
    old = [(f"{number} {text}.", f"Source {number}") for number, text in enumerate(numbered)]
    kept = draw(st.permutations(old))[: draw(st.integers(0, len(old)))]
    fresh = draw(st.lists(words, max_size=3))
    new = [*kept, *((f"new {n} {text}.", f"New source {n}") for n, text in enumerate(fresh))]
    return old, draw(st.permutations(new)) or old


@settings(max_examples=30, deadline=None)
@given(versions())
def test_without_edits_the_wikis_text_comes_out(version: tuple[Paragraphs, Paragraphs]) -> None:
    old, new = version
    merge = merge_bodies(_body(old), _body(old), _body(new))
    assert not merge.conflicts
    assert _keys(merge.body) == _keys(_body(new))


@settings(max_examples=30, deadline=None)
@given(versions())
def test_without_a_change_of_the_wiki_every_edit_stays(version: tuple[Paragraphs, Paragraphs]) -> None:
    old, new = version
    merge = merge_bodies(_body(old), _body(new), _body(old))
    assert not merge.conflicts
    assert sorted(_keys(merge.body)) == sorted(_keys(_body(new)))


@settings(max_examples=30, deadline=None)
@given(versions(), st.data())
def test_an_edit_of_a_block_that_the_wiki_left_alone_stays_in_its_place(
    version: tuple[Paragraphs, Paragraphs], data: st.DataObject
) -> None:
    old, new = version
    common = [paragraph for paragraph in old if paragraph in new]
    if not common:
        return
    edited = data.draw(st.sampled_from(common))

    def edit(paragraphs: Paragraphs) -> Paragraphs:
        return [
            (f"{text} We add this.", note) if (text, note) == edited else (text, note)
            for text, note in paragraphs
        ]

    merge = merge_bodies(_body(old), _body(edit(old)), _body(new))
    assert not merge.conflicts
    assert _keys(merge.body) == _keys(_body(edit(new)))


def test_blocks_keep_fences_lists_and_footnotes_whole() -> None:
    body = "One.[^1]\n\n```\na\n\n[^1]: no note\n```\n\n- item\n\n  more of it\n- next\n\n"
    body += "[^1]: Note.\n\n    Its end.\n"
    parsed = parse_body(body)
    assert parsed.blocks[0] == Block("One.[^1]", "One.[^Note. Its end.]")
    assert [block.text for block in parsed.blocks[1:]] == [
        "```\na\n\n[^1]: no note\n```",
        "- item\n\n  more of it\n- next",
    ]
    assert parsed.notes == {"1": "Note.\n\n    Its end."}


def test_a_footnote_that_only_the_curator_cites_gets_a_free_label() -> None:
    base = "A.[^1]\n\n[^1]: First.\n"
    ours = "A.[^1] Ours.[^2]\n\n[^1]: First.\n\n[^2]: Mine.\n"
    theirs = "Zero.[^1]\n\nA.[^2]\n\n[^1]: Null.\n\n[^2]: First.\n"
    assert merge_bodies(base, ours, theirs).body == (
        "Zero.[^1]\n\nA.[^2] Ours.[^3]\n\n[^1]: Null.\n\n[^2]: First.\n\n[^3]: Mine.\n"
    )


def test_the_wiki_owns_source_and_license_and_comments_stay() -> None:
    front = (
        "---\n# ours\ntitle: A  # mine\nlicense:\n  # as they say\n  name: CC BY 3.0 # old\n"
        "  url: https://a.example/\n# below\nsource:\n  url: https://x.example/1 # where\n  revision: '1'\n"
        "  authors: [A, B]\n\n# end\ntags: [x]\n---\n"
    )
    fresh = (
        "---\ntitle: B\nlicense:\n  name: CC BY 4.0\nsource:\n  url: https://x.example/2\n  page: '7'\n"
        "  revision: '2'\n  authors:\n  - C\n---\n\n"
    )
    assert with_owned_fields(front, fresh) == (
        "---\n# ours\ntitle: A  # mine\nlicense:\n  # as they say\n  name: CC BY 4.0 # old\n# below\n"
        "source:\n  url: https://x.example/2 # where\n  revision: '2'\n  authors:\n  - C\n  page: '7'\n\n"
        "# end\ntags: [x]\n---\n"
    )
    assert with_owned_fields("---\ntitle: A\nlicense: CC0\n---\n", fresh).startswith(
        "---\ntitle: A\nlicense:\n  name: CC"
    )
