"""Records to table rows and back: days and instants as ISO text, nested values as canonical JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

Record = TypeVar("Record")
SqlValue = str | int | float | bytes | None
Decoder = Callable[[Any], Any]

_COLUMNS: dict[type, dict[str, type]] = {}
_DECODERS: dict[type, dict[str, Decoder | None]] = {}


def canonical_json(value: object) -> str:
    """Write a value as JSON in the one spelling that hashes and comparisons rely on.

    >>> canonical_json({"b": 1, "a": [date(2026, 1, 31)]})
    '{"a":["2026-01-31"],"b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def instant_text(instant: datetime) -> str:
    """Write an instant as stored: UTC, microseconds (two runs may begin within one millisecond), `Z`."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def encode(value: object) -> SqlValue:
    """Turn one field of a record into what SQLite stores."""
    if value is None or isinstance(value, str | bytes | float):
        return value
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return canonical_json(value)


def to_row(record: object) -> tuple[SqlValue, ...]:
    """Give a record's values in the order of its fields, as SQLite stores them."""
    return tuple(encode(getattr(record, name)) for name in column_types(type(record)))


def column_types(record_type: type) -> dict[str, type]:
    """Name the columns of a record with the Python type that decides their SQL type (`tuple` = JSON)."""
    if record_type not in _COLUMNS:
        hints = get_type_hints(record_type)
        _COLUMNS[record_type] = {each.name: _stored_type(hints[each.name]) for each in fields(record_type)}
    return _COLUMNS[record_type]


def _stored_type(hint: Any) -> type:
    kinds = _alternatives(hint)
    if set(kinds) == {int, float}:
        return object
    first = kinds[0]
    origin = get_origin(first)
    if origin in (tuple, list, dict) or is_dataclass(first):
        return tuple
    return type(get_args(first)[0]) if origin is not None else first


def _alternatives(hint: Any) -> list[Any]:
    if get_origin(hint) not in (UnionType, Union):
        return [hint]
    return [each for each in get_args(hint) if each is not NoneType]


def _decoders(record_type: type) -> dict[str, Decoder | None]:
    if record_type not in _DECODERS:
        hints = get_type_hints(record_type)
        _DECODERS[record_type] = {
            name: _decoder(stored, hints[name]) for name, stored in column_types(record_type).items()
        }
    return _DECODERS[record_type]


def _decoder(stored: type, hint: Any) -> Decoder | None:
    if stored is tuple:
        adapter: TypeAdapter[Any] = TypeAdapter(hint)
        return adapter.validate_json
    simple: dict[type, Decoder] = {bool: bool, date: date.fromisoformat, datetime: datetime.fromisoformat}
    return simple.get(stored)


def from_row(record_type: type[Record], row: tuple[SqlValue, ...]) -> Record:
    """Build a record from its row; the row's columns stand in the order of the record's fields."""
    values = {
        name: value if value is None or decode is None else decode(value)
        for (name, decode), value in zip(_decoders(record_type).items(), row, strict=True)
    }
    return record_type(**values)
