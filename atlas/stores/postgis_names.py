"""Names in the PostGIS database: schemas, tables of versions, views for GIS programs, columns of properties."""

from __future__ import annotations

import hashlib

from atlas.stores.cql2_sql import quoted

#: What ``atlas build`` made, views of published layers, tables of versions, and where the next build is loaded.
BUILT_SCHEMA = "atlas_built"
LAYERS_SCHEMA = "atlas_layers"
VERSIONS_SCHEMA = "atlas_versions"
LOADING_SCHEMA = "atlas_built_new"
#: Longest name of PostgreSQL [bytes] (NAMEDATALEN - 1).
_LONGEST_BYTES = 63
_DIGEST_CHARACTERS = 8
#: Names that every table has for itself.
_SYSTEM_COLUMNS = frozenset(("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid"))


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
