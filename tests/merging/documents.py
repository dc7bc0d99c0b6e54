"""Documents as they were and as they are, for tests of merging."""

from catalog.editing.documents import read_document
from catalog.merging.referring_rows import RATING_SUMMARY


def read_documents(*roots):
    """Read the documents of some nouns with the rows of visitors; rating summaries without their ids."""
    documents = [read_document(root, with_visitor_rows=True) for root in roots]
    return [document | {RATING_SUMMARY: list(document.get(RATING_SUMMARY, {}).values())} for document in documents]
