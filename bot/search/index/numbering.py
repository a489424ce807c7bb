"""Segments: articles that were read together, with their words and stems numbered as they first appear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.search.index.appearance import in_order
from bot.search.index.token_table import TokenTable


@dataclass(frozen=True, eq=False)
class Segment:
    """Articles that were read together: their tokens, and the stems and surfaces of these."""

    tokens: TokenTable
    stems: Sequence[str]
    surfaces: Sequence[str]


def renumbered(segment: Segment) -> Segment:
    """The same with words, stems, surfaces and sections numbered as they first appear, without gaps."""
    tokens = segment.tokens
    words, word_numbers = in_order(tokens.word_of_token, len(tokens.surface_of_word))
    stem_of_word, surface_of_word = tokens.stem_of_word[words], tokens.surface_of_word[words]
    appearing = np.concatenate([stem_of_word, tokens.extra_stems, tokens.heading_stems])
    stems, stem_numbers = in_order(appearing, len(segment.stems))
    surfaces, surface_numbers = in_order(surface_of_word, len(segment.surfaces))
    sections, section_of_passage = np.unique(tokens.section_of_passage, return_inverse=True)
    return Segment(
        replace(
            tokens,
            word_of_token=word_numbers[tokens.word_of_token],
            surface_of_word=surface_numbers[surface_of_word],
            stem_of_word=stem_numbers[stem_of_word],
            is_stop_word=tokens.is_stop_word[words],
            extra_stems=stem_numbers[tokens.extra_stems],
            section_of_passage=section_of_passage.astype(np.int32),
            heading_stems=stem_numbers[tokens.heading_stems],
            heading_sections=np.searchsorted(sections, tokens.heading_sections).astype(np.int32),
        ),
        [segment.stems[number] for number in stems.tolist()],
        [segment.surfaces[number] for number in surfaces.tolist()],
    )
