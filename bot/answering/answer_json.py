"""Answer → JSON. Its form is stable: programs read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.answering.answer import Answer, AnsweringPassage, Attribution, CitedFootnote
from bot.answering.bibliography import csl_json, footnote_csl_json
from bot.library import Footnote, License, Link


def answer_as_json(answer: Answer, *, explain: bool = False) -> dict[str, Any]:
    """The answer as values that `json.dumps` takes. `explain`: with the reasons for each passage."""
    shown: dict[str, Any] = {
        "question": answer.question,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "passages": [_passage(passage, explain) for passage in answer.passages],
    }
    if not answer.answered or answer.nearest:
        shown["nearest"] = [_passage(passage, explain) for passage in answer.nearest]
        shown["suggestions"] = list(answer.suggestions)
        shown["closest"] = answer.closest
        if answer.language_gap:
            gap = answer.language_gap
            shown["language"] = {"question": gap.question, "articles": list(gap.articles)}
    if answer.small_talk:
        shown["small_talk"] = answer.small_talk.value
    if answer.reaction:
        shown["reaction"] = answer.reaction.value
    if answer.about:
        shown["about"] = answer.about
        shown["unshown"] = answer.unshown
    if answer.about == "footnotes":
        credited = {attribution.article: attribution for attribution in answer.attributions}
        shown["footnotes"] = [_cited(cited, credited.get(cited.article)) for cited in answer.cited]
        shown["missing"] = list(answer.missing)
    if answer.matched:
        shown["matched"] = list(answer.matched)
    if answer.halves:
        shown["halves"] = [answer_as_json(half, explain=explain) for half in answer.halves]
        shown["left"] = list(answer.left)
    shown["attributions"] = [_attribution(attribution) for attribution in answer.attributions]
    return shown


def _passage(answering: AnsweringPassage, explain: bool) -> dict[str, Any]:
    passage = answering.passage
    shown: dict[str, Any] = {
        "article": passage.article,
        "passage": passage.id,
        "paragraph": passage.paragraph,
        "section": passage.section,
        "score": round(answering.score, 4),
        "text": passage.text,
        "highlight": {
            "text": answering.highlight_text,
            "footnotes": list(answering.highlight_footnotes),
            "links": _links(answering.highlight_links),
            "start": answering.place.start + answering.highlight.start,
            "end": answering.place.start + answering.highlight.end,
        },
        "footnotes": [_footnote(footnote) for footnote in answering.footnotes],
        "lead": passage.lead,
        "links": _links(passage.links),
        "digest": f"sha256:{answering.digest}",
        "start": answering.place.start,
        "end": answering.place.end,
    }
    if explain:
        why = answering.explanation
        shown["explanation"] = {
            "confidence": round(answering.confidence, 4),
            "terms": [
                {"word": term.word, "weight": round(term.weight, 4), "held": round(term.held, 4)}
                for term in why.terms
            ],
            "score_shares": {each.feature.name: round(each.value, 4) for each in why.score},
            "confidence_shares": {each.feature.name: round(each.value, 4) for each in why.confidence},
        }
    return shown


def _footnote(footnote: Footnote) -> dict[str, Any]:
    return {
        "number": footnote.number,
        "text": footnote.text,
        "links": _links(footnote.links),
        "cites": list(dict.fromkeys(marker.number for marker in footnote.markers)),
    }


def _cited(cited: CitedFootnote, attribution: Attribution | None) -> dict[str, Any]:
    sentences = [
        {"passage": each.passage.id, "paragraph": each.passage.paragraph, "text": each.text}
        for each in cited.sentences
    ]
    csl = footnote_csl_json(attribution, cited.footnote) if attribution else None
    return {"article": cited.article, **_footnote(cited.footnote), "sentences": sentences, "csl": csl}


def _links(links: Iterable[Link]) -> list[dict[str, Any]]:
    """Links with their offsets in the text that they stand in."""
    return [{"start": link.start, "end": link.end, "url": link.url} for link in links]


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "article": attribution.article,
        "title": attribution.title,
        "authors": list(attribution.source.authors),
        "source_url": attribution.source.url,
        "license": attribution.license.name,
        "license_url": attribution.license.url,
        "notice": attribution.license.notice,
        "licenses": [_license(license) for license in attribution.license.choices],
        "changes": attribution.changes,
        "csl": csl_json(attribution),
    }


def _license(license: License) -> dict[str, Any]:
    return {
        "name": license.name,
        "url": license.url,
        "spdx": license.spdx,
        "share_alike": license.share_alike,
        "non_commercial": license.non_commercial,
        "no_derivatives": license.no_derivatives,
    }
