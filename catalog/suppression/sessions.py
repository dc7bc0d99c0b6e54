"""Sessions, which Django stores signed and packed, so that no search of the database sees what they hold."""

from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from catalog.suppression.contents import Rewrite, rewrite_texts
from catalog.texts.occurrences import Value


def sessions_with(value: Value) -> Iterator[tuple[str, list[str]]]:
    """Yield (key, the texts in which a value stands) of sessions."""
    for session in Session.objects.order_by().iterator(500):
        texts: list[str] = []

        def note(text: str, texts: list[str] = texts) -> str:
            if value.is_in(text):
                texts.append(text)
            return text

        rewrite_texts(session.get_decoded(), note)
        if texts:
            yield session.session_key, texts


def rewrite_session(key: Any, rewrite: Rewrite) -> None:
    session = Session.objects.get(pk=key)
    content = rewrite_texts(session.get_decoded(), rewrite)
    Session.objects.filter(pk=key).update(session_data=SessionStore().encode(content))
