"""What every table is made of: naming, and types that mean the same on both databases."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, ForeignKey, Integer, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeEngine

from viva.db.text import is_text, storable

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

BigKey = BigInteger().with_variant(Integer(), "sqlite")  # only INTEGER is SQLite's own row number

_NUL_IN_JSON = "\\u0000"


class JsonText(str):
    """JSON that is encoded already, and stored as it is."""

    __slots__ = ()


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_json(value: object) -> str:
    """How values of JSON columns are encoded."""
    if isinstance(value, JsonText):
        return value
    encoded = _encode(value)
    return _encode(_storable_parts(value)) if _NUL_IN_JSON in encoded or not is_text(encoded) else encoded


def _storable_parts(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(key)): _storable_parts(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable_parts(part) for part in value]
    return value


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; SQLite, which knows no zones, keeps it in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - theirs
        """Refuse a moment without a zone: nobody could tell later what it meant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - theirs
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class FreeText(TypeDecorator[str]):
    """Text that came from outside, and may hold anything."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - theirs
        """Make it storable."""
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """Values that JSON can hold; PostgreSQL, which is loaded only where it is used, keeps them taken apart."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """JSONB on PostgreSQL."""
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import JSONB

            return dialect.type_descriptor(JSONB())
        return dialect.type_descriptor(JSON())


Key = Annotated[int, mapped_column(BigKey, primary_key=True)]
WorkspaceKey = Annotated[int, mapped_column(BigKey, ForeignKey("workspaces.id"))]
PersonKey = Annotated[int, mapped_column(BigKey, ForeignKey("people.id"))]
Words = Annotated[str, mapped_column(FreeText)]


class Table(DeclarativeBase):
    """The base of every row."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: Moment,
        dict[str, Any]: Json,
        list[Any]: Json,
        Mapping[str, Any]: Json,
    }
