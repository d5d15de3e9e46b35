"""Parquet, in row groups: text, int64, exact decimals, days, lists. The types follow from the columns, not the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO

from amcli.base.errors import BadValue
from amcli.base.results import Column, Kind, Record
from amcli.base.text import clean
from amcli.base.time.dates import iso
from amcli.render.cells import number
from amcli.render.select import Rows

if TYPE_CHECKING:
    import pyarrow as pa

GROUP = 50_000  # rows of a row group
BATCH = 5_000  # rows that are Python's at one time


def write_parquet(result: Rows, out: BinaryIO) -> None:
    """The rows as a table of Arrow types. BadValue where a value is none of its column, or the extra is missing."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise BadValue('parquet needs an extra package: pip install "amcli[parquet]"') from error
    rows = iter([result.row] if isinstance(result, Record) else result.rows)
    columns, first = result.columns, list(islice(rows, BATCH))
    kinds = [_type(column, [row[place] for row in first]) for place, column in enumerate(columns)]
    schema = pa.schema([pa.field(column.key, kind) for column, kind in zip(columns, kinds, strict=True)])
    shapes = [_shape(column, kind) for column, kind in zip(columns, kinds, strict=True)]

    def packed(batch: list[Sequence[Any]]) -> pa.RecordBatch:
        parts = zip(columns, zip(*batch, strict=True), kinds, shapes, strict=True)
        return pa.RecordBatch.from_arrays([_array(*part) for part in parts], schema=schema)

    batches = map(packed, _batches(chain(first, rows)))
    del first
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(batches, GROUP // BATCH)):
            writer.write_table(pa.Table.from_batches(group))


def _batches(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _type(column: Column, values: Sequence[Any]) -> pa.DataType:
    """The column's type. A query of the user's own has no kinds: its numbers are known by the first rows."""
    import pyarrow as pa

    text = pa.string()
    match column.kind:
        case Kind.INT:
            return pa.int64()
        case Kind.MONEY | Kind.PERCENT:
            return pa.decimal128(38, 4)
        case Kind.NUMBER:
            return pa.decimal128(38, 12)
        case Kind.DATE:
            return text if column.timed else pa.date32()
        case Kind.LIST:
            return pa.list_(text)
        case Kind.FLAG:
            return pa.bool_()
        case Kind.SPARK:
            return pa.list_(pa.decimal128(38, 4))
        case _:
            found = {type(value) for value in values if value is not None}
            return pa.int64() if found == {int} else pa.float64() if found and found <= {int, Decimal} else text


def _shape(column: Column, kind: pa.DataType) -> Callable[[Any], Any] | None:
    """What a value needs before it is one of the type."""
    import pyarrow as pa

    if column.kind is Kind.TEXT and kind != pa.string():
        return float if kind == pa.float64() else None
    match column.kind:
        case Kind.TEXT:
            return lambda value: clean(value)[0] if isinstance(value, str) else number(value)
        case Kind.LIST | Kind.SPARK:
            return list
        case Kind.DATE:
            return iso if column.timed else _day
        case _:
            return None


def _day(value: Any) -> date:
    """Arrow itself would drop a time of day without a word."""
    if type(value) is not date:
        raise TypeError("a time of day")
    return value


def _array(column: Column, values: Sequence[Any], kind: pa.DataType, shape: Callable[[Any], Any] | None) -> pa.Array:
    import pyarrow as pa

    try:
        cells = [None if value is None else shape(value) for value in values] if shape else values
        return pa.array(cells, type=kind)
    except (pa.ArrowException, ValueError, TypeError, OverflowError) as error:
        raise BadValue(f"{column.key} holds more than {kind}: CAST it in the query, or use csv") from error
