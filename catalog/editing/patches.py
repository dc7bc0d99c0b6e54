"""What changed between two states of a document, in both directions, and how several such changes become one.

A document is `{noun: {key: {field: value}}}`: the rows of a film, say, by model and primary key. A patch is stored as
`{noun: {key: {"was": fields or None, "is": fields or None}}}`: of a changed row only the fields that changed, of a new or
deleted row all its fields on one side and None on the other. Keys are text, and values are what JSON can hold.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Self, TypedDict

Fields = dict[str, Any]
# A row by noun and primary key.
RowKey = tuple[str, str]
Change = TypedDict("Change", {"was": Fields | None, "is": Fields | None})

# Fields that are made from another field of their row, and change together with it: {noun: {field: made from}}.
DERIVED_FIELDS = {
    "image": dict.fromkeys(("width", "height", "renditions"), "file"),
    "site": dict.fromkeys(("logo_width", "logo_height"), "logo"),
}


class Document(dict[str, dict[str, Fields]]):
    """The rows of a document: {noun: {key: fields}}."""

    def fields_of(self, noun: str, key: str) -> Fields | None:
        """Return the fields of a row, or None where there is no such row."""
        return self.get(noun, {}).get(key)


class RowChange(NamedTuple):
    """The change of one row. `before` is None where the row is new, `after` where it is deleted."""

    noun: str
    key: str
    before: Fields | None
    after: Fields | None

    @classmethod
    def between(cls, noun: str, key: str, before: Fields | None, after: Fields | None) -> Self | None:
        """Compare two states of a row; return None where they are equal."""
        if before == after:
            return None
        if before is None or after is None:
            return cls(noun, key, before, after)
        names = [name for name in after if before.get(name) != after[name]]
        return cls(noun, key, {name: before.get(name) for name in names}, {name: after[name] for name in names})

    @property
    def row_key(self) -> RowKey:
        return self.noun, self.key

    def inverse(self) -> Self:
        """Return the change that leads back."""
        return self._replace(before=self.after, after=self.before)

    def combine(self, later: "RowChange") -> "RowChange | None":
        """Combine this change with a later one of the same row; return None where they cancel out."""
        before, after = self.before, later.after
        if self.after is not None and later.before is not None:
            if before is not None:
                # A field that only the later change names had the same value before both.
                before = later.before | before
            if after is not None:
                after = self.after | after
        return RowChange.between(self.noun, self.key, before, after)

    def only(self, names: Collection[str]) -> Self | None:
        """Return the change of these fields alone, or None where it changes none of them."""
        before, after = (
            {name: value for name, value in (side or {}).items() if name in names} for side in (self.before, self.after)
        )
        return self._replace(before=before, after=after) if after else None


class Patch(dict[str, dict[str, Change]]):
    """The changed rows of a document, in the form in which they are stored: `Patch(revision.patch)`."""

    @classmethod
    def of(cls, changes: Iterable[RowChange | None]) -> Self:
        """Make a patch of changes; None stands for a row that did not change."""
        patch = cls()
        for change in changes:
            if change:
                patch.setdefault(change.noun, {})[change.key] = {"was": change.before, "is": change.after}
        return patch

    @classmethod
    def between(cls, before: Document, after: Document) -> Self:
        """Compare two states of a document."""
        rows = [(noun, key) for document in (before, after) for noun in document for key in document[noun]]
        return cls.of(
            RowChange.between(noun, key, before.fields_of(noun, key), after.fields_of(noun, key))
            for noun, key in dict.fromkeys(rows)
        )

    @classmethod
    def combine(cls, patches: Iterable[Mapping[str, dict[str, Change]]]) -> Self:
        """Make one patch that does what several do one after another; what is changed and changed back drops out."""
        changes_by_row: dict[RowKey, RowChange | None] = {}
        for patch in patches:
            for change in cls(patch).changes():
                earlier = changes_by_row.get(change.row_key)
                changes_by_row[change.row_key] = earlier.combine(change) if earlier else change
        return cls.of(changes_by_row.values())

    def changes(self) -> Iterator[RowChange]:
        """Yield a RowChange for each row."""
        for noun, changes in self.items():
            for key, change in changes.items():
                yield RowChange(noun, key, change["was"], change["is"])

    def change_of(self, noun: str, key: str) -> RowChange | None:
        """Return the change of one row, or None where it does not change."""
        change = self.get(noun, {}).get(key)
        return None if change is None else RowChange(noun, key, change["was"], change["is"])

    def deletes(self, noun: str, key: str) -> bool:
        """Tell whether the patch deletes a row."""
        change = self.change_of(noun, key)
        return change is not None and change.after is None

    def inverse(self) -> Self:
        """Return the patch that leads back."""
        return self.of(change.inverse() for change in self.changes())

    def without(self, noun: str, names: Collection[str]) -> Self:
        """Return a patch without the changes of some fields of a noun's rows; new and deleted rows stay whole."""
        return self.of(
            change
            if change.noun != noun or change.before is None or change.after is None
            else change.only(change.after.keys() - names)
            for change in self.changes()
        )

    def with_changes_of(self, patch: "Patch") -> Self:
        """Add the changes of another patch; where both change a row, the change of the other patch holds."""
        return self.of([*self.changes(), *patch.changes()])
