"""Public data sets → articles with questions to train on: from files like theirs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.search.training.public_questions import (
    PublicQuestionsError,
    fairytale_qa,
    selqa,
    squad_paragraphs,
    squad_sentences,
)
from bot.search.training.public_questions.tokenized_text import joined
from bot.search.training.squad import AnnotatedArticle


def _write(folder: Path, path: str, lines: Sequence[str]) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _asked(article: AnnotatedArticle) -> list[tuple[str, bool, str]]:
    """Each question, whether it is answered, and the sentence that answers it or would tempt a reader."""
    return [
        (each.text, each.is_answerable, article.article.passages[each.passage].words[each.sentences[0]])
        for each in article.questions
    ]


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("what is the mill 's name , if it has one ?", "what is the mill's name, if it has one?"),
        ("it is -lrb- so they say -rrb- `` old ''", 'it is (so they say) "old"'),
        ("did n't 4 , 500 of the so - called 1 . 5 % go ?", "didn't 4,500 of the so-called 1.5% go?"),
        ("their ' s and children ' s", "their's and children's"),
    ],
)
def test_tokens_are_joined_as_one_writes(tokens: str, text: str) -> None:
    assert joined(tokens) == text


def test_a_sentence_of_squad_has_its_questions_and_those_that_only_look_answered(tmp_path: Path) -> None:
    lines = squad_sentences.FIRST_LINES[-1] + 2
    sentences = [f"mill {line // 2} was built by anna {line // 2} ." for line in range(lines)]
    questions = [f"who built mill number {line} ?" for line in range(lines)]
    titles = [f"Mill_%C3%A9{number}" for number in range(len(squad_sentences.FIRST_LINES))]
    _write(tmp_path, "nqg/data/processed/src-test.txt", sentences)
    _write(tmp_path, "nqg/data/processed/tgt-test.txt", questions)
    _write(tmp_path, "nqg/data/doclist-test.txt", titles)
    _write(tmp_path, "UnAnsQ/QG/train-answerable-questions.txt", ["1\twho built mill number 270 ?\t4\t5"])
    _write(tmp_path, "UnAnsQ/QG/train-unanswerable-questions.txt", ["2\twho sold mill number 270 ?\t4\t5"])
    articles = list(squad_sentences.read(tmp_path))
    assert len(articles) == len(titles)
    second = articles[1]
    assert second.article.title == "Mill é1"
    assert _asked(second)[:3] == [
        ("who built mill number 269?", True, "mill 134 was built by anna 134."),
        ("who built mill number 270?", True, "mill 135 was built by anna 135."),
        ("who sold mill number 270?", False, "mill 135 was built by anna 135."),
    ]


def test_a_paragraph_of_squad_is_asked_what_it_answers_and_what_it_does_not(tmp_path: Path) -> None:
    text = "the windmill was built in 1871 . the windmill burned down in 1912 ."
    other = "a canal was dug in 1790 ."
    _write(tmp_path, "UnAnsQ/QG/dev-context.txt", [f"{text}\t7\t13", f"{other}\t0\t6", f"{text}\t0\t6"])
    right = ["when did the windmill burn ?", "when was the canal dug ?", "when built ?"]
    wrong = ["when was it sold ?", "when was it closed ?", "when was it drawn ?"]
    for name, questions in (("answerable", right), ("unanswerable", wrong)):
        lines = [f"{number}\t{text}\t5\t5" for number, text in enumerate(questions)]
        _write(tmp_path, f"UnAnsQ/QG/dev-{name}-questions.txt", lines)
    windmill, canal = squad_paragraphs.read(tmp_path)
    assert (windmill.article.title, canal.article.title) == ("windmill", "canal")
    assert _asked(windmill) == [
        ("when did the windmill burn?", True, "the windmill burned down in 1912."),
        ("when was it sold?", False, "the windmill burned down in 1912."),
        ("when built?", True, "the windmill was built in 1871."),
        ("when was it drawn?", False, "the windmill was built in 1871."),
    ]


def test_a_section_of_selqa_is_asked_in_both_ways(tmp_path: Path) -> None:
    sentences = [f"Sentence number {number} is about mills." for number in range(8)]
    entry = {"article": "Mill", "candidates": sentences, "answers": [7], "question": "What is  last?"}
    again = entry | {"question": "And the last one?"}
    unanswered = entry | {"answers": [], "question": "Nobody knows?"}
    _write(tmp_path, "selqa/ass/selqa-ass-dev.json", [json.dumps([entry])])
    _write(tmp_path, "selqa/ass/selqa-ass-test.json", [json.dumps([again, unanswered])])
    (article,) = selqa.read(tmp_path)
    assert _asked(article) == [
        ("What is last?", True, sentences[7]),
        ("And the last one?", True, sentences[7]),
    ]


def test_a_tale_is_asked_what_one_sentence_says(tmp_path: Path) -> None:
    folder = "FairytaleQAData/data-by-origin"
    columns = "question_id,local-or-sum,cor_section,attribute1,attribute2,question,ex-or-im1,answer1"
    questions = [
        "1,local,1,setting,,Where was the village?,explicit,by a wide river",
        "2,local,1,action,,Why did he sigh?,implicit,he was sad",
        "3,summary,1,action,,Who lived?,explicit,a miller",
        "4,local,2,action,,What happened?,explicit,something that stands nowhere",
    ]
    story = ["section,text", '1,"A village lay by a wide river. There a miller lived, and sighed."']
    _write(tmp_path, f"{folder}/questions/grimm/the-mill-questions.csv", [columns, *questions])
    _write(tmp_path, f"{folder}/section-stories/grimm/the-mill-story.csv", story)
    (article,) = fairytale_qa.read(tmp_path)
    assert article.article.title == "the mill"
    assert _asked(article) == [("Where was the village?", True, "A village lay by a wide river.")]


def test_what_is_not_there_is_told_with_the_command_that_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(PublicQuestionsError, match=r"git clone .*/emorynlp/selqa .* checkout"):
        list(selqa.read(tmp_path))
