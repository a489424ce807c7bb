"""Lines by which a text states its own licence, and sentences that only tell of one."""

from __future__ import annotations

import pytest

from bot.library.licenses import states_own_license

STATED = """
Licensed under CC BY 4.0
By Jane Doe. This work is licensed under CC BY 4.0.
CC BY-SA 4.0
Text is available under CC BY-SA 4.0
Jane Doe · 2020 · CC BY 4.0
The text of this page is under CC BY 4.0.
Lizenz: CC BY-SA 4.0
Dieser Text steht unter CC BY-SA 4.0
Dieser Artikel ist unter der Lizenz CC BY-SA 4.0 veröffentlicht.
© 2020 Jane Doe, CC BY 4.0
License: MIT
Salt Road by Jane Doe is licensed under CC BY 4.0
This is licensed under a Creative Commons Attribution 4.0 International License.
Licensed under CC BY 4.0, by Jane Doe
Except where otherwise noted, content on this site is licensed under a CC BY 4.0 International license.
Unless otherwise noted, this page is available under CC BY-SA 4.0.
Cet article est publié sous licence CC BY-SA 4.0.
Content is available under CC-BY-SA unless otherwise noted.
This work is licensed under CC BY 4.0. To view it, visit https://creativecommons.org/licenses/by/4.0/.
First published in 2019. CC BY 4.0.
""".strip().split("\n")
TOLD = """
Blender is free software licensed under the GPL v2.
The GNU project published its licences under the GPL.
CC BY is a licence by Creative Commons.
The GPL is a licence.
This software is under the GPL
In 2001, Wikipedia's text was published under the GFDL.
This is the history of the GPL.
This article describes the GPL.
Released under the GPL in 1991, Linux is a kernel.
Licensed under the MIT License, jQuery is a JavaScript library.
All Wikipedia articles are licensed under CC BY-SA.
The article on the GPL is long.
Copyright law knows the GPL well.
This page explains how to license a work under CC BY 4.0.
Under the GPL, sources must be given.
The mill was built in 1790. This text is under CC BY 4.0.
It burned down. Licensed under CC BY 4.0
""".strip().split("\n")


@pytest.mark.parametrize("line", STATED)
def test_a_text_states_its_licence(line: str) -> None:
    assert states_own_license(line, "Salt Road")


@pytest.mark.parametrize("line", TOLD)
def test_a_sentence_that_tells_of_a_licence_states_none(line: str) -> None:
    assert not states_own_license(line, "Salt Road")


def test_a_long_line_is_looked_at_in_a_moment() -> None:
    for piece in ("by a", "a, B ", "\u00a9 a", "under the ", "Text is of the ", "- "):
        assert not states_own_license(f"{piece * 300} CC BY 4.0", "Salt Road")
        assert not states_own_license(f"{(piece * 300)[:270]} b c d. CC BY 4.0 is x", "Salt Road")
