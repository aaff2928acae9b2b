"""Dates in figures: the year that two digits mean, and the orders in which a day and a month may stand."""

from __future__ import annotations

PIVOT = 40  # "'41" and above belong to the 20th century, as POSIX has it for 69: news looks further back than ahead


def full_year(digits: str) -> int:
    """A year in full, from its digits: "12" is 2012, "53" 1953, "2017" and "476" are themselves."""
    year = int(digits)
    return year if len(digits) != 2 else year + (2000 if year <= PIVOT else 1900)


def orders(first: int, second: int) -> list[tuple[int, int]]:
    """The (day, month) pairs that two figures may be, the day first and then the month first; one where both agree.

    Whether the month has such a day is not asked: that takes a year.
    """
    pairs = dict.fromkeys(((first, second), (second, first)))
    return [(day, month) for day, month in pairs if 1 <= day <= 31 and 1 <= month <= 12]
