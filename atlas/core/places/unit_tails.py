"""Signs with which the names of units end, and what a plan calls all of its area by them: 全省, 全旗, 各县."""

from __future__ import annotations

#: Of units that may hold counties; a city and a district may be a county as well.
LARGER_TAILS = "省区市州盟"
#: Of units that only counties are.
COUNTY_TAILS = "县旗"
#: Of all.
UNIT_TAILS = LARGER_TAILS + COUNTY_TAILS
#: Of those that a larger area is made of.
PART_TAILS = UNIT_TAILS.removeprefix("省")
#: What stands for all of an area whose name has none of these tails.
WHOLE_AREA = "全域"
#: For each tail, what a plan calls all of its area.
WHOLE_WORDS = {tail: f"全{tail}" for tail in UNIT_TAILS}
#: Pattern of such a word that names a unit; what may not follow it (全市场, 全区域) is for each rule to say.
WHOLE_UNIT = f"全[{UNIT_TAILS}]"
#: The same, 全域 as well.
WHOLE = f"全[{UNIT_TAILS}域]"
#: Pattern of the parts of an area, each of them: 各县, 各地.
EACH = f"各[地{PART_TAILS}]"
