"""docs/OPERATIONS.md against the program: warnings, kinds, metrics, settings and examples are as it says."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from bot.discord_app.client import create_client
from bot.discord_app.observability.metrics import KINDS, OUTCOMES, counting
from bot.discord_app.run import BAD_INPUT, FAILED, MISCONFIGURED
from bot.settings import ENVIRONMENT, Settings
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
LEVELS = {"warning": "WARNING", "error": "ERROR", "exception": "ERROR", "critical": "CRITICAL"}


class Told(NamedTuple):
    """A line of the log: what it is about, its level, and its text with “…” for what varies."""

    kind: str
    level: str
    text: str


def in_the_source() -> set[Told]:
    """Every line at level WARNING or above that the bot's own code can log."""
    found: set[Told] = set()
    for file in sorted((ROOT / "bot").rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        texts = dict(constants(tree))
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            if call.func.attr not in LEVELS or not ast.unparse(call.func.value).lower().startswith("_log"):
                continue
            extra = [ast.unparse(keyword.value) for keyword in call.keywords if keyword.arg == "extra"]
            kind = re.search(r"'kind': '(\w+)'", "".join(extra))
            assert kind, f"{file}:{call.lineno}: say what it is about: extra={{'kind': …}}"
            what = call.args[0]
            text = texts[what.id] if isinstance(what, ast.Name) else ast.literal_eval(what)
            found.add(Told(kind[1], LEVELS[call.func.attr], re.sub(r"%(?:\.\d)?[a-z]", "…", text)))
    return found


def constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The module's texts that have a name."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value.value, str):
                    yield target.id, node.value.value


def in_the_guide() -> list[Told]:
    """Every line that the guide explains."""
    rows = re.findall(r"^\| `(\w+)` \| (WARNING|ERROR) \| (.+?) \| (.+) \|$", GUIDE, re.MULTILINE)
    assert all(len(fix) > 20 for *_, fix in rows)
    return [Told(kind, level, text) for kind, level, text, _ in rows]


def test_every_warning_that_can_be_logged_is_explained_and_no_other() -> None:
    explained = in_the_guide()
    assert len(explained) == len(set(explained))
    assert set(explained) == in_the_source()


def test_every_kind_is_counted_and_explained() -> None:
    assert {told.kind for told in in_the_source()} == set(KINDS)


def test_every_metric_is_explained_and_no_other() -> None:
    """Also where it stands in an alert."""
    client = create_client(Settings())
    with counting(client.state, client.observe) as registry:
        counted = {
            f"{family.name}_total" if family.type == "counter" else family.name
            for family in registry.collect()
            if family.name.startswith("footnote_")
        }
    told = {re.sub(r"_bucket$", "", name) for name in re.findall(r"\bfootnote_[a-z_]+", GUIDE)}
    assert told == counted
    assert all(f"`{outcome}`" in GUIDE for outcome in OUTCOMES)


def test_examples_can_be_read() -> None:
    for language, text in re.findall(r"^```(yaml|json)\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL):
        (yaml.safe_load if language == "yaml" else json.loads)(text)
    variables = set(re.findall(r"\b(?:FOOTNOTE|DISCORD)_[A-Z_]+\b", GUIDE))
    assert variables <= set(ENVIRONMENT)


def test_the_service_is_not_started_again_where_that_cannot_help() -> None:
    """The exit codes of systemd's unit and of the table are the program's."""
    never = {
        int(code) for code in re.findall(r"^RestartPreventExitStatus=(.+)$", GUIDE, re.MULTILINE)[0].split()
    }
    table = {
        int(code): again
        for code, again in re.findall(r"^\| (\d+) \| .+ \| ((?:no|yes).*) \|$", GUIDE, re.MULTILINE)
    }
    assert never == {BAD_INPUT, MISCONFIGURED}
    assert set(table) == {0, FAILED, BAD_INPUT, MISCONFIGURED}
    assert {code for code, again in table.items() if again.startswith("not before")} == never
    assert table[FAILED] == "yes"
