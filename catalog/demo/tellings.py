"""Load a demo film's texts, and the questions on which its sources differ, with quotes from the texts."""

from itertools import pairwise
from pathlib import Path

from catalog.demo.questions import NARRATOR
from catalog.demo.rows import add_row
from catalog.models import Article, Question, Reading, State, Synopsis

TEXTS = Path(__file__).parent / "texts"
CONTEXT = 30


def load_texts(facts, film, sources):
    """Save the synopses and articles of the module `facts`, and return them all."""
    texts = []
    for model, lines in ((Synopsis, facts.SYNOPSES), (Article, facts.ARTICLES)):
        for position, (name, source, kind, title, spoiler_level) in enumerate(lines):
            text = model(
                film=film,
                source=sources.get(source),
                kind=kind,
                title=title,
                spoiler_level=spoiler_level,
                body=(TEXTS / f"{name}.md").read_text(encoding="utf-8"),
                licence=facts.LICENCE,
                position=position,
                state=State.PUBLISHED,
            )
            text.lead = model is Synopsis and position == 0
            text.full_clean()
            text.save()
            texts.append(text)
    return texts


def load_questions(film, sources, questions, texts=()):
    for position, fields in enumerate(questions):
        readings = fields["readings"]
        question_fields = {name: value for name, value in fields.items() if name != "readings"}
        question = add_row(Question, film=film, position=position, state=State.PUBLISHED, **question_fields)
        for place, (source, value, quote, *modality) in enumerate(readings):
            add_row(
                Reading,
                question=question,
                source=sources[source],
                value=value,
                modality=modality[0] if modality else NARRATOR,
                position=place,
                **(quote_fields(quote, sources[source], texts) if quote else {}),
            )


def quote_fields(quote, source, texts):
    """Return the fields of a reading that quotes these words from the text of its source, or from a text of no source.

    Raise ValueError where the words don't stand in exactly one place.
    """
    places = [
        (text, before, after)
        for text in texts
        if text.source in (source, None)
        for paragraph in text.plain_text.splitlines()
        for before, after in pairwise(paragraph.split(quote))
    ]
    if len(places) != 1:
        raise ValueError(f"“{quote}” stands in {len(places)} places of the texts on {source}. Quote words of just one.")
    text, before, after = places[0]
    return {
        "quote_exact": quote,
        "quote_prefix": before[-CONTEXT:],
        "quote_suffix": after[:CONTEXT],
        text._meta.model_name: text,
    }
