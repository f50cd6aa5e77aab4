"""Tells from the name of a column whether it says in which unit a feature lies."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum


class Header(IntEnum):
    """What the name of a column promises; the surest is the lowest."""

    UNIT = 0
    NEUTRAL = 1
    OTHER = 2


# Field names of land surveys (GB/T 35648, TD/T 1016 and their kin) are initials in pinyin: XZQMC 行政区名称,
# XZQDM 行政区代码, ZLDWDM 坐落单位代码, QXMC 区县名称, PAC is the code of the national geographic base.
_INITIALS = re.compile(
    r"^(?:xzq[a-z]{0,3}|xzdm|zldw(?:dm|mc)|qx(?:mc|dm)?|xj(?:mc|dm)?|xian(?:mc|dm)?|xmc|xdm|szx|ssx|szxq|szqx|ssqx|ssxq|"
    r"szxs|sz[sx]|sz|ssdq|pac|gb|adcode|ad_?code|dsmc|sfmc|smc|shi|sheng|xian|diqu)$"
)
_WORDS = re.compile(
    r"(?:所在|所属|隶属|归属|属地|坐落|座落|位于|涉及)"
    r"|(?:县|區|区|市|州|旗)(?:级)?(?:行政区|政区)?(?:名称|名|代码|编码|码)?$"
    r"|^(?:省|市|县|州|盟)(?:份|区)?(?:名称|名|代码|编码)?$"
    r"|行政区|行政區|政区|区划|区县|县区|市县|市州|地市|省份|辖区"
    r"|(?<![a-z])(?:county|district|prefecture|province|city|admin(?:istrative)?(?:_?(?:unit|code|name))?)(?![a-z])"
)
# Names of the thing itself, and places that are not its own.
_OTHERS = re.compile(
    r"园区|開發區|开发区|产业区|工业区|保护区|风景区|景区|新区|矿区|小区|社区|片区|灌区|库区|高新区|经开区|分区|功能区"
    r"|企业|公司|项目|产品|法人|联系|备注|说明|地址|住址|注册|登记|总部|投资|来源|原籍|籍贯|产地|起点|终点|供应|客户|市场"
    r"|(?<![a-z])(?:address|addr|company|owner|remark|note|origin|market|supplier)(?![a-z])"
)
_PLACE_OF = re.compile(r"(?:所在|所属|隶属|归属|坐落|座落|位于)(?:的)?(?:省|市|州|县|区|旗|地|行政)")


def read_header(name: str) -> Header:
    """What the name of a column promises.

    Parameters
    ----------
    name
        As in the file.

    Returns
    -------
    Header
        ``UNIT`` for a column of units, ``OTHER`` for names of zones and firms, addresses and remarks, which may hold
        words that look like units.

    Examples
    --------
    >>> [read_header(name).name for name in ("所在县", "XZQMC", "园区所在县", "园区名称", "注册地址", "NAME")]
    ['UNIT', 'UNIT', 'UNIT', 'OTHER', 'OTHER', 'NEUTRAL']
    """
    plain = unicodedata.normalize("NFKC", name).strip().lower()
    if _OTHERS.search(plain):
        # 企业所在县 is about where the firm's plant lies; 注册地所在县 is about its papers.
        own = _PLACE_OF.search(plain) and not re.search(
            r"注册|登记|总部|投资|来源|原籍|籍贯|供应|客户", plain
        )
        return Header.UNIT if own else Header.OTHER
    if _INITIALS.fullmatch(plain) or _WORDS.search(plain):
        return Header.UNIT
    return Header.NEUTRAL
