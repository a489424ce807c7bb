"""The commands, as a person types them and as a program reads them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.library import load_library
from bot.settings import SHIPPED_KNOWLEDGE
from bot.sources.importing import ImportOptions, import_page
from tests.conftest import SEED, Footnote
from tests.library.test_reading import BROKEN
from tests.wire.process import closed_port

FOUNDED = "When was the Fourth International founded?"
NOTICE = "Community content is available under CC-BY-SA unless otherwise noted."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and an environment without settings."""
    for name in list(os.environ):
        if name.startswith(("FOOTNOTE_", "DISCORD_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str, stdin: str | bytes = "") -> Result:
    """In this process; an exception that isn't an exit fails the test."""
    return CliRunner().invoke(main, arguments, input=stdin, catch_exceptions=False)


def _answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_help_names_every_command() -> None:
    for option in ("-h", "--help"):
        result = _run(option)
        assert result.exit_code == 0
        assert {"ask", "chat", "check", "import", "run", "health"} <= set(result.stdout.split())
    for command in ("ask", "chat", "check", "import", "run", "health"):
        assert "--knowledge" in _run(command, "--help").stdout


def test_ask_shows_the_passage_its_footnotes_and_the_licence(footnote: Footnote) -> None:
    done = footnote("ask", FOUNDED)
    passage = load_library(SHIPPED_KNOWLEDGE).articles[0].passages[3]
    lines = done.stdout.split("\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0] == passage.text
    assert lines[1] == f"  → {passage.sentences[0].of(passage.text)}"
    assert "[4] The Transitional Program. Retrieved November 5, 2008." in lines
    assert "[5] Collins Dictionary and Thesaurus (1993)" in lines
    assert NOTICE in done.stdout
    assert "\x1b" not in done.stdout


def test_a_no_is_an_answer_too() -> None:
    result = _run("ask", "How do I bake bread?")
    assert result.exit_code == 0
    assert result.stdout.startswith("I found nothing about that in “Trotskyism”.\n")


def test_the_passages_that_come_closest_are_shown_to_who_asks_for_them() -> None:
    no = "Who led the Fourth International?"
    said, shown = _run("ask", no).stdout, _run("ask", "--nearest", no).stdout
    assert said.count("[4] The Transitional Program.") == shown.count("[4] The Transitional Program.") == 1
    assert shown.startswith(said)
    assert "V.I. Lenin and Trotsky were close" in shown.removeprefix(said)
    assert NOTICE in shown.removeprefix(said)
    assert _run("ask", "--nearest", FOUNDED).stdout == _run("ask", FOUNDED).stdout


def test_a_variable_that_is_no_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_PASAGES", "2")
    result = _run("ask", FOUNDED)
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert result.stderr.startswith("FOOTNOTE_PASAGES: no such setting")


def test_one_file_is_checked_by_itself(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("---\ntitle: A\nlicense: MIT\nsource: https://example.org/a\n---\n\nWords.\n")
    bad.write_text("---\ntitle: B\nlicense: MIT\n---\n\nWords.[^9]\n")
    checked = _run("check", str(good))
    assert (checked.exit_code, checked.stdout) == (0, f"{good}: can be used\n")
    checked = _run("check", str(bad))
    assert checked.exit_code == 1
    assert checked.stdout.startswith(f"{bad}:6: error: ")
    assert "good.md" not in checked.stdout
    page = tmp_path / "page.txt"
    page.write_text("Words.\n")
    checked = _run("check", str(page))
    assert (checked.exit_code, checked.stderr) == (
        2,
        f"{page}: isn't read as an article; “footnote import” makes one of a page\n",
    )


def test_a_file_to_verify_that_is_not_there_is_no_quotation() -> None:
    result = _run("verify", "essay.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert (
        result.stderr == "essay.txt: can't be read (No such file or directory); name a file that is there\n"
    )


def test_several_questions_are_told_apart() -> None:
    result = _run("ask", "What is Trotskyism?", "Who led the Red Army?")
    first, second = (
        result.stdout.index("What is Trotskyism?\n"),
        result.stdout.index("Who led the Red Army?\n"),
    )
    assert result.stdout[first:second].count(NOTICE) == result.stdout[second:].count(NOTICE) == 1


def test_json_has_one_line_for_each_question() -> None:
    result = _run("ask", "--json", FOUNDED, "???", "What is\nTrotskyism?")
    answers = _answers(result)
    assert result.exit_code == 0
    assert [answer["question"] for answer in answers] == [FOUNDED, "???", "What is\nTrotskyism?"]
    assert [answer["answered"] for answer in answers] == [True, False, True]


@pytest.mark.parametrize(
    ("arguments", "questions"),
    [
        (["what", "is", "trotskyism"], ["what is trotskyism"]),
        (["--passages", "1", "what", "--explain", "is", "it?"], ["what is it?"]),
        (["who", "led", "it?", "what", "is", "trotskyism?"], ["who led it?", "what is trotskyism?"]),
        (["Who led it?", "what", "is", "trotskyism"], ["Who led it?", "what is trotskyism"]),
        (["trotskyism", "Who led it?", "stalin"], ["trotskyism", "Who led it?", "stalin"]),
        (["who", "led", "-", "the", "army"], ["who led", "the army"]),
        (["谁领导红军？", "什么是托洛茨基主义？"], ["谁领导红军？", "什么是托洛茨基主义？"]),
        ([" trotskyism\n"], [" trotskyism\n"]),
        ([""], [""]),
    ],
)  # fmt: skip
def test_bare_words_are_one_question(arguments: list[str], questions: list[str]) -> None:
    """“-” reads the standard input, which is empty here."""
    assert [answer["question"] for answer in _answers(_run("ask", "--json", *arguments))] == questions


def test_bare_words_get_the_answer_of_their_question() -> None:
    assert _run("ask", *FOUNDED.split()).stdout == _run("ask", FOUNDED).stdout


def test_questions_come_one_a_line_on_standard_input() -> None:
    stdin = f"\ufeff{FOUNDED}\r\n\nqu'est-ce que “c'est”?".encode()
    result = _run("ask", "--json", "-", "the", stdin=stdin)
    assert [answer["question"] for answer in _answers(result)] == [
        FOUNDED,
        "",
        "qu'est-ce que “c'est”?",
        "the",
    ]


def test_no_question_on_standard_input_is_no_answer() -> None:
    result = _run("ask", "--json", "-")
    assert (result.exit_code, result.stdout) == (0, "")


def test_an_answer_comes_before_the_next_question(child_environ: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=child_environ,
    ) as process:
        assert process.stdin
        assert process.stdout
        for question in (FOUNDED, "the"):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
        assert process.wait(20) == 0


def test_what_is_not_utf8_on_standard_input_is_told(footnote: Footnote) -> None:
    done = footnote("ask", "--json", "-", stdin=b"What is Trotskyism?\ncaf\xe9\n")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == "standard input: is not UTF-8 text; send questions as UTF-8, one a line\n"


def test_an_argument_that_is_not_utf8_is_asked_all_the_same(footnote: Footnote) -> None:
    done = footnote("ask", "--json", b"caf\xe9 Trotskyism")
    assert done.returncode == 0
    assert json.loads(done.stdout)["question"] == "caf? Trotskyism"


@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_other_encodings_show_what_they_can(footnote: Footnote, environ: dict[str, str]) -> None:
    question = "what do opponents call “trotskyists”?"
    done = footnote("ask", "--json", "-", stdin=question.encode(), environ=environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["question"] == question
    said = footnote("ask", "How do I bake bread?", environ=environ | {"PYTHONIOENCODING": "ascii"}).stdout
    assert said.startswith("I found nothing about that in ?Trotskyism?.")
    assert footnote("check", environ=environ).returncode == 0


def test_passages_bounds_an_answer() -> None:
    Path("knowledge").mkdir()
    paragraphs = "\n\n".join(
        f"The otter swims in {place}." for place in ("rivers", "lakes", "the sea", "ponds")
    )
    Path("knowledge/x.md").write_text(f"---\ntitle: T\nlicense: L\n---\n\n{paragraphs}\n", encoding="utf-8")
    Path("footnote.yaml").write_text("confidence: 0", encoding="utf-8")
    for options, count in ([], 3), (["--passages", "1"], 1), (["--passages", "10"], 4):
        (answer,) = _answers(_run("ask", "--json", *options, "otter"))
        assert isinstance(answer["passages"], list)
        assert len(answer["passages"]) == count


def _library(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        file = folder / "articles" / f"{name}.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "articles"


MILL = "---\ntitle: The mill\nlicense: CC0\n---\n\nThe mill was built in 1790.\n"


@pytest.mark.parametrize("as_json", [False, True])
def test_an_article_that_cannot_be_used_is_told_and_the_others_answer(here: Path, as_json: bool) -> None:
    folder = _library(here, mill=MILL, rose="---\ntitle: Rose: the flower\nlicense: CC0\n---\n\nRed.\n")
    result = _run("ask", "--knowledge", str(folder), *["--json"][: int(as_json)], "when was the mill built?")
    assert result.exit_code == 0
    assert "built in 1790" in result.stdout
    (told,) = result.stderr.splitlines()
    assert told.startswith(f"{folder / 'rose.md'}:2: error: bad YAML")
    assert told.endswith('title: "Rose: the flower"; it is left out')
    checked = _run("check", str(folder))
    assert checked.exit_code == 1
    assert "rose.md:2: error:" in checked.stdout
    verified = _run("verify", "--knowledge", str(folder), '"The mill was built in 1790."')
    assert (verified.exit_code, verified.stderr) == (0, result.stderr)


@pytest.mark.parametrize("text", ["", "  \n", '""', "…", "[5]"])
def test_verify_says_that_there_is_nothing_to_check(text: str) -> None:
    result = _run("verify", text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("the text: holds no words that could be checked; give a quotation")
    result = _run("verify", "-", stdin=text)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("standard input: holds no words")


def test_verify_says_that_answers_show_nothing() -> None:
    result = _run("verify", "-", stdin=json.dumps({"question": "what?", "passages": []}))
    assert (result.exit_code, result.stderr) == (
        0,
        "the answers show no passage, so there is nothing to check\n",
    )


def test_where_no_article_can_be_used_nothing_is_answered(here: Path) -> None:
    folder = _library(here, rose="Red.\n")
    result = _run("ask", "--knowledge", str(folder), "when was the mill built?")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "rose.md:1: error: front matter is missing" in result.stderr
    assert "left out" not in result.stderr


def test_of_many_articles_that_cannot_be_used_some_are_told(here: Path) -> None:
    folder = _library(here, mill=MILL, **{f"broken-{number}": "Red.\n" for number in range(30)})
    result = _run("ask", "--knowledge", str(folder), "when was the mill built?")
    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 11
    assert result.stderr.splitlines()[-1] == "and 20 more; “footnote check” tells them all"


@pytest.mark.parametrize("command", [["ask", "who led the red army"], ["check"]])
def test_a_folder_here_without_articles_is_not_passed_over_in_silence(here: Path, command: list[str]) -> None:
    (here / "knowledge").mkdir()
    result = _run(*command)
    assert result.exit_code == 0
    assert result.stderr == (
        f"knowledge: holds no article, so those in {SHIPPED_KNOWLEDGE} are taken; add one with"
        " “footnote import”\n"
    )
    assert _run(*command, "--knowledge", str(SHIPPED_KNOWLEDGE)).stderr == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "--passages", "0", "x"],
        ["ask", "--passages", "11", "x"],
        ["ask", "--passages", "many", "x"],
        ["ask", "--jsn", "x"],
        ["sak", "x"],
        ["import", "--title", "T"],
        ["check", "a", "b"],
    ],
)
def test_wrong_arguments_exit_with_2(arguments: list[str]) -> None:
    result = _run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Error: " in result.stderr


@pytest.mark.parametrize("arguments", [["ask", FOUNDED] * 2, ["ask", "--json", FOUNDED, *["the?"] * 2000]])
def test_a_reader_that_goes_away_is_no_error(arguments: list[str], child_environ: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=child_environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(20) in (0, 1)


def at_the_end(fact: str, arguments: list[str], environ: dict[str, str]) -> str:
    """What the expression `fact` is when the command with these arguments has done its work."""
    program = (
        "import os, sys; from bot.cli import main\n"
        f"try: main({arguments!r})\n"
        f"finally: print({fact}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environ,
        capture_output=True,
        text=True,
        check=False,  # what can't reach Discord ends with an error
        timeout=60,
    )
    return done.stderr.splitlines()[-1]


def imported(arguments: list[str], modules: set[str], environ: dict[str, str]) -> str:
    """Those of `modules` that the command with these arguments imports, sorted."""
    return at_the_end(f"*sorted({modules!r} & set(sys.modules))", arguments, environ)


NEVER = {"numpy.testing", "numpy.random", "numpy.fft", "numpy.polynomial", "discord.ext", "simcord", "babel"}
"""What comes with our libraries, or with our tests, and no command needs."""


def test_ask_imports_neither_discord_nor_a_server(child_environ: dict[str, str]) -> None:
    asked = ["ask", "--json", "What is Trotskyism?"]
    unneeded = {"discord", "aiohttp", "asyncio", "sqlite3", "rich", *NEVER}
    assert imported(asked, unneeded | {"bot.answering"}, child_environ) == "bot.answering"


def test_help_imports_no_library(child_environ: dict[str, str]) -> None:
    unneeded = {"discord", "numpy", "pydantic", "rich"}
    assert imported(["--help"], unneeded | {"bot.cli"}, child_environ) == "bot.cli"


def test_health_imports_neither_discord_nor_articles(child_environ: dict[str, str]) -> None:
    unneeded = {"discord", "aiohttp", "numpy", "bot.library", "markdown_it", "rich"}
    assert imported(["health"], unneeded | {"bot.settings"}, child_environ) == "bot.settings"


def test_check_imports_no_index_and_no_colours(child_environ: dict[str, str]) -> None:
    unneeded = {"discord", "asyncio", "numpy", "bot.answering", "rich"}
    assert imported(["check"], unneeded | {"bot.library"}, child_environ) == "bot.library"


def test_run_imports_nothing_for_a_terminal_a_page_or_a_port(child_environ: dict[str, str]) -> None:
    reachable = {"DISCORD_TOKEN": "a.b.c", "FOOTNOTE_DISCORD_API_URL": f"http://127.0.0.1:{closed_port()}"}
    # The thread that makes sentences' vectors would outlast the process, which then ends without `atexit`.
    reachable["FOOTNOTE_MEANING"] = "false"
    unneeded = {"rich", "bot.terminal", "bot.preview", "aiohttp.web", "prometheus_client", *NEVER}
    loaded = imported(["run"], unneeded | {"discord"}, child_environ | reachable)
    assert loaded == "discord"


def test_no_thread_is_started_for_numpy(child_environ: dict[str, str]) -> None:
    """OpenBLAS starts one a core, which take 40 ms to start and spin while there is nothing to do."""
    asked = ["ask", "--json", "What is Trotskyism?"]
    threads = "len(os.listdir('/proc/self/task')) if os.path.isdir('/proc/self/task') else 1"
    assert at_the_end(threads, asked, child_environ) == "1"


def test_check_says_that_all_is_well() -> None:
    result = _run("check", str(SHIPPED_KNOWLEDGE))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{SHIPPED_KNOWLEDGE}: all articles can be used\n"


@pytest.mark.parametrize("kind", BROKEN)
def test_check_tells_and_ask_refuses_in_the_same_words(kind: str) -> None:
    content, words = BROKEN[kind]
    Path("articles").mkdir()
    Path("articles/x.md").write_bytes(content if isinstance(content, bytes) else content.encode())

    checked = _run("check", "articles")
    assert (checked.exit_code, checked.stderr) == (1, "")
    assert all(word in checked.stdout for word in words)
    for command in (["ask", "x"], ["ask", "--json", "x"], ["chat"]):
        refused = _run(*command, "--knowledge", "articles")
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert refused.stderr.splitlines() == [
            line for line in checked.stdout.splitlines() if ": warning: " not in line
        ]


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("gone", "gone: error: can't be read (No such file"),
        ("empty", "empty: error: holds no article; add one"),
    ],
)
def test_a_folder_without_articles(footnote: Footnote, here: Path, folder: str, told: str) -> None:
    (here / "empty").mkdir()
    checked = footnote("check", folder)
    asked = footnote("ask", "x", "--knowledge", folder)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert checked.stdout.startswith(told)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert asked.stderr == checked.stdout


def test_a_warning_is_told_and_no_error() -> None:
    Path("knowledge").mkdir()
    Path("knowledge/x.md").write_text(
        "---\ntitle: T\nlicense: L\n---\n\nAn otter.\n\n[^1]: One\n", encoding="utf-8"
    )
    checked = _run("check")
    assert checked.exit_code == 0
    assert checked.stdout.splitlines() == [
        "knowledge/x.md:8: warning: footnote [^1] is cited nowhere; add its marker, or take it out",
        "knowledge: all articles can be used",
    ]
    asked = _run("ask", "otter")
    assert (asked.exit_code, asked.stderr) == (0, "")
    assert asked.stdout


@pytest.mark.parametrize(
    ("deep", "line"),
    [
        ("> " * 300 + "deep words", 8),
        ("- " * 300 + "deep words", 8),
        ("> - " * 150 + "deep words", 8),
        ("\n".join(f"{'  ' * level}- item {level}" for level in range(200)), 56),
    ],
    ids=["quotations", "lists in a line", "both", "lists"],
)
def test_what_nests_too_deep_is_told_with_its_line_and_not_lost(deep: str, line: int) -> None:
    Path("knowledge").mkdir()
    Path("knowledge/x.md").write_text(
        f"---\ntitle: T\nlicense: CC0\n---\n\nAn otter.\n\n{deep}\n\nA badger at the end.\n"
    )
    told = "lists and quotations nest deeper than 100 levels; the rest is shown as written"
    checked = _run("check")
    assert checked.exit_code == 0
    assert checked.stdout.splitlines() == [
        f"knowledge/x.md:{line}: warning: {told}",
        "knowledge: all articles can be used",
    ]
    assert "A badger at the end." in _run("ask", "badger").stdout
    words = "item 199" if "item" in deep else "deep words"
    assert words in _run("ask", words).stdout


def test_a_file_name_steers_no_terminal(footnote: Footnote, here: Path) -> None:
    (here / "knowledge").mkdir()
    (here / "knowledge" / os.fsdecode(b"\x1b[31m\xff.md")).write_text("x", encoding="utf-8")
    for command in (["check"], ["ask", "x"]):
        done = footnote(*command)
        told = done.stdout + done.stderr
        assert "\\x1b[31m\\udcff.md:1: error: front matter is missing" in told
        assert "\x1b" not in told
    assert footnote("check", b"\x1b[31m\xff").returncode == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("passages: many", "footnote.yaml:1: passages: input should be a valid integer"),
        ("passages: [", "footnote.yaml:"),
        ("passage: 3", "footnote.yaml:1: passage: no such setting; there are"),
    ],
)
@pytest.mark.parametrize("command", [["ask", "x"], ["chat"], ["check"], ["run"], ["health"]])
def test_broken_settings_are_told_in_one_line_by_every_command(
    here: Path, text: str, told: str, command: list[str]
) -> None:
    (here / "footnote.yaml").write_text(text, encoding="utf-8")
    result = _run(*command)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(told)
    assert result.stderr.count("\n") == 1


def test_settings_are_read_from_the_file_that_is_named(here: Path) -> None:
    shutil.copytree(SHIPPED_KNOWLEDGE, here / "etc/articles")
    (here / "etc/my.yaml").write_text("knowledge: articles\nconfidence: 1\n", encoding="utf-8")
    assert _run("check", "--config", "etc/my.yaml").stdout == "etc/articles: all articles can be used\n"
    (answer,) = _answers(
        _run("ask", "--json", "--config", "etc/my.yaml", "the price of Trotskyism in Berlin")
    )
    assert not answer["answered"]
    gone = _run("ask", "--config", "gone.yaml", "x")
    assert (gone.exit_code, gone.stderr.count("\n")) == (2, 1)
    assert gone.stderr.startswith("gone.yaml: can't be read")


def test_import_makes_the_shipped_article_from_the_seed(here: Path, seed: str) -> None:
    result = _run("import", str(SEED), "--title", "Trotskyism")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "knowledge/trotskyism.md: 4 paragraphs, 5 footnotes, 5 of 5 markers lead to one; "
        f"CC-BY-SA: “{NOTICE}”\n"
    )

    (made,) = load_library(here / "knowledge").articles
    (shipped,) = load_library(SHIPPED_KNOWLEDGE).articles
    assert (made.passages, made.footnotes) == (shipped.passages, shipped.footnotes)
    assert (made.title, made.license, made.source) == (shipped.title, shipped.license, shipped.source)
    assert (here / "knowledge/trotskyism.md").read_text(encoding="utf-8") == import_page(
        seed, ImportOptions(title="Trotskyism")
    ).markdown
    # From now on the working folder's own articles are asked.
    assert _run("check").stdout == "knowledge: all articles can be used\n"


def test_import_with_everything_that_can_be_said(here: Path) -> None:
    page = "Eine Seite.[a]\n\na. Quelle\n\nUnter freier Lizenz.\n"
    result = _run(
        "import", "-", "--title", "Eine Seite", "--language", "de", "--license", "dl-de/by-2-0",
        "--license-url", "https://example.org/l", "--source-url", "https://example.org/s", "--author", "Ann",
        "--author", "Bo", "--knowledge", "articles", stdin=page,
    )  # fmt: skip
    assert (result.exit_code, result.stderr) == (0, "")
    (article,) = load_library(here / "articles").articles
    assert (article.id, article.language) == ("eine-seite", "de")
    assert (article.license.name, article.license.notice) == ("dl-de/by-2-0", "Unter freier Lizenz.")
    assert (article.license.url, article.source.url) == ("https://example.org/l", "https://example.org/s")
    assert article.source.authors == ("Ann", "Bo")


@pytest.mark.usefixtures("here")
def test_licences_to_choose_from_go_from_the_page_to_the_answer() -> None:
    page = "The mill was built in 1742.\n\nText is available under CC BY-SA 3.0 and GFDL."
    imported = _run("import", "-", "--title", "Mill", "--knowledge", "k", stdin=page)
    assert "CC BY-SA 3.0 or GFDL" in imported.stdout
    asked = _run("ask", "--json", "--knowledge", "k", "When was the mill built?")
    (attribution,) = json.loads(asked.stdout)["attributions"]
    assert (attribution["license"], attribution["license_url"]) == (
        "CC BY-SA 3.0",
        "https://creativecommons.org/licenses/by-sa/3.0/",
    )
    assert [(each["name"], each["spdx"]) for each in attribution["licenses"]] == [
        ("CC BY-SA 3.0", "CC-BY-SA-3.0"),
        ("GFDL", None),
    ]
    assert "CC BY-SA 3.0 or GFDL" in _run("ask", "--knowledge", "k", "When was the mill built?").stdout


def test_import_replaces_only_when_forced(here: Path) -> None:
    page = "Text.\n\nCC BY 4.0"
    first = ["import", "-", "--title", "T", "--knowledge", "k"]
    assert _run(*first, stdin=page).exit_code == 0
    again = _run(*first, stdin=page)
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == "standard input: k/t.md is there already; --force replaces it\n"
    assert _run(*first, "--force", stdin=page.replace("Text", "Other")).exit_code == 0
    assert load_library(here / "k").articles[0].passages[0].text == "Other."


@pytest.mark.parametrize(
    ("page", "options", "told"),
    [
        (b"Text.", [], "page.txt: states no licence that is known here; name it with --license"),
        (
            b"Text.\n\nNot under CC BY.",
            [],
            "page.txt: its licence isn't certain: “Not” stands beside “CC BY”",
        ),
        (b"Text.[1]\n\n1. a\n1. b\n\nCC BY 4.0", [], "page.txt:4: reference 1 stands twice, first in line 3"),
        (b"caf\xe9", [], "page.txt:1: is not UTF-8 text; save the page as UTF-8"),
        (b"Text.\n\nCC BY 4.0", ["--title", "-"], "page.txt: the title has no letter"),
        (b"Text.\n\nCC BY 4.0", ["--title", "\x1b[31m"], "page.txt: title must be one line of text"),
        (b"Text.\n\nCC BY 4.0", ["--language", "tlh?"], "page.txt: language must be a language code"),
        (b"Text.\n\nCC BY 4.0", ["--source-url", "x"], "page.txt: source.url must be an address"),
        (None, [], "page.txt: can't be read (No such file or directory); name a file"),
    ],
)
def test_a_page_that_cannot_be_imported(
    here: Path, page: bytes | None, options: list[str], told: str
) -> None:
    if page is not None:
        (here / "page.txt").write_bytes(page)
    result = _run("import", "page.txt", "--title", "T", "--knowledge", "k", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(told)
    assert result.stderr.count("\n") == 1
    assert "\x1b" not in result.stderr
    assert not (here / "k").exists()


def test_import_tells_what_looked_odd() -> None:
    page = "Text.[1] More.[7]\n\n1. Source\n\nCC BY 4.0"
    result = _run("import", "-", "--title", "T", "--without-footnotes", stdin=page)
    assert result.exit_code == 0
    assert result.stderr == "standard input:1: warning: [7] has no reference\n"


def test_markers_that_lead_nowhere_are_imported_only_when_asked(here: Path) -> None:
    page = ["import", "-", "--title", "T", "--knowledge", "k"]
    refused = _run(*page, stdin="Text.[7]\n\nCC BY 4.0")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("standard input:1: has 1 marker without a reference")
    assert refused.stderr.count("\n") == 1
    assert not (here / "k").exists()

    allowed = _run(*page, "--without-footnotes", stdin="Text.[7]\n\nCC BY 4.0")
    assert allowed.exit_code == 0
    assert "[7] has no reference" in allowed.stderr
    assert load_library(here / "k").articles[0].passages[0].text == "Text.[7]"


def test_a_marker_beside_a_list_that_lacks_it_is_told_and_never_a_success(here: Path) -> None:
    page = "Text.[note 3][1] More.[1]\n\n1. Source\n\nCC BY 4.0"
    command = ["import", "-", "--title", "T", "--knowledge", "k"]
    told = _run(*command, stdin=page)
    assert told.exit_code == 1
    assert told.stderr.splitlines() == [
        "standard input:1: warning: [note 3] has no reference",
        "standard input: 1 marker without a reference became plain words; add the footnotes to k/t.md, or"
        " give --without-footnotes",
    ]
    (passage,) = load_library(here / "k").articles[0].passages
    assert passage.text == "Text.[note 3][1] More.[1]"
    assert [marker.number for marker in passage.markers] == ["1", "1"]
    assert [span.of(passage.text) for span in passage.sentences] == ["Text.[note 3][1]", "More.[1]"]

    assert _run(*command, "--force", "--without-footnotes", stdin=page).exit_code == 0


def test_a_saved_page_says_everything_itself(here: Path) -> None:
    (here / "page.html").write_text(
        '<html lang="de"><head><title>Mühle – Wiki</title>'
        '<link rel="canonical" href="https://example.org/wiki/M%C3%BChle"></head><body><main><h1>Mühle</h1>'
        '<p>Sie steht.<sup><a href="#n">1</a></sup></p><ol><li id="n">Kolb.</li></ol></main><footer>Inhalte '
        'stehen unter <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>.'
        "</footer></body></html>",
        encoding="utf-8",
    )
    result = _run("import", "page.html", "--knowledge", "k", "--json")
    (told,) = _answers(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert told["title"] == "Mühle"
    assert told["language"] == "de"
    assert told["licenses"] == [{"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}]
    assert told["source_url"] == "https://example.org/wiki/M%C3%BChle"
    assert (told["kind"], told["footnotes"], told["markers"]) == ("html", 1, {"found": 1, "matched": 1})
    (article,) = load_library(here / "k").articles
    assert [f.text for f in article.footnotes] == ["Kolb."]


def test_a_page_that_is_refused_is_told_as_json_too() -> None:
    result = _run("import", "-", "--json", stdin="{}")
    (told,) = _answers(result)
    assert result.exit_code == 2
    assert told["file"] is None
    assert str(told["error"]).startswith("is JSON, not a page")


def test_a_page_that_is_there_under_another_name_is_told(here: Path) -> None:
    page = here / "mill.txt"
    page.write_text("The mill turns.\n\nCC BY 4.0\n", encoding="utf-8")
    assert _run("import", "--knowledge", "k", "--title", "The mill", str(page)).stderr == ""
    again = _run("import", "--knowledge", "k", "--title", "A mill", str(page))
    assert again.exit_code == 0
    assert again.stderr == (
        f"{page}: warning: {Path('k') / 'the-mill.md'} holds the same words already; delete one of the two,"
        " or both answer\n"
    )
    assert (
        _run("import", "--knowledge", "k", "--title", "A mill", "--force", str(page)).stderr == again.stderr
    )
    page.write_text("The mill stands.\n\nCC BY 4.0\n", encoding="utf-8")
    assert _run("import", "--knowledge", "k", "--title", "Another", str(page)).stderr == ""


def test_a_title_that_is_not_utf8(footnote: Footnote) -> None:
    done = footnote("import", "-", "--title", b"caf\xe9", stdin=b"Text.\n\nCC BY 4.0")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "standard input: title must be one line of text\n"
