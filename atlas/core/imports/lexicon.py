"""What Chinese text of an office looks like: common characters, names of places and the usual words of fields.

Nothing is read from a file: characters come from the level-one zones of the national character sets, names from the
gazetteer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

#: Words that stand in headers and values of office tables, in both scripts. Our own list.
FIELD_WORDS = (
    "名称 名稱 面积 面積 周长 乡镇 鄉鎮 行政区 行政區 行政区划 区划代码 行政代码 代码 代碼 编码 編號 编号 序号 备注 備註 "
    "类型 類型 类别 等级 年份 年度 日期 时间 地址 位置 坐标 座標 经度 經度 纬度 緯度 高程 海拔 长度 宽度 人口 户数 单位 "
    "省 市 县 縣 区 區 乡 鄉 镇 鎮 村 州 省份 地市 市州 区县 县区 县名 县名称 街道 社区 村名 项目 项目名称 企业 企业名称 "
    "园区 产业 行业 投资 金额 产值 产量 规模 用途 地类 地类名称 地类编码 图斑 图斑编号 权属 权属单位 权属性质 耕地 林地 "
    "水田 旱地 草地 河流 道路 建筑 层数 联系人 联系电话 电话 负责人 状态 说明 描述 来源 数据来源 图层 标识码 要素代码 "
    "坡度 矿种 矿区 磷矿 锰矿 铝土矿 煤矿 白酒 茶园 开发区 工业园 经济开发区 高新区 是 否 有 无 合计 其他 未知"
)
_HIGHEST = 0x110000

#: Worth of the characters of a range in text of an office, from 1 (expected) to -2 (cannot be); later lines win.
#: Our own estimate; only the order of the readings it leads to matters, and the tests hold it to that.
_RANGES = (
    (0x0000, 0x10FFFF, -1.0),
    (0x0080, 0x009F, -2.0),  # controls that no text holds
    (0x00A0, 0x024F, -0.6),  # Latin letters with marks
    (0x0370, 0x04FF, -0.6),  # Greek and Cyrillic
    (0x2010, 0x203B, 0.3),
    (0x2103, 0x2103, 0.3),
    (0x2160, 0x217F, 0.2),
    (0x2460, 0x249B, 0.2),
    (0x2500, 0x257F, -0.8),  # box drawing
    (0x3000, 0x3017, 0.6),
    (0x3040, 0x312F, -0.6),  # kana and bopomofo
    (0x3380, 0x33DF, 0.2),
    (0x3400, 0x4DBF, -0.4),
    (0x4E00, 0x9FFF, -0.1),
    (0xAC00, 0xD7A3, -0.8),  # Hangul
    (0xE000, 0xF8FF, -2.0),  # private use
    (0xF900, 0xFAFF, -0.6),
    (0xFF01, 0xFF5E, 0.6),
    (0xFF61, 0xFF9F, -1.5),  # half-width katakana
    (0xFFFD, 0xFFFD, -2.0),
    (0x20000, 0x3FFFF, -0.4),
    (0xF0000, 0x10FFFF, -2.0),
)
_SIGNS = "°±²³·×÷′″￥"


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What decoded text is measured against.

    Parameters
    ----------
    known
        Names of places and usual words, whole.
    weights
        Worth of each character by code point, from 1 (expected) to -2 (cannot be).
    """

    known: frozenset[str]
    weights: npt.NDArray[np.float32]


def build_lexicon(names: Iterable[str]) -> Lexicon:
    """The lexicon of some names.

    Parameters
    ----------
    names
        Official, short and old names of places, such as ``Gazetteer.names()`` gives.

    Returns
    -------
    Lexicon
        With these names and the usual words of fields.

    Notes
    -----
    GB/T 2312-1980 keeps its 3,755 common characters in rows 16 to 55 (lead bytes B0 to D7); Big5 keeps its 5,401 in
    A440 to C67E.

    Examples
    --------
    >>> lexicon = build_lexicon(["玉屏侗族自治县"])
    >>> "玉屏侗族自治县" in lexicon.known, float(lexicon.weights[ord("侗")])
    (True, 1.0)
    """
    words = frozenset((*names, *FIELD_WORDS.split()))
    # A single character may be hit by chance.
    known = frozenset(word for word in words if len(word) >= 2)
    weights = np.empty(_HIGHEST, dtype=np.float32)
    for first, last, weight in _RANGES:
        weights[first : last + 1] = weight
    for characters, weight in (
        (_SIGNS, 0.3),
        (_characters("gb2312", range(0xD8, 0xF8), range(0xA1, 0xFF)), 0.3),
        (_characters("big5", range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))), 0.6),
        (_characters("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)), 1.0),
        ("".join(words), 1.0),
    ):
        # Characters that two sets share keep the worth of the more common one.
        points = [ord(character) for character in set(characters) if not character.isascii()]
        weights[points] = np.maximum(weights[points], weight)
    return Lexicon(known, weights)


def _characters(codec: str, leads: Iterable[int], trails: Iterable[int]) -> str:
    trails = tuple(trails)
    return "".join(bytes((lead, trail)).decode(codec, "ignore") for lead in leads for trail in trails)
