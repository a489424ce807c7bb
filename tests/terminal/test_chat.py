"""A conversation at a real terminal, and through a pipe."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Footnote
from tests.terminal.session import Session

PROMPT = "› "
UP = "\x1b[A"


@pytest.fixture
def start(tmp_path: Path, child_environ: dict[str, str]) -> Callable[..., Session]:
    """Starts `footnote` at a terminal."""

    def begin(*arguments: str, **environ: str) -> Session:
        return Session(arguments, child_environ | {"LANG": "C.UTF-8"} | environ, tmp_path)

    return begin


def _words(shown: str) -> str:
    """What a person reads: without styles and line breaks."""
    return " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).split())


def _ask(session: Session, line: str) -> str:
    session.type(f"{line}\n")
    # The prompt comes again when the answer stands there; readline echoes what is typed before that.
    session.wait_for("\n")
    return _words(session.wait_for(PROMPT))


def test_a_conversation(start: Callable[..., Session]) -> None:
    with start("chat") as chat:
        assert "Trotskyism: ask away; /help tells more, Ctrl-D leaves." in _words(chat.wait_for(PROMPT))

        answer = _ask(chat, "When was the Fourth International founded?")
        assert "Trotsky's Fourth International was established in France in 1938" in answer
        assert "[5] Collins Dictionary and Thesaurus (1993)" in answer
        assert "Community content is available under CC-BY-SA unless otherwise noted." in answer
        assert re.search(r"\x1b\[1;32mTrotsky's Fourth International", chat.shown)

        cited = _ask(chat, "/cite 3")
        assert cited.startswith('[3] "Minutes of the Petrograd Committee')
        assert 'there has been no better Bolshevik" [3]' in cited
        assert cited == _ask(chat, "/cite [3]")
        assert "has no footnote 9; it has: 1, 2, 3, 4, 5." in _ask(chat, "/cite 9")
        assert "Which footnote?" in _ask(chat, "/cite")
        assert _ask(chat, "/cite petrograd committee").startswith('[3] "Minutes of the Petrograd Committee')
        assert "has no footnote Lisbon" in _ask(chat, "/cite Lisbon")
        assert "[1] Lenin and Trotsky" in _ask(chat, "/citations")

        assert "/cite 3 footnote 3 and the sentences that carry it" in _ask(chat, "/help")
        assert "/read and /articles are Discord's" in _ask(chat, "/help")
        assert "There is no /cit; /help tells what there is." in _ask(chat, "/cit 3")
        assert "I'm not sure this answers it." in _ask(chat, "is calling someone a trot rude")
        assert "CC-BY-SA" in _ask(chat, "/nearest")

        chat.type("\x04")
        assert chat.exit_code() == 0


def test_the_arrow_keys_bring_back_what_was_asked(start: Callable[..., Session]) -> None:
    with start("chat") as chat:
        chat.wait_for(PROMPT)
        _ask(chat, "/cite 4")
        _ask(chat, "/cite 5")
        assert "Transitional Program" in _ask(chat, f"{UP}{UP}")


def test_ctrl_c_drops_the_line_and_ctrl_d_leaves(start: Callable[..., Session]) -> None:
    with start("chat") as chat:
        chat.wait_for(PROMPT)
        chat.type("half a question")
        chat.wait_for("question")
        chat.wait_for(PROMPT, press="\x03")
        assert _ask(chat, "/cite 5").startswith("[5] Collins")
        chat.type("\x04")
        assert chat.exit_code() == 0
        assert "Traceback" not in chat.shown
        assert "Aborted" not in chat.shown


@pytest.mark.parametrize("word", ["/quit", "/exit"])
def test_a_word_leaves_too(start: Callable[..., Session], word: str) -> None:
    with start("chat") as chat:
        chat.wait_for(PROMPT)
        chat.type(f"{word}\n")
        assert chat.exit_code() == 0


def test_ask_at_a_terminal_is_bold_and_wrapped(start: Callable[..., Session]) -> None:
    with start("ask", "When was the Fourth International founded?") as ask:
        assert ask.exit_code() == 0
        assert re.search(r"\x1b\[1;32mTrotsky's Fourth International", ask.shown)
        assert "→" not in ask.shown
        lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in ask.shown.split("\n")]
        assert 70 < max(map(len, lines)) <= 80


def test_a_terminal_without_styles_names_the_sentence(start: Callable[..., Session]) -> None:
    with start("ask", "When was the Fourth International founded?", TERM="dumb") as ask:
        assert ask.exit_code() == 0
        assert "→ Trotsky's Fourth International" in _words(ask.shown)
        assert "\x1b" not in ask.shown


def test_without_colour_the_sentence_is_still_bold(start: Callable[..., Session]) -> None:
    with start("ask", "When was the Fourth International founded?", NO_COLOR="1") as ask:
        assert ask.exit_code() == 0
        assert "\x1b[1mTrotsky's Fourth International" in ask.shown
        assert "\x1b[1;32m" not in ask.shown


def test_a_conversation_through_a_pipe(footnote: Footnote) -> None:
    done = footnote("chat", stdin=b"What is Trotskyism?\n\n/cite 5\n/quit\nnever read\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Trotskyism is the theory of Marxism")
    assert "\n[5] Collins Dictionary and Thesaurus (1993)\n" in done.stdout
    assert PROMPT not in done.stdout
    assert "never" not in done.stdout


@pytest.mark.parametrize("environ", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_nothing_that_is_typed_breaks_or_steers(footnote: Footnote, environ: dict[str, str]) -> None:
    lines = [
        b"caf\xe9 Trotskyism",
        b"/\x1b]0;x\x07\x9b",
        b"/cite \x1b[2J",
        b"\x00",
        b"\xff" * 5000,
        b"/cite 5",
    ]
    done = footnote("chat", stdin=b"\n".join(lines), environ=environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert "[5] Collins" in done.stdout
    assert not {"\x1b", "\x07", "\x00", "\x9b"} & set(done.stdout)


def test_a_number_is_first_that_of_the_article_that_was_shown(footnote: Footnote, tmp_path: Path) -> None:
    head = "---\ntitle: {0}\nlanguage: en\nlicense: CC0\n---\n\n"
    for name, text in (("abbey", "The abbey stands on a hill."), ("mill", "The mill was built by Ada Holt.")):
        body = f"{text}[^1]\n\n[^1]: A book on the {name}.\n"
        (tmp_path / f"{name}.md").write_text(head.format(name.title()) + body, encoding="utf-8")
    done = footnote("chat", "--knowledge", str(tmp_path), stdin=b"who built the mill?\n/cite 1\n")
    assert done.stdout.rindex("[1] A book on the mill.") < done.stdout.index("[1] A book on the abbey.")


def test_a_no_at_a_terminal_tells_how_to_see_what_comes_closest(start: Callable[..., Session]) -> None:
    for asked, is_told in (("Who shot Trotsky?", True), ("Who led the Red Army?", False), ("thanks", False)):
        with start("ask", asked) as session:
            assert session.exit_code() == 0
            assert ("With --nearest," in _words(session.shown)) is is_told
