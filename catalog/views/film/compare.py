"""Two synopses of a film side by side, and how all synopses are related."""

from dataclasses import dataclass, field
from itertools import combinations, groupby

from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.tellings.comparison import ComparableSynopses
from catalog.tellings.method import Run, word_differences
from catalog.tellings.method.stems import function_words
from catalog.tellings.method.words import split_words
from catalog.tellings.overview import SynopsesOfFilm
from catalog.texts.language_tags import primary_subtag
from catalog.texts.numbers import excerpt, read_number
from catalog.views.core.addresses import row_of_address
from catalog.views.core.caching import personal
from catalog.views.core.spoilers import reader_level
from catalog.views.film import prefetch as parts
from catalog.views.film.footnotes import Footnotes

OTHER_LANGUAGE = _("The one is in %(left)s, the other in %(right)s. Choose two of one language.")
NO_NUMBER = _("“%(text)s” is no number of a synopsis.")
NO_SYNOPSIS = _("This film has no synopsis %(text)s.")
CHOOSE = {
    "left": _("Choose the left telling from the list."),
    "right": _("Choose the right telling from the list."),
}
KINDS = {
    "same": ("=", _("in the same words")),
    "changed": ("≈", _("in other words")),
    "moved": ("⇅", _("at another place")),
    "only_left": ("◧", _("only on the left")),
    "only_right": ("◨", _("only on the right")),
}
# Two passages that share fewer of their words tell the same in words of their own: marks would cover them whole.
MARKED_SHARE = 0.5


@dataclass
class Row:
    """Two passages side by side, in runs of words. A `stub` stands at a moved passage's own place in the right text.

    A moved pair and its stub have the same `number`; `earlier` says that the stub comes before the pair. `level` is the
    spoiler level of the passages.
    """

    kind: str
    left: list[Run] = field(default_factory=list)
    right: list[Run] = field(default_factory=list)
    by_editor: bool = False
    heading: bool = False
    number: int = 0
    stub: bool = False
    earlier: bool = False
    level: int = 0

    @property
    def sign(self):
        return KINDS[self.kind][0]

    @property
    def label(self):
        return KINDS[self.kind][1]


@dataclass
class Stretch:
    """Rows that follow each other; they are folded if `spoiler_level` is not None. The first is number `first` of all."""

    first: int
    rows: list[Row]
    spoiler_level: int | None

    @property
    def last(self):
        return self.first + len(self.rows) - 1


class ChoiceError(Exception):
    """A choice of texts that can't be compared; the page shows the detail."""

    def __init__(self, status, detail):
        super().__init__(detail)
        self.status, self.detail = status, detail


@require_safe
@personal
@row_of_address(parts.films)
def film_compare(request, film):
    """Show any two synopses in one language; without a choice, the first two."""
    parts.fetch(film, parts.citations(), parts.posters(), parts.synopses())
    texts, level = list(film.synopses.all()), reader_level(request)
    context = {"film": film, "footnotes": Footnotes(film), "reader_level": level, "texts": texts, "kinds": legend([])}
    try:
        left, right = choose(request.GET, texts)
    except ChoiceError as error:
        context |= {"problem": error.detail, "groups": groups(texts)}
        return TemplateResponse(request, "catalog/film_compare.html", context, status=error.status)
    context |= {"left": left, "right": right, "groups": groups(texts)}
    if left and right:
        texts = ComparableSynopses(left=left, right=right)
        # Computed while the page is drawn: a preview is read while nobody else can write.
        comparison = SimpleLazyObject(lambda: texts.compare(keep=not is_preview(request)))
        comparison_rows = SimpleLazyObject(lambda: rows(comparison))
        context |= {
            "comparison": comparison,
            "rows": comparison_rows,
            "stretches": SimpleLazyObject(lambda: stretches(comparison_rows, level)),
            "kinds": SimpleLazyObject(lambda: legend(comparison_rows)),
        }
    return TemplateResponse(request, "catalog/film_compare.html", context)


def choose(query, texts):
    """Return the two texts that the query names, with defaults for missing ones. Raise ChoiceError for a wrong choice.

    Without a choice and without two texts in one language return (None, None).
    """
    sides = [text_of_id(texts, query.get(side, ""), side) for side in ("left", "right")]
    if None not in sides:
        left, right = sides
        if left == right:
            raise ChoiceError(400, _("These are one and the same telling. Choose two."))
        if left.language_id != right.language_id:
            raise ChoiceError(400, OTHER_LANGUAGE % {"left": left.language, "right": right.language})
        return left, right
    for left, right in combinations(texts, 2):
        if left.language_id == right.language_id and (sides == [None, None] or set(sides) & {left, right}):
            return (right, left) if sides[0] == right or sides[1] == left else (left, right)
    if sides != [None, None]:
        raise ChoiceError(400, _("There is no other telling in that one’s language to set beside it."))
    return None, None


def text_of_id(texts, value, side):
    """Return the text whose id a request has as its value, or None for an empty one. Raise ChoiceError."""
    if not value:
        return None
    key = read_number(value)
    if key is None:
        raise ChoiceError(400, f"{NO_NUMBER % {'text': excerpt(value)}} {CHOOSE[side]}")
    text = next((text for text in texts if text.pk == key), None)
    if text is None:
        raise ChoiceError(404, f"{NO_SYNOPSIS % {'text': excerpt(value)}} {CHOOSE[side]}")
    return text


def groups(texts):
    """Return {language: texts}, the language of the first text first."""
    return {
        language: [text for text in texts if text.language == language]
        for language in dict.fromkeys(text.language for text in texts)
    }


def legend(comparison_rows):
    """Return [(kind, sign, label, number of rows)] for each kind of row."""
    kinds = [row.kind for row in comparison_rows if not row.stub and not row.heading]
    return [(kind, sign, label, kinds.count(kind)) for kind, (sign, label) in KINDS.items()]


def stretches(comparison_rows, level):
    """Part the rows into stretches that a reader of a spoiler level sees at once, and those that wait until they are asked for."""
    parts, first = [], 1
    for is_hidden, group in groupby(comparison_rows, lambda row: row.level > level):
        part = list(group)
        parts.append(Stretch(first, part, max(row.level for row in part) if is_hidden else None))
        first += len(part)
    return parts


def rows(comparison):
    """Return the pairs as rows, in the left text's order. A moved pair also has a stub at its place in the right text."""
    placed_rows = []
    minor = function_words(primary_subtag(comparison.language))
    headings = comparison.left.headings | comparison.right.headings
    left_levels = sentence_levels(comparison.left, comparison.alignment.left)
    right_levels = sentence_levels(comparison.right, comparison.alignment.right)
    for place, pair in enumerate(comparison.pairs):
        left, right = " ".join(pair.left), " ".join(pair.right)
        if pair.kind in ("changed", "moved"):
            left, right = mark_differences(left, right, minor)
        else:
            left, right = ([Run(text, "equal")] if text else [] for text in (left, right))
        heading = pair.kind in ("only_left", "only_right") and (pair.left + pair.right)[0] in headings
        number = place + 1 if pair.kind == "moved" else 0
        level = max([left_levels[at] for at in pair.pair.left] + [right_levels[at] for at in pair.pair.right])
        row = Row(pair.kind, left, right, pair.source == "editor", heading, number, level=level)
        placed_rows.append((pair.pair.right, row))
    for place, moved_row in [placed_row for placed_row in placed_rows if placed_row[1].kind == "moved"]:
        insert_stub(placed_rows, place, moved_row)
    return [row for _, row in placed_rows]


def insert_stub(placed_rows, place, moved_row):
    """Insert the stub of a moved row before the first row that comes later in the right text.

    `placed_rows` are [(place in the right text, row)].
    """
    index = next(
        (
            number
            for number, (other_place, row) in enumerate(placed_rows)
            if (row.stub or row.kind != "moved") and other_place > place
        ),
        len(placed_rows),
    )
    moved_row.earlier = index <= next(number for number, (_, row) in enumerate(placed_rows) if row is moved_row)
    text = [Run("".join(run.text for run in moved_row.right), "equal")]
    stub = Row("moved", [], text, number=moved_row.number, stub=True, earlier=moved_row.earlier, level=moved_row.level)
    placed_rows.insert(index, (place, stub))


def sentence_levels(text, sentences):
    """Return the spoiler level of each sentence of a text."""
    levelled = text.levelled
    return [levelled.level_between(sentence.start, sentence.end) for sentence in sentences]


def mark_differences(left, right, minor):
    """Return two passages in runs that say where they differ; where they share too few words, each is one run."""
    sides = word_differences(left, right)
    runs = [run for side in sides for run in side]
    counts = [len(split_words(run.text)) for run in runs]
    shared_words = sum(count for run, count in zip(runs, counts, strict=True) if run.kind == "equal")
    if shared_words < MARKED_SHARE * sum(counts):
        return [Run(left, "equal")], [Run(right, "equal")]
    return [quiet(side, minor) for side in sides]


def quiet(runs, minor):
    """Remove the marks of runs that have only minor words, such as “the” and “of”."""
    return [
        Run(run.text, "equal") if run.kind != "equal" and minor >= {word.key for word in split_words(run.text)} else run
        for run in runs
    ]


def related_synopses(request, film):
    """Return how the published synopses are related, for each language that has two or more; compared when drawn."""
    synopses, keep = SynopsesOfFilm(film), not is_preview(request)
    return SimpleLazyObject(lambda: [overview for overview in synopses.overviews(keep=keep) if overview.overlaps])


def is_preview(request):
    """Tell whether the page shows texts that the tables don't hold: what is computed of them is not stored."""
    return hasattr(request, "preview")
