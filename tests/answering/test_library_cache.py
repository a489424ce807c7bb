"""Articles and their index, kept in the data folder for the next start."""

from __future__ import annotations

import logging
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answering import Answerer, library_cache
from bot.answering.kept_files import ARTICLES, INDEX, VECTORS
from bot.answering.library_cache import LibraryCache
from bot.discord_app.storage.index_build import build_apart
from bot.library import Library, article_cache, reading
from bot.search import Meaning, meaning
from bot.search.meaning import sentence_vectors
from bot.settings import Settings

PARAGRAPHS = (
    "The {name} mill was built in {year} by the Guild of {name}.[^1]",
    "Its wheel turned {number} stones, and the miller of {name} kept {number} geese.",
    "Nobody knows why the {name} weir was moved in {later}; the {name} gazette blamed the tide.[^2]",
)
NAMES = ["Alder", "Birch", "Cedar", "Elm", "Hazel", "Juniper", "Larch", "Maple", "Rowan", "Willow"]
QUESTIONS = [
    "When was the Cedar mill built?",
    "Who blamed the tide at Rowan?",
    "How many geese did Elm keep?",
]


def write(folder: Path, name: str, year: int) -> Path:
    """An article file."""
    folder.mkdir(exist_ok=True)
    number = NAMES.index(name) + 3
    body = "\n\n".join(PARAGRAPHS).format(name=name, year=year, number=number, later=year + 90)
    file = folder / f"{name.lower()}.md"
    notes = f"[^1]: Register of {name}.\n[^2]: Gazette of {name}.\n"
    head = f"---\ntitle: The {name} mill\nlicense: CC0\nquestions: [When was {name} built]\n---\n"
    file.write_text(f"{head}\n## The {name} works\n\n{body}\n\n{notes}", encoding="utf-8")
    return file


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Ten articles, which count as many."""
    monkeypatch.setattr(library_cache, "CACHED_FROM", 2)
    for place, name in enumerate(NAMES):
        write(tmp_path / "knowledge", name, 1700 + place)
    return Settings(knowledge=tmp_path / "knowledge", data=tmp_path / "data")


def opened(settings: Settings) -> tuple[LibraryCache, Library, Answerer]:
    """A start: what it reads, and what answers then."""
    cache = LibraryCache(settings.knowledge, settings.data)
    library = cache.load()
    return cache, library, cache.answerer(library, settings)


def answers(answerer: Answerer) -> list[str]:
    """What is answered, to the last decimal."""
    return [repr(answerer.answer(question, explain=True)) for question in QUESTIONS]


def anew(settings: Settings) -> list[str]:
    """What is answered where nothing is kept."""
    library = reading.load_library(settings.knowledge)
    return answers(Answerer(library, settings))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are parsed from now on."""
    ids: list[str] = []
    parse = reading.parse_article

    def counted(text: str, *, article: str, path: str):  # type: ignore[no-untyped-def]
        ids.append(article)
        return parse(text, article=article, path=path)

    monkeypatch.setattr(reading, "parse_article", counted)
    return ids


def test_a_second_start_parses_nothing_and_answers_the_same(settings: Settings, parsed: list[str]) -> None:
    first = answers(opened(settings)[2])
    assert len(parsed) == len(NAMES)
    assert sorted(each.name for each in settings.data.iterdir()) == [ARTICLES, INDEX]
    written = (settings.data / INDEX).stat().st_mtime_ns
    parsed.clear()
    assert answers(opened(settings)[2]) == first == anew(settings)
    assert (settings.data / INDEX).stat().st_mtime_ns == written
    assert parsed == [*map(str.lower, NAMES)]  # by `anew` alone


def test_a_changed_file_is_parsed_alone_while_the_bot_runs_and_while_it_is_down(
    settings: Settings, parsed: list[str]
) -> None:
    cache, _, _ = opened(settings)
    for name in ("Cedar", "Rowan"):
        write(settings.knowledge, name, 1850)
        parsed.clear()
        library, problems = cache.read()
        assert (parsed, problems) == ([name.lower()], ())
        assert answers(cache.answerer(library, settings)) == anew(settings)
    write(settings.knowledge, "Elm", 1860)
    (settings.knowledge / "alder.md").unlink()
    parsed.clear()
    after = opened(settings)[2]
    assert parsed == ["elm"]
    assert answers(after) == anew(settings)


def test_it_is_the_same_index_however_it_came_about(settings: Settings) -> None:
    """Words that no article says any more are gone, and all are numbered as if all had been read anew."""
    cache, _, _ = opened(settings)
    write(settings.knowledge, "Birch", 1900).write_text(
        "---\ntitle: Fish\nlicense: CC0\naliases: {pike: trout}\n---\n\nA trout swims co-operatively.\n",
        encoding="utf-8",
    )
    library, _ = cache.read()
    cache.answerer(library, settings)
    kept = (settings.data / INDEX).read_bytes()
    for file in settings.data.iterdir():
        file.unlink()
    opened(settings)
    assert (settings.data / INDEX).read_bytes() == kept


@pytest.mark.parametrize("name", [ARTICLES, INDEX])
@pytest.mark.parametrize("seed", range(12))
def test_what_is_damaged_is_made_anew_and_nothing_else(
    settings: Settings, parsed: list[str], name: str, seed: int
) -> None:
    first = answers(opened(settings)[2])
    file, chance = settings.data / name, random.Random(seed)
    data = bytearray(file.read_bytes())
    place = chance.randrange(200, len(data))
    if seed % 3:
        data[place] ^= 1 << chance.randrange(8)
    else:
        del data[place:]
    file.write_bytes(data)
    parsed.clear()
    assert answers(opened(settings)[2]) == first
    if seed % 3:
        assert len(parsed) <= (1 if name == ARTICLES else 0)
    parsed.clear()
    opened(settings)
    assert parsed == []


@pytest.mark.parametrize("content", [b"", b"footnote index\n" + b"\0" * 400, b"something else"])
def test_what_another_version_kept_is_made_anew(settings: Settings, content: bytes) -> None:
    settings.data.mkdir()
    for name in (ARTICLES, INDEX):
        (settings.data / name).write_bytes(content)
    assert answers(opened(settings)[2]) == anew(settings)
    assert all((settings.data / name).read_bytes() != content for name in (ARTICLES, INDEX))


def test_another_reader_or_tokenizer_makes_all_anew(
    settings: Settings, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(settings)
    parsed.clear()
    monkeypatch.setattr(article_cache, "made_by", lambda: b"another version.")
    opened(settings)
    assert len(parsed) == len(NAMES)


CRASH = """
import os, signal, sys
from pathlib import Path
from bot.answering import library_cache
from bot.settings import Settings
library_cache.CACHED_FROM = 2
step, left = sys.argv[2], int(sys.argv[3])
def seen(event, arguments):
    global left
    at = event == "os.rename" if step == "rename" else event == "open" and "data" in str(arguments[0])
    if at:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
class Written:
    pass
if step == "write":
    import tempfile
    make = tempfile.NamedTemporaryFile
    def half(*arguments, **options):
        file = make(*arguments, **options)
        write = file.write
        def stop(data):
            global left
            left -= 1
            if left < 0:
                write(bytes(data)[: len(data) // 2])
                file.flush()
                os.kill(os.getpid(), signal.SIGKILL)
            return write(data)
        file.write = stop
        return file
    tempfile.NamedTemporaryFile = half
else:
    sys.addaudithook(seen)
folder = Path(sys.argv[1])
settings = Settings(knowledge=folder / "knowledge", data=folder / "data")
cache = library_cache.LibraryCache(settings.knowledge, settings.data)
cache.answerer(cache.load(), settings)
print("whole")
"""


@pytest.mark.parametrize(
    ("step", "times"),
    [("open", n) for n in range(4)] + [("rename", 0), ("rename", 1)] + [("write", n) for n in (0, 1, 5, 20)],
)
def test_killed_at_any_step_of_keeping_the_next_start_is_whole(
    settings: Settings, step: str, times: int
) -> None:
    folder = settings.data.parent
    for changed in (False, True):  # while nothing is kept, and while something older is
        if changed:
            opened(settings)
            write(settings.knowledge, "Larch", 1888)
        done = subprocess.run(
            [sys.executable, "-c", CRASH, str(folder), step, str(times)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode in (-9, 0), done.stderr.decode()
        assert answers(opened(settings)[2]) == anew(settings)


def test_what_sentences_mean_is_learned_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def start() -> tuple[LibraryCache, Library, Answerer]:
        meaning = Meaning(settings.data / VECTORS)
        cache = LibraryCache(settings.knowledge, settings.data, meaning=meaning)
        library = cache.load()
        return cache, library, cache.answerer(library, settings)

    cache, library, answerer = start()
    cache.learn(library)
    first = answers(answerer)
    size = (settings.data / VECTORS).stat().st_size
    with monkeypatch.context() as patch:
        patch.setattr(Meaning, "learn", None)  # what is known isn't learned again
        cache, library, answerer = start()
        cache.learn(library)
    assert answers(answerer) == first
    write(settings.knowledge, "Larch", 1888)
    cache, library, _ = start()
    cache.learn(library)
    assert Meaning(settings.data / VECTORS).knows(library.articles)
    assert size < (settings.data / VECTORS).stat().st_size < 1.2 * size


@pytest.fixture
def too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each library has more passages than are compared with a question."""
    monkeypatch.setattr(meaning, "MOST_PASSAGES", 2)
    monkeypatch.setattr(sentence_vectors, "MOST_PASSAGES", 2)


@pytest.mark.usefixtures("too_large")
def test_of_a_library_that_is_too_large_what_questions_met_is_kept(settings: Settings) -> None:
    def start() -> tuple[LibraryCache, Meaning, Answerer]:
        known = Meaning(settings.data / VECTORS, waits=False)
        cache = LibraryCache(settings.knowledge, settings.data, meaning=known)
        library = cache.load()
        cache.learn(library)
        return cache, known, cache.answerer(library, settings)

    question = "which one was put up in 1700"
    cache, known, answerer = start()
    assert not (settings.data / VECTORS).exists()
    first = answerer.answer(question)
    cache.learn_met()
    assert not (settings.data / VECTORS).exists()  # too few yet
    cache.learn_met(is_last=True)
    known.read([question])
    answer = answerer.answer(question)
    assert answer.confidence != first.confidence
    cache, known, answerer = start()
    known.open()
    known.read([question])
    assert answerer.answer(question).confidence == answer.confidence


@pytest.mark.usefixtures("too_large")
def test_where_they_cannot_be_kept_that_is_told_once(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.data.mkdir(exist_ok=True)
    (settings.data / VECTORS).mkdir()
    monkeypatch.setattr(library_cache, "MOST_MET_UNSAVED", 1)
    known = Meaning(settings.data / VECTORS, waits=False)
    cache = LibraryCache(settings.knowledge, settings.data, meaning=known)
    answerer = cache.answerer(cache.load(), settings)
    for name in NAMES[:3]:
        answerer.answer(f"in which year was {name} put up")
        cache.learn_met()
        assert known.learn_met() == 0  # they don't gather
    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == [
        f"The index can't be kept in {settings.data / VECTORS}"
    ]


def test_a_process_of_its_own_builds_the_same_index_or_this_one_does(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    opened(settings)
    write(settings.knowledge, "Larch", 1888)
    opened(settings)
    alone = (settings.data / INDEX).read_bytes()
    write(settings.knowledge, "Larch", 1700 + NAMES.index("Larch"))
    monkeypatch.setattr(library_cache, "BUILT_APART_FROM", 2)
    cache = LibraryCache(settings.knowledge, settings.data, build_apart=build_apart)
    cache.answerer(cache.load(), settings)
    write(settings.knowledge, "Larch", 1888)
    library, _ = cache.read()
    with caplog.at_level(logging.WARNING):
        assert answers(cache.answerer(library, settings)) == anew(settings)
    assert (settings.data / INDEX).read_bytes() == alone
    assert caplog.text == ""
    monkeypatch.setattr(sys, "executable", str(settings.data / "no such program"))
    write(settings.knowledge, "Larch", 1999)
    library, _ = cache.read()
    with caplog.at_level(logging.WARNING):
        assert answers(cache.answerer(library, settings)) == anew(settings)
    assert "wasn't built in a process of its own (No such file or directory)" in caplog.text


def test_a_changed_article_needs_no_process_of_its_own(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_cache, "BUILT_APART_FROM", 10)
    built: list[int] = []

    def counted(data: Path, keys: Sequence[bytes]) -> str:
        built.append(len(keys))
        return build_apart(data, keys)

    cache = LibraryCache(settings.knowledge, settings.data, build_apart=counted)
    cache.answerer(cache.load(), settings)
    assert built == [len(NAMES)]
    for year in (1888, 1999):
        write(settings.knowledge, "Larch", year)
        assert answers(cache.answerer(cache.load(), settings)) == anew(settings)
    assert built == [len(NAMES)]


def test_a_file_that_is_as_it_was_is_not_read_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = max(file.stat().st_ctime_ns for file in settings.knowledge.iterdir())
    cache = LibraryCache(settings.knowledge, settings.data, now=lambda: now)
    read: list[str] = []

    def counted(path: str, article_id: str, data: bytes) -> bytes:
        read.append(article_id)
        return article_cache.key_of(path, article_id, data)

    monkeypatch.setattr(reading, "key_of", counted)

    def again() -> list[str]:
        read.clear()
        library, problems = cache.read()
        assert (len(library.articles), problems) == (len(NAMES), ())
        cache.answerer(library, settings)
        return list(read)

    everything = sorted(map(str.lower, NAMES))
    assert again() == again() == everything  # written a moment ago, each may be written once more
    now += 10 * article_cache.UNSETTLED
    assert again() == everything
    assert again() == []
    file = settings.knowledge / "cedar.md"
    facts = file.stat()
    file.write_bytes(file.read_bytes().replace(b"1702", b"1802"))
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert again() == ["cedar"]  # though its size and its time of change are the same
    assert answers(cache.answerer(cache.load(), settings)) == anew(settings)


def test_a_first_start_answers_from_what_is_read_already(settings: Settings) -> None:
    cache = LibraryCache(settings.knowledge, settings.data)
    library = cache.load(4)
    assert len(library.articles) == 4
    assert not cache.is_whole
    assert cache.answerer(library, settings).answer("When was the Alder mill built?").answered
    assert len(cache.load(4).articles) == 8
    assert not cache.is_whole
    assert len(cache.load().articles) == len(NAMES)
    assert cache.is_whole


def test_a_small_library_leaves_nothing_behind(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_cache, "CACHED_FROM", 2_000)
    opened(settings)
    assert not settings.data.exists()


def test_where_it_cannot_be_kept_the_bot_answers_and_says_so(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.data.write_text("no folder", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert answers(opened(settings)[2]) == anew(settings)
    (told,) = (record.getMessage() for record in caplog.records)
    assert told.startswith(f"The index can't be kept in {settings.data}")
