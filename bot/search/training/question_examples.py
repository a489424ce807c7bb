"""Questions with the sentences that answer them, as the encoder of questions is trained on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bot.search.arrays import Ints
from bot.search.encoder import MOST_TOKENS, Encoder, compared_places
from bot.search.encoder.transformer import Floats
from bot.search.meaning import as_encoded
from bot.search.meaning.passage_vectors import lengths_of
from bot.search.meaning.question_vectors import weights_of
from bot.search.training.squad import AnnotatedArticle


@dataclass(frozen=True, slots=True, eq=False)
class ArticleVectors:
    """An article as it is compared: a row a sentence, a row a token, and the sentence of each token.

    All rows have length 1.
    """

    sentences: Floats
    tokens: Floats
    sentence_of_token: Ints


@dataclass(frozen=True, slots=True, eq=False)
class QuestionExample:
    """A question: its tokens, the places of those that are compared, what each counts, and what answers.

    `article` is the number of the article that was asked, `sentences` those of the ones that answer, there.
    """

    numbers: Sequence[int]
    compared: Sequence[int]
    weights: Floats
    article: int
    sentences: Sequence[int]


def vectors_of(annotated: AnnotatedArticle, encoder: Encoder) -> ArticleVectors:
    """An article's vectors, by the encoder of sentences."""
    texts = [text for passage in annotated.article.passages for text in passage.words]
    encoded = encoder.encode_tokens(texts)
    sentences: Floats = np.array([each.vector for each in encoded])
    tokens: Floats = np.concatenate([each.tokens for each in encoded])
    tokens /= lengths_of(tokens)[:, None]
    owners = np.repeat(np.arange(len(encoded)), [len(each.tokens) for each in encoded])
    return ArticleVectors(sentences, tokens, owners)


def examples_of(articles: Sequence[AnnotatedArticle], encoder: Encoder) -> Iterator[QuestionExample]:
    """The questions that the articles answer."""
    for number, annotated in enumerate(articles):
        counts = [len(passage.sentences) for passage in annotated.article.passages]
        firsts = (np.cumsum(counts) - counts).tolist()
        for question in annotated.questions:
            tokens, words = encoder.tokenizer.encode_words(as_encoded(question.text), MOST_TOKENS)
            compared = compared_places(words)
            if question.is_answerable and compared:
                yield QuestionExample(
                    tokens,
                    compared,
                    weights_of([words[place] for place in compared]),
                    number,
                    [firsts[question.passage] + sentence for sentence in question.sentences],
                )
