"""Description of the addresses of documents that staff added, as a part of the OpenAPI document."""

from __future__ import annotations

from atlas.services.document_desk import MOST_ROWS, MOST_STEPS
from atlas.web.openapi_parts import (
    DOCUMENT,
    GOALS,
    OFFSET,
    Address,
    Parameter,
    number_parameter,
    text_parameter,
)

_BELOW = text_parameter("clause", "条款编号，含其下级 / clause id, those below it as well")

#: Addresses of documents that staff added, before and while they are reviewed.
DRAFTS: tuple[Address, ...] = (
    Address("/api/documents/drafts", "全部文件及审核进度 / every document with the state of its review"),
    Address(
        "/api/documents/import",
        "导入审核过的文件；POST multipart: file（YAML） / take in a reviewed document",
        methods=("post",),
    ),
    Address(
        "/api/documents/proposal",
        "文件写明的适用地区与标题，不保存；POST multipart: file / area and title that a file tells; nothing is kept",
        methods=("post",),
    ),
    Address("/api/documents/{document_id}/draft", "草稿与目录 / a draft and its outline", (DOCUMENT,)),
    Address(
        "/api/documents/{document_id}/replaced",
        "这份定稿确认后不再计入的草案 / drafts that no longer count once this final version is confirmed",
        (
            DOCUMENT,
            text_parameter("status", "假定的状态 / were its status so"),
            text_parameter("title", "假定的标题 / were its title so"),
        ),
    ),
    Address(
        "/api/documents/{document_id}/text", "全文与条款位置 / text, and where clauses stand", (DOCUMENT,)
    ),
    Address(
        "/api/documents/{document_id}/original",
        "原文件 / the file as it came in",
        (DOCUMENT,),
        ("application/octet-stream",),
    ),
    Address(
        "/api/documents/{document_id}/export",
        "已确认的内容 / what is confirmed",
        (DOCUMENT,),
        ("application/yaml",),
    ),
    Address("/api/documents/{document_id}/items", "全部条目 / every item", (DOCUMENT, _BELOW)),
    Address(
        "/api/documents/{document_id}/item",
        "一个条目与它的记录 / an item and its history",
        (DOCUMENT, Parameter("id", "条目编号 / item id", {"type": "string"}, required=True)),
    ),
    Address(
        "/api/documents/{document_id}/queue",
        "等待处理的条目 / items that wait",
        (
            DOCUMENT,
            _BELOW,
            number_parameter("limit", "最多返回数 / most rows", 1, MOST_ROWS),
            OFFSET,
            text_parameter("brief", "1：只要顺序 / 1: no more than the order"),
        ),
    ),
    Address(
        "/api/documents/{document_id}/history",
        "审核记录 / who changed what",
        (
            DOCUMENT,
            number_parameter("before", "早于这一步 / steps before this one", 1, 1_000_000_000),
            number_parameter("limit", "最多返回数 / most steps", 1, MOST_STEPS),
        ),
    ),
    Address(
        "/api/documents/{document_id}/links",
        "条目落到的单位 / units that items lead to",
        (DOCUMENT, _BELOW),
    ),
    Address(
        "/api/documents/{document_id}/designations",
        "草稿落到的县 / counties that a draft reaches",
        (DOCUMENT, *GOALS[1:]),
    ),
    Address(
        "/api/documents/{document_id}/decisions",
        "决定；JSON：changes / decide; JSON: changes",
        (DOCUMENT,),
        methods=("post",),
    ),
    Address(
        "/api/documents/{document_id}/confirmations",
        "批量确认；JSON：clause、above、items、version / confirm many; JSON",
        (DOCUMENT,),
        methods=("post",),
    ),
    Address(
        "/api/documents/{document_id}/carry",
        "另一版的审核可带来什么；JSON（POST）：from、decide / what the review of another version brings",
        (DOCUMENT, text_parameter("from", "另一版文件编号 / id of the other version")),
        methods=("get", "post"),
    ),
    Address(
        "/api/documents/{document_id}/undo",
        "撤销自己的上一步 / take back one's own latest step",
        (DOCUMENT,),
        methods=("post",),
    ),
)
