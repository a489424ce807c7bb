"""Measure how well Footnote finds answers, beside public engines, on articles with questions.

    python -m tests.benchmarks.quality FILE [--typos] [--many [--entries FOLDER]]

FILE is in SQuAD 2.0's format; each of its articles is a library of its own. Footnote's weights are
cross-validated: fitted on articles, tested on others. --typos also mistypes a word of every question, --many
puts each article into libraries of 10 and 40 (tests/benchmarks/many.py), and all of them among 9,000 and
100,000 other passages (tests/benchmarks/large_libraries.py). "Footnote" is as it is shipped, with meaning;
"words" is Footnote without. The reliability of the confidence goes into tests/benchmarks/output/ (an SVG and
its numbers).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random
from time import perf_counter

from bot.search import Index
from bot.search.text.tokenizer import Tokenizer
from bot.search.training.squad import AnnotatedArticle, read_squad
from bot.search.training.weights import read_meaning
from tests.benchmarks.footnote import ask_foreign, ask_own, cross_validated_models, own_sentences
from tests.benchmarks.large_libraries import print_large
from tests.benchmarks.many import print_many
from tests.benchmarks.measures import reliability, row_of, table
from tests.benchmarks.outcomes import Outcome
from tests.benchmarks.peers import PEERS, Scorer, sentences_of
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
    parser.add_argument("--many", action="store_true")
    parser.add_argument(
        "--entries", type=Path, help="a folder of WordNet's files, for a dictionary's entries"
    )
    arguments = parser.parse_args()
    articles = read_squad(arguments.file)
    foreign = [_foreign(articles, place) for place in range(len(articles))]
    talk = SMALL_TALK.read_text(encoding="utf-8").splitlines()
    print(f"{len(articles)} articles, {sum(len(t.questions) for t in articles)} questions", flush=True)

    meaning = read_meaning(articles)
    models = cross_validated_models(articles, meaning)
    begin = perf_counter()
    for annotated in articles:
        Index([annotated.article])
    build = (perf_counter() - begin) / len(articles)
    rows = []
    for name, vectors in (("Footnote", meaning), ("words", None)):
        indices = [
            Index([each.article], model, meaning=vectors)
            for each, model in zip(articles, models, strict=True)
        ]
        outcomes: list[Outcome] = []
        mistyped: list[Outcome] = []
        random, tokenizer = Random(0), Tokenizer("en")
        for annotated, index, others in zip(articles, indices, foreign, strict=True):
            outcomes += ask_own(annotated, index, [q.text for q in annotated.questions])
            outcomes += ask_foreign(annotated, index, "off", others)
            outcomes += ask_foreign(annotated, index, "talk", talk)
            if arguments.typos:
                mistyped += ask_own(
                    annotated, index, [with_typo(q.text, tokenizer, random) for q in annotated.questions]
                )
        rows += [
            row_of(name, outcomes, build, mistyped),
            row_of(f"{name} at 0.5", outcomes, build, mistyped, at=0.5),
        ]
        if arguments.typos:
            print(_surer(name, outcomes, mistyped), flush=True)
        if vectors is not None:
            _write_reliability(outcomes)
        found = [own_sentences(annotated, index) for annotated, index in zip(articles, indices, strict=True)]
        first, asked = (sum(counts) for counts in zip(*found, strict=True))
        print(
            f"{name}: a passage's own sentence, asked, finds it first: {100 * first / asked:.2f} % of {asked}"
        )
    for name, engine in PEERS.items():
        outcomes = []
        begin = perf_counter()
        for annotated in articles:
            engine(annotated.paragraphs)
        build = (perf_counter() - begin) / len(articles)
        for annotated, others in zip(articles, foreign, strict=True):
            outcomes += _ask_peer(engine(annotated.paragraphs), annotated, others, talk, engine)
        rows.append(row_of(name, outcomes, build))
    print(table(rows), flush=True)
    if arguments.many:
        print_many(articles, models, meaning, talk)
        print_large(articles, models, meaning, talk, arguments.entries)


def _surer(name: str, outcomes: Sequence[Outcome], mistyped: Sequence[Outcome]) -> str:
    """How many own questions gain by a slip: more than 0.02 of confidence, and from a no to a yes."""
    own = [each.score for each in outcomes if each.kind in ("own", "impossible")]
    pairs = list(zip(own, [each.score for each in mistyped], strict=True))
    gained = sum(slip > right + 0.02 for right, slip in pairs)
    became = sum(right < 0.5 <= slip and slip > right + 0.02 for right, slip in pairs)
    return (
        f"{name}: surer by more than 0.02 when mistyped: {100 * gained / len(pairs):.2f} % of {len(pairs)};"
        f" from a no to a yes: {100 * became / len(pairs):.2f} %"
    )


def _foreign(articles: Sequence[AnnotatedArticle], place: int) -> list[str]:
    others = [
        q.text for annotated in articles if annotated is not articles[place] for q in annotated.questions
    ]
    return Random(f"measured {place}").sample(others, min(FOREIGN, len(others)))


def _ask_peer(
    scorer: Scorer, annotated: AnnotatedArticle, others: Sequence[str], talk: Sequence[str], engine: object
) -> list[Outcome]:
    """A peer's outcomes; it highlights the sentence of its best passage that it scores best among all."""
    cut = [sentences_of(text) for text in annotated.paragraphs]
    by_sentence: Scorer = engine([s for sentences in cut for s in sentences])  # type: ignore[operator]
    firsts = [sum(len(sentences) for sentences in cut[:place]) for place in range(len(cut))]
    outcomes: list[Outcome] = []
    for asked in annotated.questions:
        begin = perf_counter()
        scores = scorer(asked.text)
        seconds = perf_counter() - begin
        order = sorted(range(len(scores)), key=lambda place: -scores[place])
        best = order[0]
        inside = by_sentence(asked.text)[firsts[best] : firsts[best] + len(cut[best])]
        sentence = cut[best][max(range(len(inside)), key=inside.__getitem__)]
        passage = annotated.article.passages[asked.passage]
        answers = [passage.sentences[number].of(passage.text) for number in asked.sentences]
        right = best == asked.paragraph - 1
        outcomes.append(
            Outcome(
                kind="own" if asked.is_answerable else "impossible",
                article=annotated.article.id,
                question=asked.text,
                score=float(scores[best]),
                rank=order.index(asked.paragraph - 1),
                sentence_right=right and sentence in answers,
                seconds=seconds,
            )
        )
    for kind, questions in (("off", others), ("talk", talk)):
        outcomes += [Outcome(kind, annotated.article.id, q, float(max(scorer(q)))) for q in questions]
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
