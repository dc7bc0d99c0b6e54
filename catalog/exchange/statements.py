"""Statements in the vocabulary of schema.org, as JSON-LD in a page or in a file of its own."""

from typing import Any

JSON_LD_TYPE = "application/ld+json"


def without_empty_parts(value: Any) -> Any:
    """Remove what is None, "", [] or {} from dicts and lists, at any depth."""
    if isinstance(value, dict):
        parts = {key: without_empty_parts(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if not is_empty(part)}
    if isinstance(value, list):
        return [part for part in map(without_empty_parts, value) if not is_empty(part)]
    return value


def is_empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}
