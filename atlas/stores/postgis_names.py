"""Names in the PostGIS database: schemas, tables of versions, views for GIS programs, columns of properties."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from atlas.stores.cql2_sql import quoted

#: What ``atlas build`` made, built-in layers as reviewed documents change them, views of published layers, and tables
#: of versions.
BUILT_SCHEMA = "atlas_built"
GOALS_SCHEMA = "atlas_goals"
LAYERS_SCHEMA = "atlas_layers"
VERSIONS_SCHEMA = "atlas_versions"
#: Longest name of PostgreSQL [bytes] (NAMEDATALEN - 1).
_LONGEST_BYTES = 63
_DIGEST_CHARACTERS = 8
#: Names that every table has for itself.
_SYSTEM_COLUMNS = frozenset(("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"))


@dataclass(frozen=True, slots=True)
class LoadedPlace:
    """Where a GeoPackage that was built is loaded as a whole.

    Parameters
    ----------
    schema
        Of its tables.
    name
        Of its tile archives: how their blobs begin, and the folder of their copies on a host.
    has_alike_rights
        Whether who may read its table of layers may read every table: where tables come and go with what people do.
    longest_wait
        How long the switch waits for those who read the old tables, as others wait behind it; empty for as long as any
        statement does.
    """

    schema: str
    name: str
    has_alike_rights: bool = False
    longest_wait: str = ""

    @property
    def loading_schema(self) -> str:
        """Where the next one is loaded."""
        return f"{self.schema}_new"

    def blob(self, archive: str) -> str:
        """Name under which a tile archive is kept.

        Parameters
        ----------
        archive
            As a ``LayerVersion`` names it: with the digest of its content; empty for how all names begin.

        Returns
        -------
        str
            For ``blobs``.
        """
        return f"{self.name}/{archive}"


BUILT_PLACE = LoadedPlace(BUILT_SCHEMA, "built")
GOALS_PLACE = LoadedPlace(GOALS_SCHEMA, "goals", has_alike_rights=True, longest_wait="5s")


def version_table(layer: str, number: int) -> str:
    """Name of the table that holds the features of a version.

    Parameters
    ----------
    layer
        Id: lower-case letters, digits and hyphens.
    number
        Of the version.

    Returns
    -------
    str
        No id of a layer, which has no underscore, and no name of another version.

    Examples
    --------
    >>> version_table("kaiyang-mines", 3)
    'kaiyang_mines_v3'
    """
    return f"{layer.replace('-', '_')}_v{number}"


def twin_table(table: str) -> str:
    """Name of the table that holds the features of another one as they are served.

    Parameters
    ----------
    table
        With the geometries.

    Returns
    -------
    str
        As in a GeoPackage.
    """
    return f"{table}_json"


def join_table(table: str) -> str:
    """Name of the table that tells in which counties the features of another one lie.

    Parameters
    ----------
    table
        With the geometries.

    Returns
    -------
    str
        Beside it.
    """
    return f"{table}_join"


def in_schema(schema: str, table: str) -> str:
    """A table as SQL writes it.

    Parameters
    ----------
    schema, table
        Names.

    Returns
    -------
    str
        Both quoted.
    """
    return f"{quoted(schema)}.{quoted(table)}"


def column_of(name: str) -> str:
    """Name of the column that holds a property.

    Parameters
    ----------
    name
        Of the property: up to 120 characters, so that 40 Chinese ones are too many bytes for PostgreSQL.

    Returns
    -------
    str
        The same where PostgreSQL takes it; else its beginning and a digest of all of it.

    Examples
    --------
    >>> column_of("名称"), column_of("xmin")
    ('名称', 'xmin_eafb2f50')
    """
    body = name.encode()
    if len(body) <= _LONGEST_BYTES and name not in _SYSTEM_COLUMNS:
        return name
    kept = body[: _LONGEST_BYTES - _DIGEST_CHARACTERS - 1].decode(errors="ignore")
    return f"{kept}_{hashlib.sha256(body).hexdigest()[:_DIGEST_CHARACTERS]}"
