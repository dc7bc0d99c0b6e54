"""Take a whole import back: what nobody touched since goes, or goes back; what somebody did is listed and kept.

Kept is, too, a film with votes or comments, and what something else than the import refers to. What is published goes only with
the right to withdraw. All that goes stands in the history as deleted, and can be brought back.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from catalog.editing.apply import apply_patch
from catalog.editing.documents import (
    PARTS,
    RefusedError,
    Root,
    many_to_many_fields,
    model_of,
    noun_of,
    parse_key,
    through_model,
)
from catalog.editing.edit import apply_change
from catalog.editing.patches import Patch
from catalog.exchange.bringing_in.lock import only_import
from catalog.exchange.bringing_in.proposals import open_proposals
from catalog.exchange.bringing_in.run import NotPermittedError
from catalog.models import Comment, Deed, Film, Import, ImportedRecord, ImportStatus, Revision, State, Vote

# Roots that are taken back in one transaction: films have many rows, all others few.
FILMS, OTHERS = 20, 400
# What goes with a root, or forgets it, without being asked.
GOING_ALONG = {"import", "filmlack", "workingcopy", "mention", "previewlink", "ratingsummary", "duplicatepair"}
# Films go first, then what they refer to.
LAST_NOUNS = ("person", "company", "subject", "work", "character", "job", "genre", "department", "source")


class KeptRoot(NamedTuple):
    """Something that an import made or changed and that stays, with the reason."""

    noun: str
    key: str
    label: str
    reason: str


def undo_import(of_import: Import, by: User | None) -> list[KeptRoot]:
    """Take an import back; return what is kept, and why. Raise NotPermittedError where `by` may not."""
    if by is not None and not by.has_perm("catalog.change_import"):
        raise NotPermittedError(
            gettext("This account may not take imports back. Ask an Administrator for the role of an Editor.")
        )
    with only_import():
        kept_roots = list(Undoing(of_import, by).go())
        ImportedRecord.objects.filter(of_import=of_import).delete()
        open_proposals(of_import).delete()
        Import.objects.filter(pk=of_import.pk).update(status=ImportStatus.UNDONE, ended_at=timezone.now())
    return kept_roots


def preview_undo(of_import: Import, by: User | None, most: int = 100) -> list[KeptRoot]:
    """Return what an undo would keep, and why, as far as that is known before anything goes: the first few."""
    kept_roots: list[KeptRoot] = []
    for root in Undoing(of_import, by).kept_by_somebody():
        kept_roots.append(root)
        if len(kept_roots) == most:
            break
    return kept_roots


class Undoing:
    """Takes the roots of an import back, few at a time, each time in one transaction; what is killed goes on when it is begun again."""

    def __init__(self, of_import: Import, by: User | None) -> None:
        self.of_import, self.by = of_import, by
        self.may_withdraw = by is None or by.has_perm("catalog.publish_film")

    def go(self) -> Iterator[KeptRoot]:
        nouns = set(self.revisions().values_list("noun", flat=True).order_by().distinct())
        for noun in [*sorted(nouns - set(LAST_NOUNS)), *(noun for noun in LAST_NOUNS if noun in nouns)]:
            for keys in self.batches(noun):
                yield from self.take_back(noun, keys)

    def kept_by_somebody(self) -> Iterator[KeptRoot]:
        """Yield what stays because somebody did something with it."""
        for noun in self.revisions().values_list("noun", flat=True).order_by().distinct():
            for keys in self.batches(noun):
                with transaction.atomic():
                    yield from self.reasons(noun, keys).values()

    def revisions(self) -> Any:
        return Revision.objects.filter(of_import=self.of_import)

    def batches(self, noun: str) -> Iterator[list[str]]:
        """Yield the keys of the roots of a noun that the import made or changed, few at a time, the latest first."""
        last = None
        while True:
            rows = self.revisions().filter(noun=noun).order_by("-id")
            rows = rows if last is None else rows.filter(id__lt=last)
            found_rows = list(rows.values_list("id", "key")[: FILMS if noun == "film" else OTHERS])
            if not found_rows:
                return
            last = found_rows[-1][0]
            yield list(dict.fromkeys(key for _, key in found_rows))

    def take_back(self, noun: str, keys: Sequence[str]) -> Iterator[KeptRoot]:
        """Take some roots of a noun back in one transaction; yield those that stay."""
        with transaction.atomic():
            present_keys = self.present(noun, keys)
            kept_roots = self.reasons(noun, present_keys)
            free_keys = [key for key in present_keys if key not in kept_roots]
            patches = self.patches(noun, free_keys)
            whole = {key for key, patch in patches.items() if is_made(patch, noun, key)}
            kept_roots |= self.referred_to(noun, sorted(whole - kept_roots.keys()))
            self.remove(noun, {key: patches[key] for key in whole - kept_roots.keys()})
        yield from kept_roots.values()
        for key in free_keys:
            if key not in whole and key in patches:
                yield from self.set_back(noun, key, patches[key])

    def present(self, noun: str, keys: Sequence[str]) -> list[str]:
        """Return those of some keys whose rows are still here."""
        rows = model_of(noun)._base_manager.filter(pk__in=[parse_key(noun, key) for key in keys])
        return [str(key) for key in rows.order_by("pk").values_list("pk", flat=True)]

    def patches(self, noun: str, keys: Sequence[str]) -> dict[str, Patch]:
        """Return what the import did to each of some roots, as one patch."""
        patches: dict[str, list[Any]] = {}
        for key, patch in self.revisions().filter(noun=noun, key__in=keys).order_by("id").values_list("key", "patch"):
            patches.setdefault(key, []).append(patch)
        return {key: Patch.combine(some_patches) for key, some_patches in patches.items()}

    # What stays.

    def reasons(self, noun: str, keys: Sequence[str]) -> dict[str, KeptRoot]:
        """Return those roots that stay because of what somebody did, each with the reason."""
        reasons: dict[str, str] = {}
        rows = Revision.objects.filter(noun=noun, key__in=keys).exclude(deed=Deed.NOTED).order_by()
        newest = dict(rows.values_list("key").annotate(newest=Max("id")))
        own = set(self.revisions().filter(pk__in=newest.values()).values_list("key", flat=True))
        for key in newest.keys() - own:
            reasons[key] = gettext("somebody has changed it since")
        if noun == "film":
            reasons |= self.reasons_of_films(keys)
        labels = self.labels(noun, list(reasons))
        return {key: KeptRoot(noun, key, labels[key], reason) for key, reason in reasons.items()}

    def reasons_of_films(self, keys: Sequence[str]) -> dict[str, str]:
        pks = [int(key) for key in keys]
        reasons = {}
        if not self.may_withdraw:
            published = Film.objects.filter(pk__in=pks, state=State.PUBLISHED)
            for pk in published.values_list("pk", flat=True):
                reasons[str(pk)] = gettext("it is published, and this account may not withdraw it")
        for model, reason in ((Comment, gettext("it has comments")), (Vote, gettext("it has votes"))):
            for pk in model.objects.filter(film__in=pks).order_by().values_list("film_id", flat=True).distinct():
                reasons[str(pk)] = reason
        return reasons

    def labels(self, noun: str, keys: Sequence[str]) -> dict[str, str]:
        """Return what the history calls some roots."""
        rows = self.revisions().filter(noun=noun, key__in=keys).order_by("id")
        return dict(rows.values_list("key", "label"))

    def referred_to(self, noun: str, keys: Sequence[str]) -> dict[str, KeptRoot]:
        """Return those roots that something else than their own rows refers to."""
        pks = [parse_key(noun, key) for key in keys]
        held_keys: set[Any] = set()
        for relation in relations_from_elsewhere(noun) if pks else ():
            rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": pks})
            held_keys |= set(rows.order_by().values_list(relation.field.name, flat=True).distinct())
        reason, labels = gettext("something that stays refers to it"), self.labels(noun, [str(pk) for pk in held_keys])
        return {str(pk): KeptRoot(noun, str(pk), labels[str(pk)], reason) for pk in held_keys}

    # What goes, and what goes back.

    def remove(self, noun: str, patches: dict[str, Patch]) -> None:
        """Delete roots that the import made, with all their rows, and record it."""
        if not patches:
            return
        inverse = {key: patch.inverse() for key, patch in patches.items()}
        labels = self.labels(noun, list(patches))
        if noun == "source":
            Import.objects.filter(source__in=[int(key) for key in patches]).update(source=None)
        apply_patch(Patch.combine(inverse.values()))
        Revision.objects.bulk_create(
            Revision(
                noun=noun,
                key=key,
                label=labels[key],
                deed=Deed.DELETED,
                editor=self.by,
                editor_name=self.by.get_username() if self.by else "",
                note=gettext("The import was undone."),
                patch=patch,
                of_import=self.of_import,
            )
            for key, patch in inverse.items()
        )

    def set_back(self, noun: str, key: str, patch: Patch) -> Iterator[KeptRoot]:
        """Take back what the import changed of a root that was here before."""
        root = Root(noun, parse_key(noun, key))
        try:
            apply_change(
                root,
                patch.inverse(),
                editor=self.by,
                deed=Deed.REVERTED,
                note=gettext("The import was undone."),
                directly=self.of_import.state == State.PUBLISHED and self.may_withdraw,
                of_import=self.of_import,
            )
        except RefusedError as error:
            yield KeptRoot(noun, key, self.labels(noun, [key])[key], str(error))


def is_made(patch: Patch, noun: str, key: str) -> bool:
    """Tell whether a patch makes a root, and does not only change it."""
    change = patch.change_of(noun, key)
    return change is not None and change.before is None


@cache
def relations_from_elsewhere(noun: str) -> list[Any]:
    """Return the relations by which rows refer to a root that neither belong to it nor go along with it."""
    own_links = {through_model(field) for field in many_to_many_fields(noun).values()}
    parts = PARTS.get(noun, {}).keys() | GOING_ALONG
    return [
        relation
        for relation in model_of(noun)._meta.get_fields(include_hidden=True)
        if (relation.one_to_many or relation.one_to_one)
        and relation.auto_created
        and not relation.concrete
        and relation.related_model not in own_links
        and noun_of(relation.related_model) not in parts
    ]
