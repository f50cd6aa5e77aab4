"""Base maps open the hosts that their addresses name, and nothing else gets into the content policy."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.core.errors import ConfigError
from atlas.stores.basemaps import basemap_hosts, read_basemaps

GOOD = {
    "id": "office",
    "title_zh": "底图",
    "title_en": "Map",
    "attribution": "A",
    "url": "https://a.cn/{z}/{x}/{y}",
}


def entry(**parts: str) -> str:
    return "- {" + ", ".join(f'{key}: "{value}"' for key, value in (GOOD | parts).items()) + "}\n"


def read(folder: Path, text: str | bytes) -> tuple[str, ...]:
    path = folder / "basemaps.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return basemap_hosts(read_basemaps(path))


def test_subdomains_are_written_out(tmp_path: Path) -> None:
    hosts = read(tmp_path, entry(url="https://t{s}.a.cn:8443/{z}/{x}/{y}?tk=1", subdomains="01"))
    assert hosts == ("https://t0.a.cn:8443", "https://t1.a.cn:8443")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(entry(url="https://a.cn; script-src */{z}/{x}/{y}"), id="a second directive"),
        pytest.param(entry(url="https://*/{z}/{x}/{y}"), id="any host"),
        pytest.param(entry(url="https://user:key@a.cn/{z}/{x}/{y}"), id="a password"),
        pytest.param(entry(url="https://[a/{z}/{x}/{y}"), id="no address"),
        pytest.param(entry(url="ftp://a.cn/{z}/{x}/{y}"), id="another scheme"),
        pytest.param(entry(url="https://a.cn/{z}/{x}"), id="no row"),
        pytest.param(entry(url="https://t{s}.a.cn/{z}/{x}/{y}"), id="no subdomains"),
        pytest.param(entry(subdomains="01"), id="subdomains for nothing"),
        pytest.param(entry(max_zoom="99"), id="too deep"),
        pytest.param(entry() + entry(), id="an id twice"),
        pytest.param("- {id: a}\n", id="keys missing"),
        pytest.param("a: b\n", id="no list"),
        pytest.param(b"\xff\xfe\xfa", id="no text"),
    ],
)
def test_what_cannot_be_used_stops_the_start(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(ConfigError):
        read(tmp_path, text)
