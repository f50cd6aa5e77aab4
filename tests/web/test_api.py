"""The interface answers questions about the small plan."""

from __future__ import annotations

import csv
import gzip
import io
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from atlas.core.policy.rows import COLUMNS
from tests.small_catalogue import PLAN

Json = dict[str, Any]


def get(client: FlaskClient, path: str, **query: str) -> Json:
    response = client.get(path, query_string=query)
    assert response.status_code == 200, response.text
    return response.get_json()  # type: ignore[no-any-return]


def test_the_page_starts_with_everything_it_needs(client: FlaskClient) -> None:
    start = get(client, "/api/bootstrap")
    assert start["regions"][0]["name"] == "贵州省"
    assert start["documents"][0] == {**start["documents"][0], "id": PLAN, "goals": 4, "targets": 1}
    phosphorus = next(topic for topic in start["topics"] if topic["slug"] == "phosphorus")
    assert phosphorus["counties"] == {"named": 2}
    assert [layer["id"] for layer in start["layers"]] == ["county", "phosphorus", "base", "zone"]
    assert start["basemaps"] == []


def test_a_theme_paints_its_counties(client: FlaskClient) -> None:
    answer = get(client, "/api/designations", topic="phosphorus,manganese")
    found = {
        row["name"]: (row["relation"], [topic["slug"] for topic in row["topics"]]) for row in answer["rows"]
    }
    assert found == {
        "开阳县": ("named", ["phosphorus"]),
        "息烽县": ("named", ["phosphorus"]),
        "玉屏侗族自治县": ("named", ["manganese"]),
        "松桃苗族自治县": ("named", ["manganese"]),
    }
    assert answer["counts"] == {"named": 4}


def test_a_choropleth_tells_three_kinds_of_nothing_apart(client: FlaskClient) -> None:
    counted = get(client, "/api/choropleth", indicator="goals", region="520000")
    assert counted["not_asked"] == ["520102"]
    assert counted["no_data"] == []
    population = get(client, "/api/choropleth", indicator="population_2020", region="520000")
    assert population["values"] == {"520121": 343885, "520122": 210000}
    assert "520181" in population["no_data"]
    assert population["indicator"]["source"] == "第七次人口普查"


def test_goals_come_as_rows_with_the_columns_of_the_interface(client: FlaskClient) -> None:
    answer = get(client, "/api/goals", adcode="520121", kind="target")
    assert tuple(answer["columns"][:16]) == COLUMNS
    assert answer["rows"][0]["value"] == 1200
    assert answer["rows"][0]["relation"] == "scope"


def test_screen_csv_and_workbook_hold_the_same_rows(client: FlaskClient) -> None:
    rows = get(client, "/api/goals", region="520600")["rows"]
    text = client.get("/api/goals?region=520600&format=csv").data.decode("utf-8-sig")
    from_csv = list(csv.DictReader(io.StringIO(text, newline="")))
    sheet = load_workbook(io.BytesIO(client.get("/api/goals?region=520600&format=xlsx").data)).worksheets[0]
    heads, *lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    shown = [["" if row[name] is None else str(row[name]) for name in heads] for row in rows]
    assert [list(line.values()) for line in from_csv] == shown
    assert [["" if value is None else str(value) for value in line] for line in lines] == shown


def test_the_workbook_tells_filter_date_and_the_documents_of_its_rows(client: FlaskClient) -> None:
    def notes(query: str) -> list[str]:
        book = load_workbook(io.BytesIO(client.get(f"/api/goals?format=xlsx&{query}").data))
        return [str(cell.value) for cell in book["说明"]["A"]]

    assert notes("topic=phosphorus") == [
        "筛选：topic=phosphorus",
        "数据日期：2026-01-01；版本：test",
        "来源：县域工业试验方案",
    ]
    assert notes("year=2030")[-1] == "来源："


def test_a_file_in_chinese_has_chinese_heads_and_words(client: FlaskClient) -> None:
    text = client.get("/api/goals?adcode=520121&format=csv&heads=zh").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["文件"], row["关系"], row["专题"]) for row in rows] == [
        ("县域工业试验方案", "点名", "磷及磷化工"),
        ("县域工业试验方案", "规划全域", "规上企业"),
    ]
    english = client.get("/api/goals?adcode=520121&format=csv&heads=en").data.decode("utf-8-sig")
    assert english.startswith("Document,Clause,Kind,Topic,")


def test_codes_are_the_default_of_a_file(client: FlaskClient) -> None:
    plain, coded = (client.get(f"/api/goals?format=csv{more}").data for more in ("", "&heads=code"))
    assert plain == coded
    assert tuple(plain.decode("utf-8-sig").splitlines()[0].split(",")[:16]) == COLUMNS


def test_a_download_is_named_after_what_is_in_it(client: FlaskClient) -> None:
    response = client.get("/api/goals?region=520000&topic=phosphorus&format=xlsx")
    ascii_name, utf8_name = response.headers["Content-Disposition"].split("; ")[1:]
    assert ascii_name == "filename=520000-phosphorus-goals-2026-01-01.xlsx"
    assert utf8_name.startswith("filename*=UTF-8''")
    assert unquote(utf8_name.split("''")[1]) == "贵州省-磷及磷化工-政策目标-2026-01-01.xlsx"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_values_of_a_choropleth_come_as_a_file(client: FlaskClient, ending: str) -> None:
    query = f"indicator=population_2020&region=520100&heads=zh&format={ending}"
    response = client.get(f"/api/choropleth?{query}")
    if ending == "csv":
        lines = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))
    else:
        sheet = load_workbook(io.BytesIO(response.data)).worksheets[0]
        lines = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert lines[0][:5] == ["代码", "县", "市州", "省份", "常住人口"]
    assert lines[2] == [
        *("520121", "开阳县", "贵阳市", "贵州省", "343885", "2"),
        *("280001–343885", "有数值", "人", "2020", "第七次人口普查"),
    ]
    assert "population_2020" in response.headers["Content-Disposition"]


def test_a_goal_tells_whether_its_clause_states_the_year(client: FlaskClient) -> None:
    target = get(client, "/api/targets")["targets"][0]
    assert (target["year"], target["year_stated"]) == (2027, False)


def test_the_page_gets_the_words_that_files_use(client: FlaskClient) -> None:
    start = get(client, "/api/bootstrap")
    assert start["levels"][0] == {"slug": "province", "zh": "省级", "en": "Province"}
    assert {"slug": "relation", "zh": "关系", "en": "Relation"} in start["columns"]
    assert {"slug": ">=", "zh": "不低于", "en": "at least"} in start["operators"]


def test_targets_are_counted_by_topic_year_and_unit(client: FlaskClient) -> None:
    answer = get(client, "/api/targets")
    assert answer["by_year"] == [{"year": 2027, "count": 1}]
    assert answer["units"] == [{"unit": "户", "count": 1}]
    assert answer["targets"][0]["figure"]["value"] == 1200
    assert answer["targets"][0]["derived"] == {"scope": 5}


def test_the_outline_has_no_holes(client: FlaskClient) -> None:
    outline = get(client, f"/api/documents/{PLAN}")["outline"]
    assert [(entry["id"], entry["depth"], entry["is_heading"]) for entry in outline] == [
        ("二", 1, True),
        ("二/(一)", 2, True),
        ("二/(一)/1", 3, False),
        ("二/(二)", 2, False),
        ("二/(三)", 2, False),
    ]


def test_a_clause_shows_its_goals_and_the_counties_they_reach(client: FlaskClient) -> None:
    clause = get(client, f"/api/documents/{PLAN}/clause", id="二/(一)/1")
    assert [place["place"] for place in clause["goals"][1]["places"]] == ["大龙", "松桃"]
    assert {row["name"] for row in clause["counties"]} == {
        "开阳县",
        "息烽县",
        "玉屏侗族自治县",
        "松桃苗族自治县",
    }
    assert (clause["previous"], clause["next"]) == (None, "二/(二)")


def test_a_profile_groups_what_is_asked_by_relation(client: FlaskClient) -> None:
    profile = get(client, "/api/units/520622")
    assert profile["name"] == "玉屏侗族自治县"
    assert [group["relation"] for group in profile["asked"]] == ["named", "member", "scope"]
    assert [zone["name"] for zone in profile["zones"]] == ["贵州大龙经济开发区"]
    assert [parent["name"] for parent in profile["parents"]] == ["贵州省", "铜仁市"]


def test_neighbours_asked_for_the_same_are_told(client: FlaskClient) -> None:
    neighbours = get(client, "/api/units/520121")["neighbours"]
    assert neighbours == [
        {"adcode": "520122", "name": "息烽县", "level": "county", "shared_topics": ["phosphorus"]}
    ]


def test_two_counties_are_compared_by_topic(client: FlaskClient) -> None:
    answer = get(client, "/api/compare", a="520121", b="520628")
    topics = {row["topic"]: (row["a"], row["b"]) for row in answer["topics"]}
    assert topics["phosphorus"][0]["relation"] == "named"
    assert topics["phosphorus"][1] is None
    assert topics["enterprises"][1]["relation"] == "scope"


@pytest.mark.parametrize(
    ("words", "kind", "label"),
    [
        ("开阳", "county", "开阳县"),
        ("520122", "county", "息烽县"),
        ("铜仁", "prefecture", "铜仁市"),
        ("磷", "topic", "磷及磷化工"),
        ("大龙", "zone", "贵州大龙经济开发区"),
        ("小寨坝", "town", "小寨坝镇"),
        ("资源基地", "clause", "二/(一)/1 资源基地"),
    ],
)
def test_one_box_finds_units_topics_zones_and_clauses(
    client: FlaskClient, words: str, kind: str, label: str
) -> None:
    groups = {group["kind"]: group["results"] for group in get(client, "/api/search", q=words)["groups"]}
    assert groups[kind][0]["label"]["zh"] == label


def test_a_town_leads_to_its_county_those_in_view_first(client: FlaskClient) -> None:
    def found(**query: str) -> list[tuple[str, str]]:
        groups = {group["kind"]: group["results"] for group in get(client, "/api/search", **query)["groups"]}
        return [(town["adcode"], town["detail"]["zh"]) for town in groups.get("town", [])]

    both = [("520181", "贵州省贵阳市清镇市"), ("520622", "贵州省铜仁市玉屏侗族自治县")]
    assert found(q="新店") == both
    assert found(q="新店", region="520600") == both[::-1]
    assert found(q="新店", limit="1") == both[:1]
    assert found(q="镇") == []
    assert found(q="昆岭镇") == []


def test_features_come_as_geojson_with_counts(client: FlaskClient) -> None:
    response = client.get("/api/layers/county/items?bbox=106.2,26.2,106.4,26.4")
    assert response.mimetype == "application/geo+json"
    answer = response.get_json(force=True)
    assert (answer["numberMatched"], answer["features"][0]["properties"]["name"]) == (1, "开阳县")


def test_an_answer_that_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/api/units/520121")
    again = client.get("/api/units/520121", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_answers_are_compressed_for_those_who_take_it(client: FlaskClient) -> None:
    response = client.get("/api/bootstrap", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.data) == client.get("/api/bootstrap").data


def test_health_tells_what_is_served(client: FlaskClient) -> None:
    assert get(client, "/healthz") == {
        **get(client, "/healthz"),
        "status": "ok",
        "documents": 1,
        "goals": 4,
        "facts": 0,
    }
    assert "atlas_requests_total" in client.get("/metrics").text


def test_features_are_walked_through_by_next_links(client: FlaskClient) -> None:
    path, names = "/api/layers/county/items?limit=4", []
    while path:
        answer = client.get(path).get_json(force=True)
        names += [feature["properties"]["name"] for feature in answer["features"]]
        path = next((link["href"] for link in answer.get("links", []) if link["rel"] == "next"), "")
    assert len(names) == len(set(names)) == 6
