"""The lexicon knows common characters of both scripts and the names it was given."""

from __future__ import annotations

from atlas.core.imports.lexicon import build_lexicon


def test_common_characters_are_worth_more_than_rare_ones() -> None:
    weights = build_lexicon([]).weights
    assert weights[ord("县")] > weights[ord("鑰")] > weights[ord("瓈")] > weights[ord("ﾃ")]


def test_a_rare_character_of_a_name_is_a_common_one() -> None:
    assert build_lexicon([]).weights[ord("犍")] < build_lexicon(["犍为县"]).weights[ord("犍")] == 1.0


def test_private_use_is_worth_least() -> None:
    weights = build_lexicon([]).weights
    assert weights[0xE000] == weights.min()


def test_a_single_character_is_no_known_word() -> None:
    known = build_lexicon(["粤", "广东"]).known
    assert "广东" in known
    assert "粤" not in known
