"""The topic words of the project, an office's own list after them, and what their reader refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import DataError, SchemaError
from atlas.core.policy.reading.topics.find import TopicFinder, TopicWord
from atlas.stores.catalogue import read_topics
from atlas.stores.topic_words import read_topic_words

GEODATA = Path(__file__).parents[2] / "geodata"
HEADER = "words,topics,weight,note\n"


def _list(folder: Path, *rows: str, name: str = "words.csv") -> Path:
    path = folder / name
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def test_the_words_of_the_project_are_read() -> None:
    words = read_topic_words(
        [GEODATA / "topic_words.csv"], {topic.slug for topic in read_topics(GEODATA / "topics.csv")}
    )
    by_word = {word.word: word for word in words}
    assert by_word["磷化工"] == TopicWord("磷化工", ("phosphorus",), 1.0)
    assert by_word["茶话会"].topics == ()
    assert len(by_word) == len(words) > 5000


def test_words_of_a_row_share_its_topics(tmp_path: Path) -> None:
    path = _list(tmp_path, "酒旅|酒庄游,baijiu|tea,0.8,")
    assert read_topic_words([path], {"baijiu", "tea"}) == (
        TopicWord("酒旅", ("baijiu", "tea"), 0.8),
        TopicWord("酒庄游", ("baijiu", "tea"), 0.8),
    )


def test_the_list_of_an_office_adds_words_and_overrules(tmp_path: Path) -> None:
    built_in = _list(tmp_path, "山货|茶,food,1,", name="built_in.csv")
    office = _list(tmp_path, "茶|老树茶,tea,1,本县说法", name="office.csv")
    finder = TopicFinder(read_topic_words([built_in, office], {"food", "tea"}))
    assert finder.topics_of("发展山货、茶、老树茶") == ("food", "tea")


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        pytest.param(["山货,groceries,1,"], "topics", id="unknown topic"),
        pytest.param(["山货,food,heavy,"], "weight", id="weight is no number"),
        pytest.param(["山货,food,1.5,"], "weight", id="weight above one"),
        pytest.param(["山货,food,nan,"], "weight", id="weight is not a number at all"),
        pytest.param(["山货||茶,food,1,"], "words", id="empty word"),
        pytest.param([",food,1,"], "words", id="no word"),
        pytest.param(["山货,food,1,", "山货,tea,1,"], "words", id="word twice in one file"),
    ],
)
def test_a_faulty_row_is_refused_and_named(tmp_path: Path, rows: list[str], field: str) -> None:
    with pytest.raises(SchemaError) as caught:
        read_topic_words([_list(tmp_path, *rows)], {"food", "tea"})
    assert caught.value.detail["field"] == field
    assert caught.value.detail["row"] == len(rows) + 1


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        read_topic_words([tmp_path / "nowhere.csv"], {"food"})
