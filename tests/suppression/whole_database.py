"""All that a database holds, read without the models."""

import json
import re
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection

from catalog.texts.folding import folded_words

WIDTH = 60


def texts_of_database():
    """Yield (table and column, text) of each column of each row of each table, and of what sessions hold."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, content in zip(names, row, strict=True):
                    yield f"{table}.{name}", plain(content)
    for session in Session.objects.all():
        yield "session", json.dumps(session.get_decoded(), ensure_ascii=False)


def plain(content):
    """Return the value of a column as text, JSON with its escaped characters written out."""
    text = content if isinstance(content, str) else json.dumps(content, default=str, ensure_ascii=False)
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


def places_of(value):
    """Return where words stand one after another in the database, in whatever case and spelling."""
    words = " ".join(folded_words(value))
    places = []
    for place, text in texts_of_database():
        folded_text = " ".join(folded_words(text))
        if words in folded_text:
            start = folded_text.index(words)
            places.append(f"{place}: {folded_text[max(0, start - WIDTH) : start + WIDTH]}")
    return places


def bytes_of_files():
    """Return what SQLite's file and its log hold, also of what is deleted."""
    path = Path(connection.settings_dict["NAME"])
    files = [file for file in (path, path.with_name(f"{path.name}-wal")) if file.exists()]
    return b"".join(file.read_bytes() for file in files)
