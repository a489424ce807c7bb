"""The question before, asked once more: with another question word, of another thing, in every language."""

from __future__ import annotations

from functools import cache

import pytest

from bot.answering import NO_CONTEXT, Answer, Answerer, Reaction, reply
from bot.library import Article, Library, parse_article
from bot.settings import Settings
from tests.search.making import article_of

MILLS = {
    "en": """Sarn Mill is a watermill on the river Orle. It has two wheels.

The mill was built by Tomas Harrow, a corn merchant.[^1] Work began in the spring of 1784.

The first wheel was swept away in 1799, because the weir gave way.[^2]

[^1]: Harrow, Family papers.
[^2]: Teck Gazette, 1799.""",
    "de": """Die Bergmühle ist eine Windmühle über dem Dorf. Sie hat vier Flügel.

Die Mühle wurde 1788 von dem Müller Jakob Stern gebaut.[^1]

[^1]: Kirchenbuch.""",
    "fr": """Le moulin de Vaux est un moulin à eau sur la rivière. Il possède deux roues.

Le moulin a été construit en 1755 par le meunier Paul Garin.[^1]

[^1]: Archives de Vaux.""",
    "es": """El molino de Vega es un molino de agua junto al río. Tiene dos ruedas.

El molino fue construido en 1761 por el molinero Pedro Salas.[^1]

[^1]: Archivo de Vega.""",
    "pt": """O moinho de Vale é um moinho de água junto ao rio. Tem duas rodas.

O moinho foi construído em 1742 pelo moleiro Paulo Nunes.[^1]

[^1]: Arquivo de Vale.""",
    "ru": """Мельница стоит у реки. У неё два колеса.

Мельница была построена в 1771 году купцом Иваном Громовым.[^1]

[^1]: Архив.""",
}
LIGHTHOUSES = {
    "en": """Corran Lighthouse stands on a rock off the coast.

The lighthouse was built by the engineer Ruth Alder between 1851 and 1854.[^1] It is 31 metres tall.

An electric lamp was fitted in 1923.

[^1]: Alder, Notes on a tower.""",
    "de": """Der Leuchtturm von Sand steht auf einer Insel vor der Küste.

Der Leuchtturm wurde 1861 von der Baumeisterin Klara Voss gebaut.[^1]

[^1]: Voss, Erinnerungen.""",
    "fr": """Le phare de Roc se dresse sur une île.

Le phare a été construit en 1848 par l'ingénieure Anne Morel.[^1]

[^1]: Morel, Souvenirs.""",
    "es": """El faro de Cabo está en una isla.

El faro fue construido en 1853 por la ingeniera Ana Morales.[^1]

[^1]: Morales, Memorias.""",
    "pt": """O farol do Cabo fica numa ilha.

O farol foi construído em 1850 pela engenheira Ana Lopes.[^1]

[^1]: Lopes, Memórias.""",
    "ru": """Маяк стоит на острове.

Маяк был построен в 1846 году инженером Анной Беловой.[^1]

[^1]: Белова, Записки.""",
}
TITLES = {
    "en": ("Sarn Mill", "Corran Lighthouse"),
    "de": ("Die Bergmühle", "Der Leuchtturm von Sand"),
    "fr": ("Le moulin de Vaux", "Le phare de Roc"),
    "es": ("El molino de Vega", "El faro de Cabo"),
    "pt": ("O moinho de Vale", "O farol do Cabo"),
    "ru": ("Мельница", "Маяк"),
}
BUILT = {
    "en": "who built the mill?",
    "de": "wer hat die Mühle gebaut?",
    "fr": "qui a construit le moulin ?",
    "es": "¿quién construyó el molino?",
    "pt": "quem construiu o moinho?",
    "ru": "кто построил мельницу?",
}
BUILDERS = {
    "en": "Ruth Alder",
    "de": "Klara Voss",
    "fr": "Anne Morel",
    "es": "Ana Morales",
    "pt": "Ana Lopes",
}
BUILDERS["ru"] = "Анной Беловой"


def _article(name: str, title: str, language: str, body: str) -> Article:
    head = f"---\ntitle: {title}\nlanguage: {language}\nlicense: CC0\n---\n\n"
    article, _ = parse_article(head + body + "\n", article=name, path=f"{name}.md")
    assert article is not None
    return article


@cache
def _answerer(language: str) -> Answerer:
    mill, lighthouse = TITLES[language]
    articles = (
        _article("mill", mill, language, MILLS[language]),
        _article("lighthouse", lighthouse, language, LIGHTHOUSES[language]),
    )
    return Answerer(Library(articles), Settings())


def _after(language: str, *said: str) -> Answer:
    """The answer to the last of what was `said`."""
    context, answer = NO_CONTEXT, None
    for each in said:
        answer = _answerer(language).answer(each, context=context)
        context = answer.context
    assert answer is not None
    return answer


def _said(answer: Answer) -> str:
    return reply(answer, TITLES["en"])


@pytest.mark.parametrize(
    ("language", "then", "told"),
    [
        ("en", "when?", "1784"),
        ("en", "and when was that?", "1784"),
        ("de", "wann?", "1788"),
        ("de", "in welchem Jahr?", "1788"),
        ("fr", "quand ?", "1755"),
        ("fr", "en quelle année ?", "1755"),
        ("es", "¿cuándo?", "1761"),
        ("es", "¿en qué año?", "1761"),
        ("pt", "quando?", "1742"),
        ("pt", "em que ano?", "1742"),
        ("ru", "когда?", "1771"),
        ("ru", "в каком году?", "1771"),
    ],
)
def test_another_question_word_asks_the_question_before_of_the_same_article(
    language: str, then: str, told: str
) -> None:
    answer = _after(language, BUILT[language], then)
    assert answer.answered
    assert told in answer.passages[0].highlight_text
    assert {each.passage.article for each in answer.passages} == {"mill"}


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "why?"),
        ("de", "warum?"),
        ("fr", "pourquoi ?"),
        ("es", "¿por qué?"),
        ("pt", "por quê?"),
        ("ru", "почему?"),
    ],
)
def test_where_no_sentence_gives_a_reason_the_bot_says_no(language: str, why: str) -> None:
    answer = _after(language, BUILT[language], why)
    assert (answer.answered, answer.passages, answer.again) == (False, (), False)
    assert _said(answer) == f"I found nothing about that in “{TITLES[language][0]}”."


def test_the_sentence_shown_last_is_named_where_it_holds_what_is_asked_and_else_not() -> None:
    swept = "when was the first wheel swept away?"
    assert _after("en", swept, "why?").again
    assert not _after("en", swept, "who?").answered
    assert not _after("en", BUILT["en"], "how?").answered


def test_a_sentence_beside_the_one_that_fits_is_shown_with_a_doubt() -> None:
    answer = _after("en", BUILT["en"], "when?")
    assert answer.passages[0].highlight_text == "Work began in the spring of 1784."
    assert (answer.sure, answer.again) == (False, False)


def test_after_such_a_no_the_same_article_is_still_spoken_of() -> None:
    assert "1784" in _after("en", BUILT["en"], "why?", "when?").passages[0].highlight_text
    asked = _after("en", BUILT["en"], "why?", "which book is that from?")
    assert (asked.answered, asked.cited) == (False, ())
    assert "showed nothing" in _said(asked)
    assert _said(_after("en", BUILT["en"], "why?", "are you sure?")).startswith("I found nothing")


@pytest.mark.parametrize(
    ("language", "then"),
    [
        ("en", "sorry, I meant the lighthouse"),
        ("en", "no, the lighthouse"),
        ("en", "not the mill, the lighthouse"),
        ("en", "the lighthouse, not the mill"),
        ("en", "not the mill but the lighthouse"),
        ("en", "and the lighthouse?"),
        ("en", "what about the lighthouse?"),
        ("en", "I said the lighthouse"),
        ("en", "no no the lighthouse!!"),
        ("en", "WHAT ABOUT THE LIGHTHOUSE"),
        ("de", "ich meinte den Leuchtturm"),
        ("de", "nein, den Leuchtturm"),
        ("de", "nicht die Mühle, sondern den Leuchtturm"),
        ("de", "und den Leuchtturm?"),
        ("de", "was ist mit dem Leuchtturm?"),
        ("fr", "je voulais dire le phare"),
        ("fr", "non, le phare"),
        ("fr", "pas le moulin, le phare"),
        ("fr", "et le phare ?"),
        ("es", "quería decir el faro"),
        ("es", "no el molino, sino el faro"),
        ("es", "¿y el faro?"),
        ("pt", "eu quis dizer o farol"),
        ("pt", "não o moinho, mas o farol"),
        ("pt", "e o farol?"),
        ("ru", "я имел в виду маяк"),
        ("ru", "не мельницу, а маяк"),
        ("ru", "а маяк?"),
    ],
)
def test_what_was_meant_is_asked_for_instead(language: str, then: str) -> None:
    answer = _after(language, BUILT[language], then)
    assert answer.answered
    assert BUILDERS[language] in answer.passages[0].highlight_text


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("when was the mill built?", "what about the lighthouse?", "1851"),
        ("when did the lighthouse get an electric lamp?", "how tall is it?", "31 metres"),
        ("who built sarn mill", "corran lighthouse, not the mill", "Ruth Alder"),
        ("what was swept away in 1799?", "what about in 1923?", "electric lamp"),
        ("how tall is it?", "I meant the lighthouse", "31 metres"),
    ],
)
def test_what_takes_whose_place_follows_from_the_question(first: str, then: str, told: str) -> None:
    assert told in _after("en", first, then).passages[0].highlight_text


def test_what_was_meant_and_stands_nowhere_is_not_answered_with_what_was_shown() -> None:
    answer = _after("en", BUILT["en"], "sorry, I meant the cathedral")
    assert not answer.answered


def test_a_question_of_its_own_is_not_carried_over() -> None:
    answer = _after("en", BUILT["en"], "no, when was the electric lamp fitted?")
    assert "1923" in answer.passages[0].highlight_text
    again = _after("en", BUILT["en"], "no, who built the mill?")
    assert (
        not again.answered
        or again.passages[0].highlight_text != "The mill was built by Tomas Harrow, a corn merchant.[1]"
    )


def test_what_was_rejected_is_not_shown_again_until_nothing_is_left() -> None:
    answer, shown = _after("en", BUILT["en"]), list[str]()
    shown += [each.passage.id for each in answer.passages]
    for said in ("that is wrong", "no", "nope", "no", "no", "no", "no"):
        answer = _answerer("en").answer(said, context=answer.context)
        assert answer.reaction is Reaction.COMPLAINT
        if not answer.nearest:
            break
        assert answer.nearest[0].passage.id not in shown
        assert answer.nearest[0].passage.article in {each.article for each in answer.attributions}
        shown.append(answer.nearest[0].passage.id)
    assert len(shown) > 2
    assert "no other passage" in _said(answer)
    assert not _answerer("en").answer("no", context=answer.context).nearest


def test_more_stays_in_one_article_and_says_where_it_goes_over() -> None:
    answer, articles = _after("en", "what was built by an engineer or a merchant?"), list[str]()
    assert answer.answered
    articles.append(answer.passages[0].passage.article)
    while True:
        answer = _answerer("en").answer("more", context=answer.context)
        if not answer.answered:
            break
        (article,) = {each.passage.article for each in answer.passages}
        changed = article != articles[-1]
        assert bool(answer.exhausted) is changed
        assert ("That is all in" in _said(answer)) is changed
        articles.append(article)
    assert sorted(articles, key=articles.index) == articles
    assert _said(answer) == "That is all I have on that."


@pytest.mark.parametrize("then", ["WHEN", "when tho", "when, idiot", "when??", "Thanks! And when?"])
def test_however_it_is_said_it_is_the_same_question(then: str) -> None:
    assert "1784" in _after("en", BUILT["en"], then).passages[0].highlight_text


def test_a_complaint_before_a_question_is_no_part_of_it() -> None:
    plain = _after("en", BUILT["en"])
    assert _after("en", f"this bot is garbage. {BUILT['en']}").passages == plain.passages


def test_a_reaction_behind_a_courtesy_is_one() -> None:
    source = _after("en", BUILT["en"], "Great, which book is that from?")
    assert [each.footnote.number for each in source.cited] == ["1"]
    assert _after("en", BUILT["en"], "thanks, more please").reaction is Reaction.MORE


@pytest.mark.parametrize("then", ["how old?", "how old is it?", "and how old is that?"])
def test_a_measure_is_asked_of_the_thing(then: str) -> None:
    answer = _after("en", "who built the lighthouse?", then)
    assert "between 1851 and 1854" in answer.passages[0].highlight_text


@pytest.mark.parametrize(
    ("first", "then", "is_answered"),
    [
        ("how were the children paid?", "how old were they?", False),
        ("who fled to Hamburg?", "how old was he?", False),
        ("who opened the ropeworks?", "how old is it?", True),
        ("who opened the factory?", "how old is it?", True),
        ("how were the children paid?", "how old is it?", True),
    ],
)
def test_a_measure_of_people_is_not_that_of_what_the_article_is_about(
    first: str, then: str, *, is_answered: bool
) -> None:
    passages = [
        "The ropeworks of Ellvik was a factory where six drowned. It was opened in 1782 by the widow Munthe.",
        "Children walked backwards with the hemp around their waists, and were paid by the mile.",
        "The contract was cancelled within a week, and a foreman fled to Hamburg.",
        "What remained of the walk is owned by a rowing club.",
    ]
    article = article_of(passages, title="Ropeworks of Ellvik")
    answerer = Answerer(Library((article,)), Settings())
    answer = answerer.answer(then, context=answerer.answer(first).context)
    assert answer.answered == is_answered


@pytest.mark.parametrize("years", ["21 May 1799 – 9 March 1847", "born 3 May 1799"])
def test_a_measure_of_people_is_that_of_an_article_about_a_person(years: str) -> None:
    passages = [f"Ada Holt ({years}) was an engineer.", "She built the mill of Orrin, and was 2 metres tall."]
    answerer = Answerer(Library((article_of(passages, title="Ada Holt"),)), Settings())
    answer = answerer.answer("how tall was she?", context=answerer.answer("who built the mill?").context)
    assert "2 metres" in answer.passages[0].highlight_text


def test_what_found_nothing_is_not_in_the_next_ones_way() -> None:
    answer = _after(
        "en", "tell me about Corran Lighthouse", "was it painted by trained zebras?", "how tall is it?"
    )
    assert "31 metres" in answer.passages[0].highlight_text


def test_of_another_thing_the_sentence_shown_last_only_may_be_the_answer() -> None:
    answer = _after("en", "when was the first wheel swept away?", "and the weir?")
    assert not (answer.again and answer.sure)
