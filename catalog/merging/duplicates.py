"""Find possible duplicates in the whole catalogue, and remember what editors decided. See docs/editing.md."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, groupby, islice
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext

from catalog.editing.documents import MOST_PARAMETERS
from catalog.editing.references import survivors
from catalog.editing.stored_words import BETWEEN_WHYS
from catalog.merging.duplicate_criteria import CRITERIA, Candidate, Criterion
from catalog.merging.duplicate_ids import pairs_by_external_id
from catalog.models import DuplicatePair, DuplicateState, Person
from catalog.models.people import are_apart

# Of more namesakes, only those are compared that share a film, a date or an actor.
MOST_COMPARED = 40
ROWS_PER_REPORT = 10_000

Progress = Callable[[int], None]
# The keys of two rows, the lower one first.
Pair = tuple[int, int]


@dataclass
class SearchResult:
    """How many rows were read, and how many pairs wait for a decision, are new among them, and no longer hold."""

    rows: int = 0
    waiting: int = 0
    new: int = 0
    withdrawn_pairs: int = 0

    @property
    def summary(self) -> str:
        """What was found, in words."""
        return gettext("Possible duplicates: %(waiting)s, of them new: %(new)s, no longer: %(withdrawn)s.") % {
            "waiting": self.waiting,
            "new": self.new,
            "withdrawn": self.withdrawn_pairs,
        }


def find_duplicates(noun: str, *, progress: Progress = lambda rows: None) -> SearchResult:
    """Propose pairs of a noun that may be duplicates, and delete proposals that no longer hold.

    `progress` is called with the number of rows that were read, from time to time.
    """
    start = timezone.now()
    proposals = DuplicatePair.objects.filter(noun=noun, state=DuplicateState.PROPOSED)
    waiting_before, known_pairs = proposals.count(), distinct_pairs(noun)
    # Each criterion reads the same rows: they are counted at the first one.
    results = [SearchResult() for _ in CRITERIA[noun]]
    pairs = chain(
        *(
            pairs_by_criterion(noun, criterion, result, progress)
            for criterion, result in zip(CRITERIA[noun], results, strict=True)
        ),
        pairs_by_external_id(noun),
    )
    while batch := list(islice(pairs, MOST_PARAMETERS)):
        reasons = {(min(key, other_key), max(key, other_key)): why for key, other_key, why in batch}
        known_pairs |= pairs_apart(noun, reasons.keys())
        save_pairs(noun, {pair: why for pair, why in reasons.items() if pair not in known_pairs})
    result = results[0]
    result.withdrawn_pairs, _ = proposals.filter(found_at__lt=start).delete()
    result.waiting = proposals.count()
    result.new = result.waiting - waiting_before + result.withdrawn_pairs
    return result


def save_pairs(noun: str, reasons: Mapping[Pair, str]) -> None:
    """Save proposals, {pair: why}; of one that is there already, the reason and the moment are updated."""
    DuplicatePair.objects.bulk_create(
        [DuplicatePair(noun=noun, left=left, right=right, why=why) for (left, right), why in reasons.items()],
        update_conflicts=True,
        unique_fields=["noun", "left", "right"],
        update_fields=["why", "found_at"],
    )


def distinct_pairs(noun: str) -> set[Pair]:
    """Return the pairs that editors marked as not the same, and those pairs with survivors in place of merged rows."""
    decisions = DuplicatePair.objects.filter(noun=noun, state=DuplicateState.NOT_THE_SAME)
    pairs = set(decisions.values_list("left", "right"))
    survivor_keys = survivors(noun, {key for pair in pairs for key in pair})
    survivor_pairs = (sorted(survivor_keys.get(key, key) for key in pair) for pair in pairs)
    return pairs | {(left, right) for left, right in survivor_pairs}


def pairs_apart(noun: str, pairs: Collection[Pair]) -> set[Pair]:
    """Return those pairs of people of whom one died before the other one was born."""
    if noun != "person":
        return set()
    people = Person.objects.only("born", "died").in_bulk({key for pair in pairs for key in pair})
    return {(left, right) for left, right in pairs if are_apart(people[left], people[right])}


def decide_pair(*, noun: str, left: int, right: int, is_taken_back: bool, editor: User | None) -> bool:
    """Mark a pair as not the same, or propose it again; return False where no pair was changed."""
    apart, together = DuplicateState.NOT_THE_SAME, DuplicateState.PROPOSED
    before, after = (apart, together) if is_taken_back else (together, apart)
    pairs = DuplicatePair.objects.filter(noun=noun, left=left, right=right, state=before)
    return bool(pairs.update(state=after, decided_by=None if is_taken_back else editor))


def pairs_by_criterion(
    noun: str, criterion: Criterion, result: SearchResult, progress: Progress
) -> Iterator[tuple[int, int, str]]:
    """Yield (key, key, why) of the possible duplicates by a criterion; count the rows in the result."""
    values = criterion.rows(noun)
    stream = count_rows(values.iterator(chunk_size=2000), result, progress)
    groups = (list(group) for _, group in groupby(stream, key=lambda row: row[0]))
    for batch in batch_groups(group for group in groups if len(group) > 1):
        evidence = criterion.read_evidence([pk for group in batch for _, pk, *_ in group])
        for group in batch:
            candidates = [criterion.candidate(pk, values, evidence) for _, pk, *values in group]
            for first, second in pairs_to_compare(candidates):
                reason = criterion.reason(first, second, len(candidates))
                if reason is not None and first.pk != second.pk:
                    yield first.pk, second.pk, BETWEEN_WHYS.join(filter(None, [criterion.label, reason]))


def count_rows(rows: Iterable[Any], result: SearchResult, progress: Progress) -> Iterator[Any]:
    """Pass rows on, and count them as they are read."""
    for row in rows:
        result.rows += 1
        if result.rows % ROWS_PER_REPORT == 0:
            progress(result.rows)
        yield row


def batch_groups(groups: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    """Put groups of rows together into batches of about so many rows as one query can ask for."""
    batch: list[list[Any]] = []
    row_count = 0
    for group in groups:
        batch.append(group)
        row_count += len(group)
        if row_count >= MOST_PARAMETERS:
            yield batch
            batch, row_count = [], 0
    if batch:
        yield batch


def pairs_to_compare(candidates: Collection[Candidate]) -> Iterable[tuple[Candidate, Candidate]]:
    """Return all pairs of namesakes; of very many namesakes, only those that share something, or a year."""
    if len(candidates) <= MOST_COMPARED:
        return combinations(candidates, 2)
    groups = defaultdict(list)
    for candidate in candidates:
        years = {(position, value[:4]) for position, value in enumerate(candidate.distinctive) if value}
        for trait in candidate.in_common | years:
            groups[trait].append(candidate)
    pairs = {
        (first.pk, second.pk): (first, second)
        for group in groups.values()
        for first, second in combinations(group[:MOST_COMPARED], 2)
    }
    return pairs.values()
