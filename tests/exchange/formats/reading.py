"""Reads small files that a test writes."""

from collections import Counter
from types import SimpleNamespace

from catalog.exchange.records import Record


def read(reader, *paths, **options):
    """Read files; return `records`, `remarks`, and `bytes` that were told last."""
    byte_counts = [0]
    lines = list(reader.read(paths, options, byte_counts.append))
    records = [line for line in lines if isinstance(line, Record)]
    remarks = [line for line in lines if not isinstance(line, Record)]
    return SimpleNamespace(lines=lines, records=records, remarks=remarks, bytes=byte_counts[-1])


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def values_of(record, noun):
    return [row.values for row in record.rows if row.noun == noun]


def refusals(reading):
    return [(remark.place.line, remark.place.column, remark.value) for remark in reading.remarks if remark.is_refused]


def mended(reading):
    return [
        (remark.place.line, remark.place.column, remark.value) for remark in reading.remarks if not remark.is_refused
    ]


def nouns(record):
    return Counter(row.noun for row in record.rows)
