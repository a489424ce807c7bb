"""Fill in what only a release knows: where the repository is.

    python .github/release.py REPOSITORY TAG

`REPOSITORY` is the address of the repository's page, `TAG` the tag that is released. Writes into the
working tree, which is built next: the project's URLs into pyproject.toml, and absolute addresses in place of
README.md's relative links, which would lead nowhere on PyPI. Fails where the tag isn't the version, where a
link leads to no file, and where the changelog says nothing of the version. Prints the version's part of the
changelog.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]

LINK = re.compile(r"(!?)\[([^][]*(?:\[[^][]*\][^][]*)*)\]\(([^()\s]+)\)")
"""A link or a picture of Markdown: its mark, its text, its target."""

CODE = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)


class ReleaseError(Exception):
    """What has to be put right before a release, in one line."""


def absolute_links(markdown: str, repository: str, tag: str, root: Path = ROOT) -> str:
    """`markdown` with an address for each relative link; code stays as it is.

    Raises ReleaseError for a link to a file that `root` doesn't have.
    """

    def absolute(match: re.Match[str]) -> str:
        mark, text, target = match.groups()
        path, _, anchor = target.partition("#")
        if urlsplit(target).scheme or not path:
            return match.group()
        if not (root / path).exists():
            raise ReleaseError(f"README.md: the link to {target} leads to no file")
        kind = "raw" if mark else "tree" if (root / path).is_dir() else "blob"
        return f"{mark}[{text}]({repository}/{kind}/{tag}/{path}{'#' + anchor if anchor else ''})"

    parts = CODE.split(markdown)
    return "".join(part if CODE.fullmatch(part) else LINK.sub(absolute, part) for part in parts)


def project_urls(repository: str, tag: str) -> str:
    """The table of pyproject.toml, by the names that PyPI knows."""
    return (
        "\n[project.urls]\n"
        f'Source = "{repository}"\n'
        f'Documentation = "{repository}/blob/{tag}/README.md"\n'
        f'Changelog = "{repository}/blob/{tag}/CHANGELOG.md"\n'
        f'Issues = "{repository}/issues"\n'
    )


def notes(changelog: str, version: str) -> str:
    """What the changelog says of `version`, without its heading."""
    found = re.search(
        rf"^## {re.escape(version)} \(([^)\n]+)\)$\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL
    )
    if found is None or not found[2].strip():
        raise ReleaseError(f"CHANGELOG.md: says nothing of {version}")
    if found[1] == "unreleased":
        raise ReleaseError(
            f"CHANGELOG.md: {version} stands there as unreleased; write the day of the release"
        )
    return found[2].strip()


def release(root: Path, repository: str, tag: str) -> str:
    """Change the files under `root`, and return what is new in this version."""
    configuration, readme = root / "pyproject.toml", root / "README.md"
    text = configuration.read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    if tag != f"v{project['version']}":
        raise ReleaseError(f"pyproject.toml: the version is {project['version']}, and the tag {tag}")
    if "urls" in project:
        raise ReleaseError("pyproject.toml: has URLs already; they are filled in by the release alone")
    news = notes((root / "CHANGELOG.md").read_text(encoding="utf-8"), project["version"])
    page = absolute_links(readme.read_text(encoding="utf-8"), repository, tag, root)
    configuration.write_text(text + project_urls(repository, tag), encoding="utf-8")
    readme.write_text(page, encoding="utf-8")
    return news


if __name__ == "__main__":
    if len(sys.argv) != 3 or not urlsplit(sys.argv[1]).netloc:
        sys.exit("usage: python .github/release.py https://HOST/OWNER/NAME vVERSION")
    try:
        print(release(ROOT, sys.argv[1].rstrip("/"), sys.argv[2]))
    except ReleaseError as error:
        sys.exit(str(error))
