"""Operations on sorted runs and offsets, beside NumPy's own or plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.search.arrays import (
    LONG_RANGE,
    Ranges,
    code_points,
    concatenated_ranges,
    new_vocabulary,
    owner_of_each,
    smallest_unsigned,
    unique,
    unique_counts,
)

integers = st.lists(st.integers(0, 1000), max_size=40).map(lambda each: np.array(each, dtype=np.int64))


@given(integers)
def test_distinct_values_and_their_counts(numbers: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
    values, counts = np.unique(numbers, return_counts=True)
    np.testing.assert_array_equal(unique(numbers), values)
    for ours, numpys in zip(unique_counts(numbers), (values, counts), strict=True):
        np.testing.assert_array_equal(ours, numpys)
    np.testing.assert_array_equal(smallest_unsigned(numbers), numbers)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 9)), max_size=20))
def test_ranges_one_after_the_other(ranges: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in ranges], dtype=np.int64)
    ends = np.array([start + length for start, length in ranges], dtype=np.int64)
    expected = [number for start, length in ranges for number in range(start, start + length)]
    assert concatenated_ranges(starts, ends).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4 * LONG_RANGE)), max_size=20))
def test_values_of_ranges_some_of_which_follow_one_another(gaps_and_lengths: list[tuple[int, int]]) -> None:
    numbers = np.cumsum(np.array(gaps_and_lengths, dtype=np.int64).reshape(-1))
    starts, ends = numbers[::2], numbers[1::2]
    values = np.arange(1000, 1000 + int(numbers.max(initial=0)), dtype=np.int32)
    expected = values[concatenated_ranges(starts, ends)]
    np.testing.assert_array_equal(Ranges(starts, ends).of(values), expected)
    backwards = values[concatenated_ranges(starts[::-1], ends[::-1])]
    np.testing.assert_array_equal(Ranges(starts[::-1], ends[::-1]).of(values), backwards)


@given(st.lists(st.integers(0, 5), max_size=20))
def test_the_owner_of_each_member(sizes: list[int]) -> None:
    offsets = np.cumsum([0, *sizes])
    assert owner_of_each(offsets).tolist() == [owner for owner, size in enumerate(sizes) for _ in range(size)]


@given(st.lists(st.text(max_size=3)), st.text())
def test_strings_are_numbered_as_they_come_and_letters_by_unicode(words: list[str], text: str) -> None:
    vocabulary = new_vocabulary()
    numbers = [vocabulary[word] for word in words]
    assert [list(vocabulary)[number] for number in numbers] == words
    assert code_points(text).tolist() == list(map(ord, text))
