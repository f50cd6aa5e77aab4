"""What people say of a document that they add, from the fields of a form or the options of a command."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from atlas.core.errors import ParameterError, Text
from atlas.core.model import DocumentStatus
from atlas.services.document_values import bad_change, plain_line, read_mapping, read_text

#: Title, issuer and what else is said of a document in a line [signs].
LONGEST_TITLE = 200
STATUSES = tuple(status.value for status in DocumentStatus)
_YEAR = re.compile("[0-9]{4}")
_FIRST_YEAR, _LAST_YEAR = 1949, 2100
_WISHES = frozenset({"region", "id", "year", "horizon", "title", "status", "replace", "again"})
_FACTS = frozenset({"title", "issuer", "status"})
_STATUS_WRONG = (f"应为 {'、'.join(STATUSES)} 之一", f"is one of {', '.join(STATUSES)}")
_STATUS_HINT = Text(
    "draft 未定稿（征求意见稿、草案），final 正式文件，repealed 已废止。",
    "draft: out for comment; final: in force; repealed: no longer so.",
)


@dataclass(frozen=True, slots=True)
class AddRequest:
    """What a person says of a document that they add.

    Parameters
    ----------
    name
        What they call the file.
    region
        adcode of the area that the document governs.
    id
        Empty to have one made.
    year, horizon
        Of the text, and to which it runs; ``None`` where the text is to tell.
    title
        Empty where the text is to tell.
    status
        One of ``DocumentStatus``; empty for a document that is not final.
    replace
        Whether a document of this id may make way, should nobody have decided anything about it.
    again
        Whether it is added although the same file is there already.
    """

    name: str
    region: str
    id: str = ""
    year: int | None = None
    horizon: int | None = None
    title: str = ""
    status: str = ""
    replace: bool = False
    again: bool = False


def read_wishes(name: str, wishes: Mapping[str, str]) -> AddRequest:
    """What a person says of a document, from the fields of a form or the options of a command.

    Parameters
    ----------
    name
        What they call the file.
    wishes
        See ``DocumentLibrary.receive``; empty values say nothing.

    Returns
    -------
    AddRequest
        Checked as far as it goes without the store.

    Raises
    ------
    ParameterError
        A field is unknown, no region is given, a year is none, or a status is none.
    """
    unknown = sorted(wishes.keys() - _WISHES)
    if unknown:
        raise _bad(
            unknown[0][:40],
            "未知的字段",
            "is no field of a document",
            hint_zh=f"可用的字段：{'、'.join(sorted(_WISHES))}。",
            hint_en=f"The fields are {', '.join(sorted(_WISHES))}.",
        )
    if not wishes.get("region"):
        raise _bad(
            "region",
            "请给出文件适用地区的行政区划代码",
            "is needed: the adcode that the document governs",
            hint_zh="六位代码，如省 360000、市 360800、县 360821；可在页面上按名称选择地区。",
            hint_en="Six digits: 360000 a province, 360800 a prefecture, 360821 a county; the page finds them by name.",
        )
    status = check_status(wishes.get("status", ""))
    return AddRequest(
        name=name,
        region=wishes["region"],
        id=wishes.get("id", ""),
        year=_read_year("year", wishes.get("year", "")),
        horizon=_read_year("horizon", wishes.get("horizon", "")),
        title=wishes.get("title", "").strip()[:LONGEST_TITLE],
        status=status,
        replace=wishes.get("replace", "") not in ("", "0"),
        again=wishes.get("again", "") not in ("", "0"),
    )


def read_facts(raw: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is to be said otherwise of a document that is there.

    Parameters
    ----------
    raw
        Of ``title`` (Chinese and English, or Chinese alone), ``issuer`` and ``status`` those that change; ``expected``:
        the same ones as the person has seen them.

    Returns
    -------
    tuple of dict and dict
        Fields of ``DocumentHead``, as they are to be and as they were expected.

    Raises
    ------
    ParameterError
        Code ``change_invalid``, with the field.
    """
    values = read_mapping(raw, "facts", _FACTS | {"expected"})
    found: dict[str, Any] = {}
    if "title" in values:
        found["title"] = _read_title(values["title"])
    if "issuer" in values:
        found["issuer"] = plain_line(read_text(values["issuer"], "issuer"), LONGEST_TITLE)
    if "status" in values:
        if values["status"] not in STATUSES:
            raise bad_change("status", *_STATUS_WRONG, hint_zh=_STATUS_HINT.zh, hint_en=_STATUS_HINT.en)
        found["status"] = values["status"]
    return found, _read_expected(values.get("expected"))


def _read_expected(raw: Any) -> dict[str, Any]:
    """Facts as somebody saw them: compared as they are, for what was read may be longer than what people may write."""
    found: dict[str, Any] = {}
    for name, value in read_mapping({} if raw is None else raw, "expected", _FACTS).items():
        is_title = name == "title" and not isinstance(value, str)
        words = read_mapping(value, "title", frozenset({"zh", "en"})) if is_title else {"zh": value}
        if not all(isinstance(word, str) for word in words.values()):
            raise bad_change(
                f"expected.{name}",
                "应为文字",
                "takes words",
                hint_zh="请原样发送读到的值。",
                hint_en="Send the value as it was read.",
            )
        found[name] = Text(words.get("zh", ""), words.get("en", "")) if name == "title" else value
    return found


def _read_title(value: Any) -> Text:
    both = {"zh": value} if isinstance(value, str) else read_mapping(value, "title", frozenset({"zh", "en"}))
    zh, en = (plain_line(read_text(both.get(part, ""), "title"), LONGEST_TITLE) for part in ("zh", "en"))
    if not zh:
        raise bad_change(
            "title",
            "缺少标题",
            "is missing",
            hint_zh="请填写中文标题；英文标题可以不填。",
            hint_en="Give the Chinese title; the English one may stay empty.",
        )
    return Text(zh, en)


def _read_year(name: str, text: str) -> int | None:
    if not text:
        return None
    if not _YEAR.fullmatch(text) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise _bad(
            name,
            f"应为年份，收到“{text[:20]}”",
            f"takes a year, not “{text[:20]}”",
            hint_zh=f"填四位数字（{_FIRST_YEAR}—{_LAST_YEAR}），如 2025；不填则由原文判断。",
            hint_en=f"Four digits ({_FIRST_YEAR} to {_LAST_YEAR}), such as 2025; left out, the text tells it.",
        )
    return int(text)


def check_status(status: str) -> str:
    """A status as a person gives it.

    Parameters
    ----------
    status
        One of ``DocumentStatus``; empty for none.

    Returns
    -------
    str
        The same.

    Raises
    ------
    ParameterError
        It is no status.
    """
    if status and status not in STATUSES:
        raise _bad("status", *_STATUS_WRONG, hint_zh=_STATUS_HINT.zh, hint_en=_STATUS_HINT.en)
    return status


def _bad(name: str, zh: str, en: str, *, hint_zh: str, hint_en: str) -> ParameterError:
    return ParameterError(f"{name}：{zh}", f"{name} {en}", hint_zh=hint_zh, hint_en=hint_en, parameter=name)
