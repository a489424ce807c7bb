"""The licence that a page's last line states, by its name there and with the version that it names."""

from __future__ import annotations

import pytest

from bot.library.licenses import CREATIVE_COMMONS, license_of

CC = "https://creativecommons.org/licenses"


@pytest.mark.parametrize(
    ("notice", "name", "url"),
    [
        ("Content is available under CC-BY-SA unless otherwise noted.", "CC-BY-SA", CREATIVE_COMMONS),
        ("Licensed CC BY-NC-SA 4.0.", "CC BY-NC-SA 4.0", f"{CC}/by-nc-sa/4.0/"),
        (
            "Available under the Creative Commons Attribution-ShareAlike License 4.0.",
            "Creative Commons Attribution-ShareAlike License 4.0",
            f"{CC}/by-sa/4.0/",
        ),
        (
            "Creative Commons Attribution-Share Alike 3.0 Unported; terms may apply.",
            "Creative Commons Attribution-Share Alike 3.0 Unported",
            f"{CC}/by-sa/3.0/",
        ),
        (
            "Creative Commons Attribution 4.0 International License",
            "Creative Commons Attribution 4.0 International",
            f"{CC}/by/4.0/",
        ),
        (
            "Creative Commons Attribution-ShareAlike License",
            "Creative Commons Attribution-ShareAlike",
            CREATIVE_COMMONS,
        ),
        ("Released as CC0 1.0.", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("In the public domain.", "public domain", None),
    ],
)
def test_the_name_and_version_stay_as_stated(notice: str, name: str, url: str | None) -> None:
    license = license_of(notice)
    assert license is not None
    assert (license.name, license.notice, license.url) == (name, notice, url)
