"""Values in footnote.yaml that nobody means well."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings

NESTED = "[x, x, x, x, x, x, x, x, x]"
BOMB = "&a " + NESTED
for inner, outer in zip("abcdefgh", "bcdefghi", strict=True):
    BOMB = f"&{outer} [{BOMB}, " + ", ".join([f"*{inner}"] * 8) + "]"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"shard_ids: [{BOMB}]", "shard_ids: 'a list in a list' is no shard"),
        (f"passages: {BOMB}", "passages: input should be a valid integer"),
        (f"data: {BOMB}", "data: input is not a valid path"),
        (f"x: {BOMB}", "x: no such setting"),
        ("shard_ids: " + "9" * 5000, "shard_ids: '99999999999999999999…' is no shard"),
        ("patience: " + "9" * 4000, "patience: input should be less than or equal to"),
        ("passages: " + "9" * 10_000, "passages: unable to parse"),
        ("confidence: nan", "confidence: input should be less than or equal to 1"),
        ("confidence: .inf", "confidence: input should be a valid number"),
        ("passages: 2024-01-01", "passages: input should be a valid integer"),
        ("passages: !!python/object/apply:os.system [id]", "passages: "),
        ("<<: {passages: 3}", "a setting's name must be one word"),
        ("passages:\t3", "bad YAML"),
        ("passages: " + "{a: " * 3000, "bad YAML"),
        ("a: &a [*a]", "a has a value that can't be read"),
    ],
)
def test_a_value_that_grows_or_is_none_is_told_in_one_short_line(
    tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "footnote.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(file, {})
    message = str(caught.value).removeprefix(str(file))
    assert told in message
    assert "\n" not in message
    assert len(message) < 400
