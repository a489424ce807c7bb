"""The index reads a text as the tokenizer does, though it looks each word up by how it is written."""

from __future__ import annotations

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.search.index.builder import build_corpus
from bot.search.text.tokenizer import Tokenizer
from tests.search.making import article_of

LANGUAGES = ("en", "de", "tr", "vi", "ja", "ko")

FRAGMENTS = (
    "the US us It's rock'n'roll co-leader 1,000 3.5 10BASE5 125p 4th 1920s 4th5 U.S. Node.js C++ AT&T .NET "
    "a_b Die der Der Ein IRA Istanbul ISTANBUL İzmir ırak café Café naïve 東京に行く 서울에서 ไทย १९ 4️⃣ ℹ ʼs "
    "'s ' - ‑ . ; x" + "y" * 120
).split(" ")

TEXTS = (
    st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=12)
    .flatmap(lambda parts: st.sampled_from([" ".join(parts), "".join(parts), "-".join(parts)]))
    .filter(str.strip)
)


@cache
def tokenizer_of(language: str) -> Tokenizer:
    """One for all examples."""
    return Tokenizer(language)


@given(TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
@example("Der Der der, Fiat 125p 10BASE5 and 4th5.", "de")
@example(" ".join(FRAGMENTS), "en")
@example("The mill stood. 's It burned in 1917. \0 Nobody came back to \0the mill.", "en")
@example("Yang yang Yang. Yang.", "id")
def test_the_index_holds_the_tokens_of_each_sentence(text: str, language: str) -> None:
    tokenizer = tokenizer_of(language)
    article = article_of([text], language=language)
    sentences = [span.of(passage.text) for passage in article.passages for span in passage.sentences]
    corpus = build_corpus([article], tokenizer)
    tokens, surfaces, stems = corpus.tokens, list(corpus.surfaces), list(corpus.stems)
    for number, sentence in enumerate(sentences):
        words = tokens.word_of_token[tokens.sentence_offsets[number] : tokens.sentence_offsets[number + 1]]
        found = [
            (surfaces[tokens.surface_of_word[word]], stems[tokens.stem_of_word[word]], bool(is_stop))
            for word, is_stop in zip(words, tokens.is_stop_word[words], strict=True)
        ]
        assert found == [(word.surface, word.stem, word.is_stop) for word in tokenizer.tokens(sentence)]


@given(TEXTS, st.sampled_from(LANGUAGES))
@settings(max_examples=60, deadline=None)
@example("The US and It's mill", "en")
@example("Yang Yang", "id")
def test_the_index_holds_the_words_of_headings_but_for_stop_words(heading: str, language: str) -> None:
    tokenizer = tokenizer_of(language)
    corpus = build_corpus([article_of(["A mill."], language=language, sections=[heading])], tokenizer)
    stems = list(corpus.stems)
    assert [stems[number] for number in corpus.tokens.heading_stems] == tokenizer.content_stems(heading)
