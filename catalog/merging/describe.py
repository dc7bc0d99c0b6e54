"""Describe a merge in words: what moves, what exists twice, and what could not be brought back."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from catalog.editing.documents import columns, model_of
from catalog.merging.plan import MergePlan
from catalog.merging.referring_rows import PREVIEW_LINK
from catalog.models import ExternalId

# So many rows of a kind are named; of the others, the number is given.
MOST_LABELS = 5
# The relations from which the label of a row is made, where it is not all of its own.
LABEL_RELATIONS = {"citation": ("source", "credit__person", "credit__job", "film")}
# Why a row could not be brought back.
EDITED = "changed since, so what was changed stays as it is now"
DELETED = "deleted since"
BLOCKED = "not brought back, because rows entered since stand in the way"
MISSING_REFERENCE = "not brought back, because a row to which it belongs or refers is deleted"


class Moves(NamedTuple):
    """The rows of a kind that move to the survivor: the label of the kind, how many they are, and the labels of a few."""

    label: str
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
            moves.append(
                Moves(count_label(noun, len(keys)), len(keys), list(example_labels(plan, noun, keys).values()))
            )
    return moves


def describe_collisions(plan: MergePlan) -> list[Collision]:
    """Say what exists on both sides, and what happens to it."""
    dropped_rows = plan.carried_rows.dropped_rows
    collisions = [describe_dropped_rows(plan, noun, list(keys)) for noun, keys in dropped_rows.items() if keys]
    for noun, words in (("synopsis", "Two synopses lead in one language"), ("version", "Two versions lead")):
        labels = row_labels(noun, sorted(plan.carried_rows.demoted_rows[noun]))
        collisions += [Collision(f"{words}: {label}", "It stays, and no longer leads.") for label in labels.values()]
    if plan.kept_name:
        outcome = "It becomes another name of the one that stays, which visitors see."
        collisions.append(Collision(f"The name that is not picked: {plan.kept_name}", outcome))
    return [*collisions, *describe_external_ids(plan)]


def describe_dropped_rows(plan: MergePlan, noun: str, keys: list[Any]) -> Collision:
    """Say which rows of a noun are dropped, and which of their values are lost."""
    if noun == PREVIEW_LINK:
        return Collision(f"Links to a preview of the film that goes: {len(keys)}", "They end.")
    if noun == "vote":
        return Collision(f"Visitors who voted on both: {len(keys)}", "The later vote of each stays.")
    labels = ", ".join(example_labels(plan, noun, keys).values())
    more = f" and {len(keys) - MOST_LABELS} more" if len(keys) > MOST_LABELS else ""
    fields = Counter(name for row_noun, _, name, _ in plan.carried_rows.lost_values if row_noun == noun)
    lost_values = [f"{columns(noun)[name].verbose_name} of {count} of them" for name, count in fields.items()]
    outcome = "The survivor’s row stays. It takes over values that it lacks, and the rows that belong to the other one."
    if lost_values:
        outcome += f" Not kept, because the survivor’s row has another value: {', '.join(lost_values)}."
    return Collision(f"There twice, {len(keys)} {count_label(noun, len(keys))}: {labels}{more}", outcome)


def describe_external_ids(plan: MergePlan) -> Iterator[Collision]:
    """Yield the outside catalogues in which the two have different ids."""
    if plan.noun not in {field.name for field in ExternalId._meta.fields}:
        return
    ids_by_scheme = defaultdict(list)
    for external_id in ExternalId.objects.select_related("scheme").filter(**{f"{plan.noun}__in": plan.keys}):
        ids_by_scheme[external_id.scheme.name].append(external_id)
    for scheme, external_ids in ids_by_scheme.items():
        if len({getattr(external_id, f"{plan.noun}_id") for external_id in external_ids}) > 1:
            values = " and ".join(external_id.value for external_id in external_ids)
            yield Collision(
                f"{scheme} calls them {values}",
                "Both ids stay. If they are two there, look whether they are two here.",
            )


def describe_unrestored(keys_by_reason: Mapping[tuple[str, str], Collection[Any]]) -> list[str]:
    """Say in a sentence for each kind of row what could not be brought back, and why: {(noun, reason): keys}."""
    sentences = []
    for (noun, reason), keys in keys_by_reason.items():
        if keys:
            labels = [] if reason == DELETED else list(row_labels(noun, list(keys)[:MOST_LABELS]).values())
            more = " and others" if len(keys) > len(labels) else ""
            names = f" ({', '.join(labels)}{more})" if labels else ""
            sentences.append(f"{len(keys)} {count_label(noun, len(keys))}{names}: {reason}.")
    return sentences


def count_label(noun: str, count: int) -> str:
    """Return the label of a noun, in the plural unless the count is 1."""
    opts = model_of(noun)._meta
    return str(opts.verbose_name if count == 1 else opts.verbose_name_plural)


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
