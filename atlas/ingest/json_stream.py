"""Goes through a large JSON text value by value, so that one feature at a time is in memory."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from atlas.core.errors import DataError

_BLANK = re.compile(r"[ \t\r\n]*")
#: Between values of a sequence there may be record separators too (RFC 8142).
_BETWEEN = re.compile(r"[ \t\r\n\x1e]*")


class JsonStream:
    """Reads values out of a text.

    Parameters
    ----------
    text
        JSON, or several JSON values one after the other.
    name
        What the file is called in a message.
    """

    def __init__(self, text: str, *, name: str) -> None:
        self._text = text
        self._name = name
        self._place = 0
        self._repeated = False
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object)

    @property
    def repeated_key(self) -> bool:
        """Whether an object read since the last call named a key twice."""
        repeated, self._repeated = self._repeated, False
        return repeated

    def at_end(self) -> bool:
        """Whether nothing but blanks is left.

        Returns
        -------
        bool
            At the end.
        """
        self._skip(_BETWEEN)
        return self._place >= len(self._text)

    def value(self) -> Any:
        """The next value as a whole.

        Returns
        -------
        object
            As ``json`` gives it; the last of repeated keys counts.

        Raises
        ------
        DataError
            It is no JSON, or nested too deeply; the message names the line.
        """
        self._skip(_BLANK)
        try:
            value, self._place = self._decoder.raw_decode(self._text, self._place)
        except RecursionError as error:
            raise self._fault("嵌套过深", "is nested too deeply", "json_too_deep") from error
        except ValueError as error:
            self._place = getattr(error, "pos", self._place)
            raise self._fault("不是有效的 JSON", "is not valid JSON", "json_invalid") from error
        return value

    def starts_with(self, mark: str) -> bool:
        """Whether the next value starts with a mark such as ``{``.

        Parameters
        ----------
        mark
            One character.

        Returns
        -------
        bool
            It does.
        """
        self._skip(_BLANK)
        return self._text.startswith(mark, self._place)

    def items(self) -> Iterator[str]:
        """Keys of the object that comes next; the caller reads the value of each.

        Yields
        ------
        str
            Key.

        Raises
        ------
        DataError
            The text is no JSON.
        """
        self._expect("{")
        if self._take("}"):
            return
        while True:
            key = self.value()
            if not isinstance(key, str):
                raise self._fault("不是有效的 JSON", "is not valid JSON", "json_invalid")
            self._expect(":")
            yield key
            if self._take("}"):
                return
            self._expect(",")

    def elements(self) -> Iterator[Any]:
        """Values of the array that comes next.

        Yields
        ------
        object
            Value.

        Raises
        ------
        DataError
            The text is no JSON.
        """
        self._expect("[")
        if self._take("]"):
            return
        while True:
            yield self.value()
            if self._take("]"):
                return
            self._expect(",")

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        self._repeated = self._repeated or len(made) < len(pairs)
        return made

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._place)
        self._place = found.end() if found else self._place

    def _take(self, mark: str) -> bool:
        if not self.starts_with(mark):
            return False
        self._place += 1
        return True

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            raise self._fault("不是有效的 JSON", "is not valid JSON", "json_invalid")

    def _fault(self, zh: str, en: str, code: str) -> DataError:
        line = self._text.count("\n", 0, self._place) + 1
        column = self._place - self._text.rfind("\n", 0, self._place)
        return DataError(
            f"{self._name} 第 {line} 行第 {column} 个字符处{zh}",
            f"{self._name} {en} at line {line}, character {column}",
            code=code,
            hint_zh="文件可能被截断或手工改坏；请重新导出。",
            hint_en="The file may be cut off or was broken by hand; export it again.",
            file=self._name,
            row=line,
            column=column,
        )
