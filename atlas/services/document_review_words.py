"""Says what a review made of a statement, where nothing else makes two versions of it different."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.core.errors import Text
from atlas.core.policy.comparison import Change

_WHOSE: Mapping[str, Text] = {
    "one": Text("甲的审核", "The review of A"),
    "other": Text("乙的审核", "The review of B"),
    "both": Text("两份的审核", "The reviews of both"),
}
_WHAT: Mapping[str, Text] = {
    "places": Text("地点", "places"),
    "left_out": Text("除外", "places left out"),
    "forbidden": Text("禁止地点", "places told not to"),
    "topics": Text("专题", "topics"),
}


def say_review(change: Change, named: Text, plain: Text) -> Text:
    """A difference that a review made, as what somebody did and not as a change of the plan.

    Parameters
    ----------
    change
        With ``by_review``.
    named
        Units or topics of the change in words.
    plain
        The change in words.

    Returns
    -------
    Text
        A county that only the later version has was taken off by the review of the earlier one, or put in by that of the
        later one.
    """
    whose = _WHOSE[change.by_review]
    if change.code == "item_rejected":
        return Text(f"{whose.zh}剔除了这一条", f"{whose.en} rejected it")
    if change.code == "item_by_hand":
        return Text(f"{whose.zh}补充了这一条", f"{whose.en} added it")
    family, _, came = change.code.rpartition("_")
    if family not in _WHAT or change.by_review == "both":
        return Text(f"{whose.zh}不同：{plain.zh}", f"{whose.en} differs: {plain.en}")
    is_put_in = (came == "added") == (change.by_review == "other")
    did = Text("补充了", "put in") if is_put_in else Text("去掉了", "took off")
    what = _WHAT[family]
    return Text(f"{whose.zh}{did.zh}{what.zh}：{named.zh}", f"{whose.en} {did.en} {what.en}: {named.en}")
