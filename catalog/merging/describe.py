"""Describe a merge in words: what moves, what exists twice, and what could not be brought back."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext, gettext_noop, ngettext

from catalog.editing.documents import columns, model_of
from catalog.merging.plan import MergePlan
from catalog.merging.referring_rows import PREVIEW_LINK
from catalog.models import ExternalId
from catalog.models.noun_counts import count_text
from catalog.texts.numbers import list_text

# So many rows of a kind are named; of the others, the number is given.
MOST_LABELS = 5
# The relations from which the label of a row is made, where it is not all of its own.
LABEL_RELATIONS = {"citation": ("source", "credit__person", "credit__job", "film")}
# Why a row could not be brought back.
EDITED = gettext_noop("changed since, so what was changed stays as it is now")
DELETED = gettext_noop("deleted since")
BLOCKED = gettext_noop("not brought back, because rows entered since stand in the way")
MISSING_REFERENCE = gettext_noop("not brought back, because a row to which it belongs or refers is deleted")


class Moves(NamedTuple):
    """The rows of a kind that move to the survivor: how many of what, in words and as a number, and the labels of a few."""

    words: str
    row_count: int
    examples: list[str]


class Collision(NamedTuple):
    """What exists twice, and what happens to it."""

    description: str
    outcome: str


def describe_moves(plan: MergePlan) -> list[Moves]:
    """Say which rows move to the survivor, a line for each kind."""
    moves = []
    for noun, rows in sorted(plan.carried_rows.changes.items()):
        keys = [key for key in rows if key not in plan.carried_rows.dropped_rows[noun].values()]
        if keys:
            moves.append(Moves(count_text(noun, len(keys)), len(keys), list(example_labels(plan, noun, keys).values())))
    return moves


def describe_collisions(plan: MergePlan) -> list[Collision]:
    """Say what exists on both sides, and what happens to it."""
    dropped_rows = plan.carried_rows.dropped_rows
    collisions = [describe_dropped_rows(plan, noun, list(keys)) for noun, keys in dropped_rows.items() if keys]
    for noun, words in (
        ("synopsis", gettext("Two synopses lead in one language: %(label)s")),
        ("version", gettext("Two versions lead: %(label)s")),
    ):
        labels = row_labels(noun, sorted(plan.carried_rows.demoted_rows[noun]))
        outcome = gettext("It stays, and no longer leads.")
        collisions += [Collision(words % {"label": label}, outcome) for label in labels.values()]
    if plan.kept_name:
        outcome = gettext("It becomes another name of the one that stays, which visitors see.")
        collisions.append(
            Collision(gettext("The name that is not picked: %(kept_name)s") % {"kept_name": plan.kept_name}, outcome)
        )
    return [*collisions, *describe_external_ids(plan)]


def describe_dropped_rows(plan: MergePlan, noun: str, keys: list[Any]) -> Collision:
    """Say which rows of a noun are dropped, and which of their values are lost."""
    if noun == PREVIEW_LINK:
        return Collision(
            gettext("Links to a preview of the film that goes: %(number)s") % {"number": len(keys)},
            gettext("They end."),
        )
    if noun == "vote":
        return Collision(
            gettext("Visitors who voted on both: %(number)s") % {"number": len(keys)},
            gettext("The later vote of each stays."),
        )
    labels = ", ".join(example_labels(plan, noun, keys).values()) + (" …" if len(keys) > MOST_LABELS else "")
    fields = Counter(name for row_noun, _, name, _ in plan.carried_rows.lost_values if row_noun == noun)
    lost_values = [
        ngettext("%(field)s (in %(number)s row)", "%(field)s (in %(number)s rows)", count)
        % {"field": columns(noun)[name].verbose_name, "number": count}
        for name, count in fields.items()
    ]
    outcome = gettext(
        "The survivor’s row stays. It takes over values that it lacks, and the rows that belong to the other one."
    )
    if lost_values:
        lost_words = gettext("Not kept, because the survivor’s row has another value: %(fields)s.")
        outcome = f"{outcome} {lost_words % {'fields': ', '.join(lost_values)}}"
    words = gettext("There twice, %(rows)s: %(labels)s") % {"rows": count_text(noun, len(keys)), "labels": labels}
    return Collision(words, outcome)


def describe_external_ids(plan: MergePlan) -> Iterator[Collision]:
    """Yield the outside catalogues in which the two have different ids."""
    if plan.noun not in {field.name for field in ExternalId._meta.fields}:
        return
    ids_by_scheme = defaultdict(list)
    for external_id in ExternalId.objects.select_related("scheme").filter(**{f"{plan.noun}__in": plan.keys}):
        ids_by_scheme[external_id.scheme.name].append(external_id)
    for scheme, external_ids in ids_by_scheme.items():
        if len({getattr(external_id, f"{plan.noun}_id") for external_id in external_ids}) > 1:
            values = list_text(external_id.value for external_id in external_ids)
            yield Collision(
                gettext("%(scheme)s calls them %(values)s") % {"scheme": scheme, "values": values},
                gettext("Both ids stay. If they are two there, look whether they are two here."),
            )


def describe_unrestored(keys_by_reason: Mapping[tuple[str, str], Collection[Any]]) -> list[str]:
    """Say in a sentence for each kind of row what could not be brought back, and why: {(noun, reason): keys}."""
    sentences = []
    for (noun, reason), keys in keys_by_reason.items():
        if keys:
            labels = [] if reason == DELETED else list(row_labels(noun, list(keys)[:MOST_LABELS]).values())
            more = " …" if len(keys) > len(labels) else ""
            names = f" ({', '.join(labels)}{more})" if labels else ""
            sentences.append(f"{count_text(noun, len(keys))}{names}: {gettext(reason)}.")
    return sentences


def example_labels(plan: MergePlan, noun: str, keys: Collection[Any]) -> dict[Any, str]:
    """Label the first few of some rows; with their films, unless films are merged."""
    return row_labels(noun, sorted(keys)[:MOST_LABELS], with_film=plan.noun != "film")


def row_labels(noun: str, keys: Collection[Any], *, with_film: bool = False) -> dict[Any, str]:
    """Return {key: label} of a few rows, with the film to which each belongs if asked for."""
    model = model_of(noun)
    relations = LABEL_RELATIONS.get(noun) or [field.name for field in model._meta.fields if field.is_relation]
    rows = model._base_manager.filter(pk__in=keys).order_by("pk")
    labels = {}
    for row in rows.select_related(*relations) if relations else rows:
        film = getattr(row, "film", None) if with_film else None
        labels[row.pk] = f"{row} · {film}" if film else str(row)
    return labels
