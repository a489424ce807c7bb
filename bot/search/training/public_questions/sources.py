"""Where the public data sets come from, and at which commit."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Source(NamedTuple):
    """A repository on GitHub: its owner and name, the commit that was read, and its licence."""

    owner: str
    name: str
    commit: str
    license: str


LEARNING_TO_ASK = Source("xinyadu", "nqg", "8211129a3e97d29f3e4563e35f65e4a892f70ef0", "CC BY-SA 4.0")
"""Du, Shao and Cardie, "Learning to Ask", 2017 (https://arxiv.org/abs/1705.00106): SQuAD's training set by
sentence."""

UNANSWERABLE = Source("haichao592", "UnAnsQ", "2400c7533624099ed3a3e1901ac43535ef24f034", "CC BY-SA 4.0")
"""Zhu and others, "Learning to Ask Unanswerable Questions", 2019 (https://arxiv.org/abs/1906.06045): SQuAD
2.0's questions without an answer, each beside the one with an answer that it looks like."""

SELQA = Source("emorynlp", "selqa", "fef3d6ac6944e2d4237165d90e5f859c71676bdd", "Apache-2.0")
"""Jurczyk, Zhai and Choi, "SelQA", 2016 (https://arxiv.org/abs/1606.08513)."""

FAIRYTALE_QA = Source("uci-soe", "FairytaleQAData", "a24ddc17364666b7c13a425b9970c87368b03417", "Apache-2.0")
"""Xu and others, "Fantastic Questions and Where to Find Them", 2022 (https://arxiv.org/abs/2203.13947)."""

SOURCES = (LEARNING_TO_ASK, UNANSWERABLE, SELQA, FAIRYTALE_QA)


class PublicQuestionsError(Exception):
    """A data set isn't there."""


def file_in(folder: Path, source: Source, path: str) -> Path:
    """A file or folder of a source's clone. Raises PublicQuestionsError where it isn't there."""
    found = folder / source.name / path
    if not found.exists():
        clone = f"git clone https://github.com/{source.owner}/{source.name} {folder / source.name}"
        raise PublicQuestionsError(
            f"{found} isn't there: {clone} && git -C {folder / source.name} checkout {source.commit}"
        )
    return found


def lines_of(file: Path) -> list[str]:
    """The lines of a text file, without their ends."""
    return file.read_text(encoding="utf-8").split("\n")[:-1]
