"""What is confirmed shows at every door, and everything that is told of a layer changes together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.bootstrap import Services
from atlas.settings import load_settings
from atlas.web.app import create_app
from tests.document_samples import PLAN_2028, REVIEWER, add_plan, confirm
from tests.small_workspace import store_of

ITEMS = "/ogc/collections/phosphorus/items"
TILEJSON = "/api/layers/phosphorus/tilejson"
DOORS = (
    ITEMS,
    "/api/layers/phosphorus/items",
    "/api/layers/phosphorus/download?format=geojson",
)


@pytest.fixture
def client(filled_home: Path) -> FlaskClient:
    app = create_app(load_settings({}, {"home": filled_home, "store": store_of(filled_home)}))
    return app.test_client()


@pytest.fixture
def office(client: FlaskClient, filled_home: Path) -> Services:
    services: Services = client.application.extensions["atlas"]
    add_plan(services, filled_home)
    return services


def told(client: FlaskClient, address: str) -> bool:
    """Whether the plan is named there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return PLAN_2028 in answer.get_data(as_text=True)


def tile_address(client: FlaskClient) -> str:
    answer: dict[str, Any] = client.get(TILEJSON).get_json()
    address: str = answer["tiles"][0]
    return "/" + address.partition("//")[2].partition("/")[2].format(z=0, x=0, y=0)


def test_a_confirmed_goal_is_served_at_every_door_and_an_undone_one_at_none(
    client: FlaskClient, office: Services
) -> None:
    assert not any(told(client, address) for address in DOORS)
    confirm(office, "i1")
    office.goal_layers.renew()
    assert all(told(client, address) for address in DOORS)
    office.review.undo(REVIEWER, PLAN_2028)
    office.goal_layers.renew()
    assert not any(told(client, address) for address in DOORS)


@pytest.mark.parametrize("address", [*DOORS, "/api/layers/phosphorus", "/api/layers/phosphorus/legend"])
def test_who_has_the_answer_before_does_not_keep_it(
    client: FlaskClient, office: Services, address: str
) -> None:
    tag = client.get(address).headers["ETag"]
    confirm(office, "i1")
    office.goal_layers.renew()
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_tiles_get_an_address_of_their_own(client: FlaskClient, office: Services) -> None:
    confirm(office, "i1")
    office.goal_layers.renew()
    first = tile_address(client)
    answer = client.get(first)
    assert (answer.status_code, "immutable" in answer.headers["Cache-Control"]) == (200, True)
    confirm(office, "i2")
    office.review.undo(REVIEWER, PLAN_2028)
    office.goal_layers.renew()
    assert tile_address(client) == first
    ogc = client.get("/ogc/collections/phosphorus/tiles/WebMercatorQuad/0/0/0")
    assert ogc.headers["ETag"] == answer.headers["ETag"]
    with client.get("/ogc/collections/phosphorus/archive.pmtiles") as archive:
        assert archive.status_code == 200
