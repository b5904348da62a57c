"""DuckDB: ``garim_check(text)`` and ``garim_mask(text)`` as functions of SQL, for one server without a cluster.

>>> con = duckdb.connect()
>>> garim.duck.register(con)
>>> con.sql("select id, garim_check(text).level from 'documents.parquet'")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from garim import columns
from garim._core import Rules, rows_of_none

if TYPE_CHECKING:
    import duckdb

_TYPES = {pa.string(): "VARCHAR", pa.int32(): "INTEGER", pa.int64(): "BIGINT", pa.bool_(): "BOOLEAN"}


def register(connection: duckdb.DuckDBPyConnection, *, rules: Rules | None = None, values: bool = False) -> None:
    """Makes the functions known to a connection: ``garim_check`` and ``garim_mask`` for texts, ``garim_check_file`` for paths."""

    def check(text: Any) -> Any:
        return columns.check(text, rules=rules, values=values)

    def check_file(path: Any) -> Any:
        return columns.check_files(path, rules=rules, values=values)

    def mask(text: Any) -> Any:
        return columns.mask(text, rules=rules)

    row = connection.type(sql_type(pa.array(rows_of_none(values)).type))
    for name, function, gives in (("garim_check", check, row), ("garim_check_file", check_file, row), ("garim_mask", mask, "VARCHAR")):
        connection.create_function(name, function, ["VARCHAR"], gives, type="arrow", null_handling="special")


def sql_type(kind: pa.DataType) -> str:
    """An Arrow type in DuckDB's words."""
    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{f.name}" {sql_type(f.type)}' for f in kind) + ")"
    if pa.types.is_list(kind):
        return sql_type(kind.value_type) + "[]"
    return _TYPES[kind]
