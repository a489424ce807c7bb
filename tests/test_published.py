"""What is published: under which licences, for which Pythons, and where its links lead."""

from __future__ import annotations

import re
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from packaging.licenses import canonicalize_license_expression

from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHANGELOG = """# Changelog

## 1.0.1 (2030-02-01)

- Later.

## 1.0.0 (2030-01-31)

- First.

## 0.9.0 (unreleased)

- Never.
"""
PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/OPERATIONS.md"]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def release() -> ModuleType:
    """The script of the release workflow."""
    spec = spec_from_file_location("release", ROOT / ".github/release.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small repository that a release can be made of."""
    for name, text in {
        "pyproject.toml": '[project]\nname = "x"\nversion = "1.0.0"\n',
        "README.md": "[A [1]](docs/a.md#b) ![p](p.png) [d](docs) [web](https://example.org) [here](#here)\n"
        "```\n[code](docs/a.md)\n```\n   ```sh\n   [code](gone.md)\n   ```\n",
        "CHANGELOG.md": CHANGELOG,
        "docs/a.md": "",
        "p.png": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_licence_is_an_expression_of_spdx() -> None:
    assert canonicalize_license_expression(PROJECT["license"]) == PROJECT["license"]


def test_every_licence_in_the_package_is_published() -> None:
    there = {
        path
        for folder in ("bot", "knowledge")
        for name in ("LICENSE*", "NOTICE*")
        for path in (ROOT / folder).rglob(name)
    }
    published = {path for pattern in PROJECT["license-files"] for path in ROOT.glob(pattern)}
    assert published == {ROOT / "LICENSE", *there}


def test_the_image_names_the_same_licences() -> None:
    assert f'image.licenses="{PROJECT["license"]}"' in (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_the_workflow_runs_every_python_that_is_named() -> None:
    named = [kind.removeprefix("Programming Language :: Python :: ") for kind in PROJECT["classifiers"]]
    versions = [version for version in named if re.fullmatch(r"3\.\d+", version)]
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))["jobs"]
    assert jobs["tests"]["strategy"]["matrix"]["python"] == versions
    assert jobs["types"]["strategy"]["matrix"]["python"] == [versions[0], versions[-1]]
    assert PROJECT["requires-python"] == f">={versions[0]}"


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    used = re.findall(r"uses: (.*)", workflow.read_text(encoding="utf-8"))
    assert used
    for action in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_and_headings(page: str) -> None:
    """Except `../../…`, a page of the forge that the repository is on."""
    file = ROOT / page
    for target in re.findall(r"\]\(([^()\s]+)\)", file.read_text(encoding="utf-8")):
        if ":" in target or target.startswith("../../"):
            continue
        name, _, anchor = target.partition("#")
        linked = file.parent / name if name else file
        assert linked.exists(), target
        assert not anchor or anchor in _anchors(linked), target


@pytest.mark.parametrize("page", PAGES)
def test_the_files_that_pages_name_are_there(page: str) -> None:
    """Except what a command makes: everything in a folder `output`."""
    named = re.findall(
        r"`((?:bot|tests|docs|knowledge|\.github|\.ci)/[\w./-]+)`", (ROOT / page).read_text(encoding="utf-8")
    )
    assert [name for name in named if "/output/" not in name and not (ROOT / name).exists()] == []


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_a_release_knows_where_its_repository_is(release: ModuleType, repository: Path) -> None:
    assert release.release(repository, "https://example.org/o/n", "v1.0.0") == "- First."

    urls = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    assert urls["Source"] == "https://example.org/o/n"
    assert urls["Issues"] == "https://example.org/o/n/issues"
    assert (repository / "README.md").read_text(encoding="utf-8") == (
        "[A [1]](https://example.org/o/n/blob/v1.0.0/docs/a.md#b) "
        "![p](https://example.org/o/n/raw/v1.0.0/p.png) "
        "[d](https://example.org/o/n/tree/v1.0.0/docs) [web](https://example.org) [here](#here)\n"
        "```\n[code](docs/a.md)\n```\n   ```sh\n   [code](gone.md)\n   ```\n"
    )


@pytest.mark.parametrize(
    ("file", "text", "tag", "message"),
    [
        ("README.md", "[gone](gone.md)", "v1.0.0", "README.md: the link to gone.md leads to no file"),
        ("README.md", "", "v1.0.2", "pyproject.toml: the version is 1.0.0, and the tag v1.0.2"),
        ("CHANGELOG.md", CHANGELOG.replace("1.0.0", "1.0.2"), "v1.0.0", "says nothing of 1.0.0"),
        ("CHANGELOG.md", CHANGELOG.replace("2030-01-31", "unreleased"), "v1.0.0", "unreleased"),
        ("pyproject.toml", '[project]\nversion = "1.0.0"\nurls = {}\n', "v1.0.0", "has URLs already"),
    ],
)  # fmt: skip
def test_a_release_that_would_be_wrong_changes_nothing(
    release: ModuleType, repository: Path, file: str, text: str, tag: str, message: str
) -> None:
    (repository / file).write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in repository.rglob("*.*")}

    with pytest.raises(release.ReleaseError, match=re.escape(message)):
        release.release(repository, "https://example.org/o/n", tag)

    assert {path: path.read_bytes() for path in repository.rglob("*.*")} == before
