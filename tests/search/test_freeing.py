"""An index ends when nobody uses it: the bot exempts from the garbage collection what it starts with."""

from __future__ import annotations

import gc
import weakref

from bot.search import Index
from tests.search.making import article_of


def test_an_index_is_freed_without_the_garbage_collection() -> None:
    index = Index([article_of(["The falcon nests on the tower.", "Boats cross the lake."], title="Tower")])
    assert index.search("Where does the falcn nest?").hits  # what is remembered of a question leads to it too
    parts = index.parts_of("en")
    assert parts is not None
    last = weakref.ref(parts)
    gc.disable()
    try:
        del index, parts
        assert last() is None
    finally:
        gc.enable()
