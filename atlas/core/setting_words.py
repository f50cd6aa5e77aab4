"""What the settings of a layer are called on its pages, for messages that name one."""

from __future__ import annotations

from collections.abc import Mapping

from atlas.core.errors import Text

_WORDS: Mapping[str, Text] = {
    "title": Text("名称", "Title"),
    "zh": Text("中文", "Chinese"),
    "en": Text("英文", "English"),
    "description": Text("说明", "Description"),
    "metadata": Text("元数据", "Metadata"),
    "date": Text("日期", "Date"),
    "precision": Text("精度", "Precision"),
    "source": Text("来源", "Source"),
    "licence": Text("许可", "Licence"),
    "attribution": Text("署名", "Attribution"),
    "rights": Text("权限", "Rights"),
    "viewers": Text("可查看的人", "Viewers"),
    "editors": Text("可编辑的人", "Editors"),
    "signed_in_only": Text("仅登录可见", "Signed in only"),
    "style": Text("样式", "Style"),
    "renderer": Text("画法", "Drawn by"),
    "fill": Text("填充色", "Fill"),
    "stroke": Text("边线色", "Outline"),
    "width_px": Text("线宽", "Width"),
    "pattern": Text("图案", "Pattern"),
    "symbol": Text("点符号", "Mark"),
    "radius_px": Text("半径", "Radius"),
    "opacity": Text("不透明度", "Opacity"),
    "min_zoom": Text("最小级别", "Lowest zoom"),
    "max_zoom": Text("最大级别", "Highest zoom"),
    "label": Text("标注", "Label"),
    "size_px": Text("字号", "Size"),
    "colour": Text("颜色", "Colour"),
    "halo": Text("描边", "Halo"),
    "popup": Text("弹窗字段", "Fields of the popup"),
    "title_field": Text("名称字段", "Field of the name"),
    "categories": Text("分类", "Categories"),
    "classes": Text("类别", "Classes"),
    "value": Text("值", "Value"),
    "other": Text("其他值", "Other values"),
    "graduated": Text("分级", "Graduated"),
    "field": Text("字段", "Field"),
    "scheme": Text("分级方法", "Scheme"),
    "n_classes": Text("级数", "Number of classes"),
    "ramp": Text("色带", "Colour ramp"),
    "reverse": Text("反转色带", "Reversed ramp"),
    "edges": Text("分界", "Edges"),
    "fills": Text("各级颜色", "Colours"),
    "patterns": Text("各级图案", "Patterns"),
    "labels": Text("各级说明", "Labels"),
    "no_data": Text("无数据", "No data"),
    "proportional": Text("按大小", "By size"),
    "max_value": Text("最大圆的数值", "Value of the largest circle"),
    "max_radius_px": Text("最大半径", "Largest radius"),
    "min_radius_px": Text("最小半径", "Smallest radius"),
}


def setting_words(name: str) -> Text:
    """A setting in words.

    Parameters
    ----------
    name
        With those it lies in: ``style.label.field``. Empty for all that was sent.

    Returns
    -------
    Text
        From the outside in; entries of lists are counted from 1, and names that are not known stay as they are.

    Examples
    --------
    >>> setting_words("style.categories.classes.3.value").zh
    '样式 › 分类 › 类别 › 第 4 项 › 值'
    """
    if not name:
        return Text("内容", "What was sent")
    parts = [_part(one) for one in name.split(".")]
    return Text(" › ".join(part.zh for part in parts), " › ".join(part.en for part in parts))


def _part(name: str) -> Text:
    if name.isascii() and name.isdecimal():
        return Text(f"第 {int(name) + 1} 项", f"no. {int(name) + 1}")
    return _WORDS.get(name, Text(name, name))
