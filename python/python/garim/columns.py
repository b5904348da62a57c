"""Columns in, columns out: whatever library a column is of, the answer is of the same. Nothing is copied, and the interpreter is free meanwhile."""

from __future__ import annotations

import json
from typing import Any

from garim import _core
from garim._core import Rules

_DEFAULT = Rules()


def check(source: Any, *, rules: Rules | None = None, values: bool = False, key: str | None = None) -> Any:
    """Checks a text, or every text of a column.

    A ``str`` gives the contract's JSON as a dictionary, with the values found and the masked text. A column (pyarrow, Polars, anything that speaks the Arrow
    C data interface) gives a column of structures, a row for a row, without values unless ``values=True``.
    """
    rules = rules or _DEFAULT
    if isinstance(source, str):
        return json.loads(_core.check_text(_whole(source), rules))
    return _like(source, _core.check(source, rules, values, False, key), _core.rows_of_none(values))


def check_files(paths: Any, *, rules: Rules | None = None, values: bool = False, key: str | None = None) -> Any:
    """Reads and checks the files that a column of paths names; as :func:`check`, with ``code`` where one cannot be read.

    Files are read in this very process. ``garim.spark`` and :class:`garim.child.Child` read them where a file that brings its reader down brings down nothing else.
    """
    return _like(paths, _core.check(paths, rules or _DEFAULT, values, True, key), _core.rows_of_none(values))


def mask(source: Any, *, rules: Rules | None = None) -> Any:
    """The masked copy of a text, or of every text of a column: read again until nothing is found, and verified.

    A text whose copy is refused raises :class:`garim.GarimError`; in a column its row is null, never the text.
    """
    rules = rules or _DEFAULT
    if isinstance(source, str):
        return _core.mask_text(_whole(source), rules)
    return _like(source, _core.mask(source, rules), None)


def _whole(text: str) -> str:
    """A lone surrogate is read as U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _like(source: Any, columns: list[_core.Column], none: _core.Column | None) -> Any:
    """Makes of columns what the source is of."""
    library = type(source).__module__.partition(".")[0]
    if library == "pyarrow":
        import pyarrow as pa

        made = [pa.array(column) for column in columns]
        if isinstance(source, pa.ChunkedArray):
            return pa.chunked_array(made, type=pa.array(none).type if none is not None else pa.string())
        return made[0]
    if library == "polars":
        import polars as pl

        made = [pl.Series(column).alias(source.name) for column in columns]
        if not made:
            return pl.Series(none).alias(source.name) if none is not None else pl.Series(source.name, [], dtype=pl.String)
        return made[0] if len(made) == 1 else pl.concat(made)
    return columns[0] if len(columns) == 1 else columns
