"""Measure how well Footnote finds answers, beside public engines, on articles with questions.

    python -m tests.benchmarks.quality FILE [--typos]

FILE is in SQuAD 2.0's format; each of its articles is a library of its own. Footnote's weights are
cross-validated: fitted on articles, tested on others. --typos also mistypes a word of every question.
The reliability of the confidence goes into tests/benchmarks/output/ (an SVG and its numbers).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import perf_counter

from bot.search import Index
from bot.search.text.tokenizer import Tokenizer
from tests.benchmarks.footnote import ask_foreign, ask_own, cross_validated_indices, own_sentences
from tests.benchmarks.measures import reliability, row_of, table
from tests.benchmarks.outcomes import Outcome
from tests.benchmarks.peers import PEERS, Scorer
from tests.benchmarks.squad import Topic, read_squad, sentences_of
from tests.benchmarks.training import examples_of
from tests.benchmarks.typos import with_typo

OUTPUT = Path(__file__).with_name("output")
FOREIGN = 1000
"""Questions of the other articles that each article is asked."""

SMALL_TALK = Path(__file__).with_name("small_talk_unseen.txt")
"""What is said to the bot itself: none of the lines that the confidence was fitted on."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--typos", action="store_true")
    arguments = parser.parse_args()
    topics = read_squad(arguments.file)
    foreign = [_foreign(topics, place) for place in range(len(topics))]
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    print(f"{len(topics)} articles, {sum(len(t.questions) for t in topics)} questions", flush=True)

    examples = [examples_of(topics, place) for place in range(len(topics))]
    indices = cross_validated_indices(topics, examples)
    begin = perf_counter()
    for topic in topics:
        Index([topic.article])
    build = (perf_counter() - begin) / len(topics)
    ours: list[Outcome] = []
    mistyped: list[Outcome] = []
    random, tokenizer = Random(0), Tokenizer("en")
    for topic, index, others in zip(topics, indices, foreign, strict=True):
        ours += ask_own(topic, index, [q.text for q in topic.questions])
        ours += ask_foreign(topic, index, "off", others) + ask_foreign(topic, index, "talk", talk)
        if arguments.typos:
            mistyped += ask_own(topic, index, [with_typo(q.text, tokenizer, random) for q in topic.questions])
    rows = [
        row_of("Footnote", ours, build, mistyped),
        row_of("Footnote at 0.5", ours, build, mistyped, at=0.5),
    ]
    for name, engine in PEERS.items():
        outcomes: list[Outcome] = []
        begin = perf_counter()
        for topic in topics:
            engine(topic.paragraphs)
        build = (perf_counter() - begin) / len(topics)
        for topic, others in zip(topics, foreign, strict=True):
            outcomes += _ask_peer(engine(topic.paragraphs), topic, others, talk, engine)
        rows.append(row_of(name, outcomes, build))
    print(table(rows))
    found = [own_sentences(topic, index) for topic, index in zip(topics, indices, strict=True)]
    first, asked = (sum(counts) for counts in zip(*found, strict=True))
    print(f"A passage's own sentence, asked, finds it first: {100 * first / asked:.2f} % of {asked}")
    _write_reliability(ours)


def _foreign(topics: Sequence[Topic], place: int) -> list[str]:
    others = [q.text for topic in topics if topic is not topics[place] for q in topic.questions]
    return Random(f"measured {place}").sample(others, min(FOREIGN, len(others)))


def _ask_peer(
    scorer: Scorer, topic: Topic, others: Sequence[str], talk: Sequence[str], engine: object
) -> list[Outcome]:
    """A peer's outcomes; it highlights the sentence of its best passage that it scores best among all."""
    cut = [sentences_of(text) for text in topic.paragraphs]
    by_sentence: Scorer = engine([s for sentences in cut for s in sentences])  # type: ignore[operator]
    firsts = [sum(len(sentences) for sentences in cut[:place]) for place in range(len(cut))]
    outcomes: list[Outcome] = []
    for asked in topic.questions:
        begin = perf_counter()
        scores = scorer(asked.text)
        seconds = perf_counter() - begin
        order = sorted(range(len(scores)), key=lambda place: -scores[place])
        best = order[0]
        inside = by_sentence(asked.text)[firsts[best] : firsts[best] + len(cut[best])]
        sentence = cut[best][max(range(len(inside)), key=inside.__getitem__)]
        passage = topic.article.passages[asked.passage]
        answers = [passage.sentences[number].of(passage.text) for number in asked.sentences]
        right = best == asked.paragraph - 1
        outcomes.append(
            Outcome(
                kind="own" if asked.answerable else "impossible",
                article=topic.article.id,
                question=asked.text,
                score=float(scores[best]),
                rank=order.index(asked.paragraph - 1),
                sentence_right=right and sentence in answers,
                seconds=seconds,
            )
        )
    for kind, questions in (("off", others), ("talk", talk)):
        outcomes += [Outcome(kind, topic.article.id, q, float(max(scorer(q)))) for q in questions]
    return outcomes


def _write_reliability(outcomes: Sequence[Outcome]) -> None:
    points = reliability(outcomes)
    OUTPUT.mkdir(exist_ok=True)
    lines = ["confidence  answered here  questions"]
    lines += [f"{mean:10.3f}  {share:13.3f}  {count:9d}" for mean, share, count in points]
    (OUTPUT / "reliability.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    dots = "".join(
        f'<circle cx="{40 + 400 * mean:.1f}" cy="{440 - 400 * share:.1f}" r="5"/>'
        for mean, share, _ in points
    )
    (OUTPUT / "reliability.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480" font-family="sans-serif">'
        '<rect width="480" height="480" fill="white"/>'
        '<path d="M40 440H440M40 440V40" stroke="black"/><path d="M40 440L440 40" stroke="grey"/>'
        f'{dots}<text x="180" y="470">confidence</text>'
        '<text x="45" y="30">share of questions that the article answers</text></svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
