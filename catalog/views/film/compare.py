"""Two tellings of a film side by side, and how all of them are related."""

from dataclasses import dataclass, field
from itertools import combinations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.tellings.comparison import compare
from catalog.tellings.method import Run, word_differences
from catalog.tellings.method.stems import function_words
from catalog.tellings.method.words import split_words
from catalog.tellings.overview import overviews
from catalog.texts.language_tags import primary_subtag
from catalog.views.core.addresses import addressed
from catalog.views.core.caching import personal
from catalog.views.core.spoilers import reader_level
from catalog.views.film import prefetch as parts
from catalog.views.film.footnotes import Footnotes

# An id that fits into either database's column, in few enough digits to read.
LONGEST_ID = 18
KINDS = {
    "same": ("=", "in the same words"),
    "changed": ("≈", "in other words"),
    "moved": ("⇅", "at another place"),
    "only_left": ("◧", "only on the left"),
    "only_right": ("◨", "only on the right"),
}


@dataclass
class Row:
    """What stands beside each other, in runs of words; a `stub` is the right text's own place of what has moved.

    `number` names a pair that has moved and its stub; `earlier` says that the stub lies before it.
    """

    kind: str
    left: list[Run] = field(default_factory=list)
    right: list[Run] = field(default_factory=list)
    by_editor: bool = False
    heading: bool = False
    number: int = 0
    stub: bool = False
    earlier: bool = False

    @property
    def sign(self):
        return KINDS[self.kind][0]

    @property
    def label(self):
        return KINDS[self.kind][1]


class Unanswerable(Exception):  # noqa: N818 (it is what the page says, not an error of ours)
    def __init__(self, status, detail):
        super().__init__(detail)
        self.status, self.detail = status, detail


@require_safe
@personal
@addressed(parts.films)
def film_compare(request, film):
    """Any two synopses in one language; without a choice, the first two that there are."""
    parts.fetch(film, parts.citations(), parts.synopses())
    texts, level = list(film.synopses.all()), reader_level(request)
    context = {"film": film, "footnotes": Footnotes(film), "spoilers": level, "texts": texts, "kinds": legend([])}
    try:
        left, right = chosen(request.GET, texts)
    except Unanswerable as refused:
        context |= {"problem": refused.detail, "groups": groups(texts)}
        return render(request, "catalog/film_compare.html", context, status=refused.status)
    context |= {"left": left, "right": right, "groups": groups(texts)}
    if left and right:
        comparison = compare(left=left, right=right)
        told = rows(comparison)
        context |= {
            "comparison": comparison,
            "rows": told,
            "kinds": legend(told),
            "fold": max(left.spoiler_to, right.spoiler_to) > level and max(left, right, key=lambda t: t.spoiler_to),
        }
    return render(request, "catalog/film_compare.html", context)


def chosen(query, texts):
    """The two texts that are asked for; (None, None) where there are no two to choose from. Raises Unanswerable."""
    asked = [one_of(texts, query.get(side, ""), side) for side in ("left", "right")]
    if None not in asked:
        left, right = asked
        if left == right:
            raise Unanswerable(400, "These are one and the same telling. Choose two.")
        if left.language_id != right.language_id:
            raise Unanswerable(
                400, f"The one is in {left.language}, the other in {right.language}. Choose two of one language."
            )
        return left, right
    for left, right in combinations(texts, 2):
        if left.language_id == right.language_id and (asked == [None, None] or set(asked) & {left, right}):
            return (right, left) if asked[0] == right or asked[1] == left else (left, right)
    if asked != [None, None]:
        raise Unanswerable(400, "There is no other telling in that one’s language to set beside it.")
    return None, None


def one_of(texts, said, side):
    """The text of an id as it was sent, or None where none was. Raises Unanswerable."""
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= LONGEST_ID):
        shown = said[:20].replace("\0", "")
        raise Unanswerable(400, f"“{shown}” is no number of a synopsis. Choose the {side} telling from the list.")
    found = next((text for text in texts if text.pk == int(said)), None)
    if found is None:
        raise Unanswerable(404, f"This film has no synopsis {said}. Choose the {side} telling from the list.")
    return found


def groups(texts):
    """The texts by language, those of the first text's language first."""
    return {
        language: [t for t in texts if t.language == language] for language in dict.fromkeys(t.language for t in texts)
    }


def legend(told):
    """What each kind is called, and how often it is there."""
    counts = [row.kind for row in told if not row.stub and not row.heading]
    return [(kind, sign, label, counts.count(kind)) for kind, (sign, label) in KINDS.items()]


def rows(comparison):
    """The pairs as rows, in the left text's order; what has moved also has a stub at its place in the right text."""
    told = []
    minor = function_words(primary_subtag(comparison.language))
    headings = comparison.left.headings | comparison.right.headings
    for place, pair in enumerate(comparison.pairs):
        left, right = " ".join(pair.left), " ".join(pair.right)
        if pair.kind in ("changed", "moved"):
            left, right = (quiet(runs, minor) for runs in word_differences(left, right))
        else:
            left, right = ([Run(said, "equal")] if said else [] for said in (left, right))
        heading = pair.kind in ("only_left", "only_right") and (pair.left + pair.right)[0] in headings
        number = place + 1 if pair.kind == "moved" else 0
        told.append(
            (
                pair.pair.right,
                Row(pair.kind, left, right, pair.source == "editor", heading, number),
            )
        )
    for numbers, row in [line for line in told if line[1].kind == "moved"]:
        at = next(
            (n for n, (right, other) in enumerate(told) if (other.stub or other.kind != "moved") and right > numbers),
            len(told),
        )
        row.earlier = at <= next(n for n, (_, other) in enumerate(told) if other is row)
        whole = [Run("".join(run.text for run in row.right), "equal")]
        told.insert(at, (numbers, Row("moved", [], whole, number=row.number, stub=True, earlier=row.earlier)))
    return [row for _, row in told]


def quiet(runs, minor):
    """The runs without marks on those of nothing but words like “the” and “of”, which tell nothing."""
    return [
        Run(run.text, "equal") if run.kind != "equal" and minor >= {word.key for word in split_words(run.text)} else run
        for run in runs
    ]


def related(film, level):
    """How the published synopses are related, a language each, where there are at least two in one."""
    return [overview for overview in overviews(film=film) if overview.overlaps]
