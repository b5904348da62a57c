"""The part of the package that is written in Rust."""

from os import PathLike
from typing import Any, final

__version__: str
faults: bool

@final
class Column:
    """A column of Arrow's; anything that speaks the Arrow C data interface takes it."""

    def __len__(self) -> int: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...
    def __arrow_c_schema__(self) -> object: ...

@final
class Rules:
    """How documents are checked: an organisation's profiles, kinds, strictness. Whole in itself, and can be pickled."""

    def __init__(
        self,
        profiles: list[str] = ...,
        *,
        kinds: list[str] | None = None,
        strict: bool = False,
        style: str | None = None,
        min_confidence: int = 0,
        pins: list[str] = ...,
    ) -> None: ...
    @staticmethod
    def from_spec(spec: str) -> Rules: ...
    @property
    def spec(self) -> str: ...
    @property
    def hash(self) -> str: ...
    @property
    def names(self) -> list[str]: ...

@final
class Report:
    """The report that ``garim audit`` writes, from rows of a diagnosis."""

    def __init__(
        self,
        out: str | PathLike[str],
        *,
        profile: list[str] = ...,
        today: str | None = None,
        against: str | PathLike[str] | None = None,
    ) -> None: ...
    def add(self, rows: Any) -> int: ...
    def write(self) -> tuple[int, int, int]: ...

def check_text(text: str, rules: Rules, id: str | None = None) -> str: ...
def mask_text(text: str, rules: Rules) -> str: ...
def check(column: Any, rules: Rules, values: bool = False, files: bool = False, key: str | None = None) -> list[Column]: ...
def diagnose(table: Any, rules: Rules, values: bool = False, files: bool = False, key: str | None = None) -> list[Column]: ...
def mask(column: Any, rules: Rules) -> list[Column]: ...
def rows_of_none(values: bool = False, told: bool = False) -> Column: ...
def serve() -> None: ...
