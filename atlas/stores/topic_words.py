"""Reads ``geodata/topic_words.csv``: the words that plans use for each topic, and an office's own list after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from atlas.core.policy.reading.topics.find import TopicWord
from atlas.stores.csv_rows import CsvRow, read_rows, schema_error

#: Name of such a list, built in or an office's own.
TOPIC_WORDS_FILE = "topic_words.csv"
TOPIC_WORD_COLUMNS = ("words", "topics", "weight", "note")


def read_topic_words(paths: Sequence[Path], topics: Collection[str]) -> tuple[TopicWord, ...]:
    """Words of several lists, in the order of the files.

    Parameters
    ----------
    paths
        CSV files with the columns ``TOPIC_WORD_COLUMNS``: the built-in list, then lists of an office. Words of a
        row share its topics and are joined by ``|``; a row without topics names words that hold another word but do
        not mean it.
    topics
        Slugs that may be used.

    Returns
    -------
    tuple of TopicWord
        A word that a later file has again stands only once, as that file tells it.

    Raises
    ------
    SchemaError
        A row names no word, an unknown topic, a weight outside 0 to 1, or a word that its own file had before.
    """
    words: dict[str, TopicWord] = {}
    for path in paths:
        seen: dict[str, int] = {}
        for row in read_rows(path, TOPIC_WORD_COLUMNS):
            for word in _read_row(path, row, topics):
                if word.word in seen:
                    raise schema_error(
                        path,
                        row.number,
                        "words",
                        f"“{word.word}”在第 {seen[word.word]} 行已经出现",
                        f"{word.word} already stands in row {seen[word.word]}",
                    )
                seen[word.word] = row.number
                words[word.word] = word
    return tuple(words.values())


def _read_row(path: Path, row: CsvRow, known: Collection[str]) -> list[TopicWord]:
    slugs = tuple(slug for slug in row.values["topics"].split("|") if slug)
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        raise schema_error(
            path, row.number, "topics", f"未知的主题：{unknown[0][:40]}", f"unknown topic: {unknown[0][:40]}"
        )
    words = [word.strip() for word in row.values["words"].split("|")]
    if not all(words):
        raise schema_error(path, row.number, "words", "有空白的词", "a word is empty")
    weight = _read_weight(path, row)
    return [TopicWord(word, slugs, weight) for word in words]


def _read_weight(path: Path, row: CsvRow) -> float:
    text = row.values["weight"]
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not 0 <= weight <= 1:
        raise schema_error(
            path,
            row.number,
            "weight",
            f"不是 0 到 1 之间的数：{text[:40]}",
            f"not a number from 0 to 1: {text[:40]}",
        )
    return weight
