"""Fuzz one target, or all of them: `python -m tests.fuzzing TARGET --seconds N`.

What breaks a property, or takes longer than ten seconds, ends the run: its input is written to
`tests/fuzzing/output/` and belongs into `tests/hostile/findings.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import atheris
import click

OUTPUT = Path(__file__).parent / "output"
SLOW = 10
"""Seconds after which an input counts as a finding."""

LONGEST = 4000
"""Bytes of an input."""

INSTRUMENTED = ["bot", "markdown_it", "mdit_py_plugins", "yaml"]

with atheris.instrument_imports(include=INSTRUMENTED):
    from tests.hostile.properties import TARGETS
    from tests.hostile.questions import worst_questions

SEEDS = {
    "article": [
        "A *b*[^1] `c`\n\n> - 1. d\n\n## e\n\n[^1]: f",
        "```\na\n```\n<!-- b -->\n[a]: b 'c'\n\n![d](e)",
    ],
    "front_matter": ["title: T\nlicense:\n  name: L\n  url: https://a.b\nquestions: [a]\naliases: {a: b}"],
    "pasted_page": ["== A ==\nb[1] c[note 1]\n\nNotes\nnote 1. d\nReferences\n1. e"],
    "rendering": ["Who? **a** <@1> [b](https://c.d)" * 2],
    "custom_id": ["open:context/AAAAAAAA:0", "article/trotskyism/00000000", "settings:page:1", "[4]"],
    "settings": ["passages: 3\nconfidence: 0.5\nshard_ids: 0-3\ndata: ~/x\nlog_level: DEBUG", "0-3,5"],
}
"""Where a target begins; questions begin with the worst that are known."""


@click.command()
@click.argument("target", type=click.Choice([*TARGETS, "all"]))
@click.option("--seconds", type=click.IntRange(1), default=60, show_default=True, help="For each target.")
def main(target: str, seconds: int) -> None:
    """Fuzz TARGET, a door to other people's words."""
    if target != "all":
        _fuzz(target, seconds)
        return
    command = [sys.executable, "-m", "tests.fuzzing", "--seconds", str(seconds)]
    # libFuzzer ends its process.
    failed = [name for name in TARGETS if subprocess.run([*command, name], check=False).returncode]
    click.echo(
        f"{len(TARGETS) - len(failed)} of {len(TARGETS)} targets hold"
        + "".join(f"; {n} fails" for n in failed)
    )
    sys.exit(1 if failed else 0)


def _fuzz(target: str, seconds: int) -> None:
    corpus = OUTPUT / target
    corpus.mkdir(parents=True, exist_ok=True)
    seeds = SEEDS.get(target) or [*worst_questions(["trotsky", "revolution"]).values()]
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed.encode("utf-8", "surrogatepass"))

    def one(data: bytes) -> None:
        TARGETS[target](data.decode("utf-8", "replace"))

    options = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOW}",
        f"-artifact_prefix={OUTPUT}/{target}-",
        "-print_final_stats=1",
    ]
    atheris.Setup(["tests.fuzzing", *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
