"""`footnote update`: a footnote that was edited is merged by itself, whatever cites it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.updating.three_way_merge import merge_bodies
from tests.sources.updating.test_conflicts import LONG, TOWER, _imported
from tests.sources.wiki.small_wiki import SmallWiki, small_wiki

BODY = "One stands.[^1]\n\nTwo leans.[^1][^2]\n\nThree fell.[^3]\n\n"
NOTES = {"1": "Reed, p. 3.", "2": "Log.", "3": "Yarrow[^2], p. 9."}


def _body(text: str = BODY, **notes: str) -> str:
    every = NOTES | {label.removeprefix("n"): note for label, note in notes.items()}
    return text + "\n\n".join(f"[^{label}]: {note}" for label, note in every.items()) + "\n"


def test_a_corrected_footnote_and_the_wikis_changes_of_what_cites_it_are_both_kept() -> None:
    theirs = BODY.replace("One stands", "One stood").replace("Two leans", "Two leaned")
    merge = merge_bodies(_body(), _body(n1="Reed, page 33."), _body(theirs))
    assert (merge.body, merge.conflicts) == (_body(theirs, n1="Reed, page 33."), ())


def test_a_footnote_that_the_wiki_corrected_and_edits_of_what_cites_it_are_both_kept() -> None:
    ours = BODY.replace("One stands", "One stood").replace("Two leans", "Two leaned")
    merge = merge_bodies(_body(), _body(ours), _body(n1="Reed, page 33.", n2="The log."))
    assert (merge.body, merge.conflicts) == (_body(ours, n1="Reed, page 33.", n2="The log."), ())


def test_a_footnote_inside_a_footnote_is_merged_by_itself_too() -> None:
    merge = merge_bodies(_body(), _body(n2="The log."), _body(n3="Yarrow[^2], p. 10."))
    assert (merge.body, merge.conflicts) == (_body(n2="The log.", n3="Yarrow[^2], p. 10."), ())


def test_a_footnote_that_both_changed_is_one_conflict_however_many_cite_it() -> None:
    theirs = _body(BODY.replace("One stands", "One stood"), n1="Reed, page 4.")
    merge = merge_bodies(_body(), _body(n1="Reed, page 33."), theirs)
    assert merge.body == _body(BODY.replace("One stands", "One stood"), n1="Reed, page 33.")
    assert [(each.ours and each.ours.text, each.theirs and each.theirs.text) for each in merge.conflicts] == [
        ("[^1]: Reed, page 33.", "[^1]: Reed, page 4.")
    ]


def test_a_corrected_footnote_that_the_wiki_took_out_is_told() -> None:
    theirs = "One stood.\n\nTwo leans.[^1]\n\nThree fell.[^2]\n\n[^1]: Log.\n\n[^2]: Yarrow[^1], p. 9.\n"
    merge = merge_bodies(_body(), _body(n1="Reed, page 33."), theirs)
    assert "Reed, page 33." in merge.body
    assert merge.conflicts


@settings(max_examples=30, deadline=None)
@given(
    st.sets(st.sampled_from(["1", "2", "3"])),
    st.sets(st.sampled_from(["1", "2", "3"])),
    st.sets(st.sampled_from(["One", "Two", "Three"])),
)
def test_what_only_one_has_changed_is_no_conflict(mine: set[str], wikis: set[str], words: set[str]) -> None:
    ours = {label: f"{NOTES[label]} Ours." for label in mine}
    theirs = {label: f"{NOTES[label]} Theirs." for label in wikis - mine}
    text = BODY
    for word in words:
        text = text.replace(word, f"Well, {word.lower()}")
    for swap in (False, True):
        one, other = (_body(**ours), _body(text, **theirs))
        merge = merge_bodies(_body(), other if swap else one, one if swap else other)
        assert (merge.body, merge.conflicts) == (_body(text, **(ours | theirs)), ())


async def test_a_conflict_is_still_told_after_the_wiki_corrects_a_footnote_of_it(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit("leans to the sea", "leans")
        towers.put(TOWER[0], (f"{LONG} leans to the land.", "Yarrow, p. 5."))
        assert (await towers.update()).code == 1
        towers.put(TOWER[0], (f"{LONG} leans to the land.", "Yarrow, page 5."))
        for _ in range(2):
            told = await towers.update()
            assert (told.code, told.errors.count("yours: “")) == (1, 1)
    assert "Yarrow, page 5." in towers.file.read_text("utf-8")


async def test_one_of_several_conflicts_is_settled_by_its_line(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit("It is old.", "It is rather old.")
        towers.edit("leans to the sea", "leans")
        towers.put(("It is new.", "Reed, p. 3."), (f"{LONG} leans to the land.", "Yarrow, p. 5."))
        told = (await towers.update()).errors
        assert "you and the wiki changed 2 paragraphs" in told
        lines = towers.file.read_text("utf-8").split("\n")
        line = next(number for number, text in enumerate(lines, 1) if "rather old" in text)
        assert f"or one of them: footnote update --keep-mine tower:{line}" in told
        elsewhere = await towers.update("--keep-mine", "tower:1")
        assert elsewhere.code == 1
        assert "there is nothing to settle in this line" in elsewhere.errors
        one = await towers.update("--keep-mine", f"tower:{line}")
        assert one.code == 0
        assert "your paragraph stays; settled" in one.output
        rest = await towers.update()
        assert (rest.code, rest.errors.count("yours: “")) == (1, 1)
        assert "leans to the land" in rest.errors
        assert "your paragraph stays" in (await towers.update("--keep-mine", "tower")).output
        assert (await towers.update()).code == 0


async def test_two_paragraphs_stay(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        towers.edit("It is old.", "It is rather old.")
        towers.edit("leans to the sea", "leans")
        towers.put(("It is new.", "Reed, p. 3."), (f"{LONG} leans to the land.", "Yarrow, p. 5."))
        await towers.update()
        kept = await towers.update("--keep-mine", "tower")
    assert "2 of your paragraphs stay; settled" in kept.output


async def test_markers_that_lost_their_footnotes_are_a_persons_matter_once(tmp_path: Path) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        page = wiki.pages[0]

        def put(*paragraphs: tuple[str, str], without: int) -> None:
            """A revision in which one reference isn't there."""
            towers.put(*paragraphs)
            html = page.html[wiki.revisions]
            page.html[wiki.revisions] = html.replace(f'id="cite_note-{without}"', "")

        put(*TOWER, ("It fell.", "Log."), without=3)
        lost = await towers.update()
        assert lost.code == 1
        assert "markers that lead to no footnote any more: 1" in lost.errors
        put(*TOWER, ("It fell down.", "Log."), without=3)
        assert (await towers.update()).code == 0
        assert "It fell down." in towers.file.read_text("utf-8")


async def test_a_revision_whose_markers_mostly_lead_nowhere_is_held_until_it_is_accepted(
    tmp_path: Path,
) -> None:
    wiki = SmallWiki()
    async with small_wiki(wiki) as url:
        towers = await _imported(wiki, url, tmp_path)
        before = towers.file.read_bytes()
        towers.put(*TOWER)
        page = wiki.pages[0]
        page.html[wiki.revisions] = page.html[wiki.revisions].replace('id="cite_note-2"', "")
        held = await towers.update()
        assert (held.code, towers.file.read_bytes()) == (1, before)
        assert "lacks the footnotes of 1 of its 2 markers" in held.errors
        assert (await towers.update("--accept-loss", "tower")).code == 0
        assert "[2]" in towers.file.read_text("utf-8").replace("\\", "")
        towers.put(("It is new.", "Reed, p. 3."), TOWER[1])
        page.html[wiki.revisions] = page.html[wiki.revisions].replace('id="cite_note-2"', "")
        assert (await towers.update()).code == 0
