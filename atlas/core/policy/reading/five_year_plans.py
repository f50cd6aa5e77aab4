"""The five-year plans of the state, in both spellings: “十五五” and 第十五个五年规划."""

from __future__ import annotations

# Last year of each, by its number.
_ENDS = {"十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035, "十七": 2040, "十八": 2045}
_NUMBERS = "|".join(_ENDS)
#: Years that a plan takes.
YEARS = 5
#: A plan; the group ``plan`` is its number. 二十四五 is another number.
PLAN_WITH_NUMBER = rf"(?<![一二三四五六七八九])第?[“\"]?(?P<plan>{_NUMBERS})(?:个五年(?:规划|计划)?|五)[”\"]?"
#: A plan, for patterns that ask no more of it.
PLAN = PLAN_WITH_NUMBER.replace("?P<plan>", "?:")


def end_of_plan(number: str) -> int:
    """Last year of a five-year plan.

    Parameters
    ----------
    number
        As in the group of ``PLAN_WITH_NUMBER``.

    Returns
    -------
    int
        Year.

    Examples
    --------
    >>> end_of_plan("十五")
    2030
    """
    return _ENDS[number]
