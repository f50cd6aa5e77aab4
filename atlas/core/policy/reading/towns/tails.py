"""What names of towns end with, and the words in front of which such an end is none: one list for all rules of towns."""

from __future__ import annotations

from atlas.core.places.towns import TOWN_TAILS

#: The ends as such, whatever follows.
ANY_TAIL = "|".join(TOWN_TAILS)
# 城镇化, 镇区, 镇域, and counties that begin with 镇 (镇江, 镇远).
_NO_TOWN = "化区域级江远海平原雄赉巴康宁沅"
_TOWN = f"镇(?![{_NO_TOWN}])"
# 乡村, 乡镇, 乡贤.
_TOWNSHIP = "乡(?![村土镇亲贤愁情音])"
#: Right behind a place, where 乡 alone says too little.
OWN_TAIL = f"{_TOWN}|街道|苏木"
#: Right behind a place and a few signs.
TAIL_BEHIND_PLACE = f"{OWN_TAIL}|{_TOWNSHIP}"
#: Anywhere in a text, of names that the table has: 村镇银行 ends none, 街道两侧 is a street, 古镇镇 ends but once.
TAIL_IN_TEXT = f"镇(?![镇安坪{_NO_TOWN}]|银行)|{_TOWNSHIP}|街道(?![路两景绿化灯])|苏木"
