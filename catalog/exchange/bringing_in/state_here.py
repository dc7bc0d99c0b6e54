"""What is here of a film, or of another noun, that a record is compared with: its rows, who touched them, what is cited for them."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from catalog.editing.documents import PARTS, Root, many_to_many_fields, read_document
from catalog.editing.patches import Document, Fields, Patch
from catalog.editing.working_copies import working_copies_of
from catalog.models import Character, Revision, State

NOTHING = (None, "", [])


class Here:
    """The document of a root as an import sees it. With `stages`, changes of what is published go into its working copy.

    What an import of another format brought in counts as entered: neither overwrites the other one's.
    """

    def __init__(self, root: Root, import_format: str, sources_of_format: set[Any], *, stages: bool) -> None:
        self.root, self.sources_of_format = root, sources_of_format
        self.document = read_document(root)
        copy = working_copies_of([root]).get(root)
        self.copy_patch = Patch(copy.patch) if copy else Patch()
        if stages and self.is_published:
            self.document = with_patch(self.document, self.copy_patch)
        revisions = Revision.objects.filter(noun=root.noun, key=str(root.key)).order_by("id")
        edits = revisions.filter(~Q(of_import__format=import_format) | Q(of_import__isnull=True))
        self.edits = Patch.combine(edits.values_list("patch", flat=True).iterator(200))

    @property
    def exists(self) -> bool:
        return self.root.noun in self.document

    @property
    def is_published(self) -> bool:
        fields = self.document.fields_of(self.root.noun, str(self.root.key)) or {}
        return fields.get("state") == State.PUBLISHED

    @property
    def label(self) -> str:
        fields = self.document.fields_of(self.root.noun, str(self.root.key)) or {}
        return str(fields.get("title") or fields.get("name") or self.root.key)

    @property
    def citation_noun(self) -> str:
        return "citation" if self.root.noun == "film" else "entrycitation"

    @property
    def leading_version(self) -> str | None:
        """The key of the leading version of a film."""
        return next((key for key, fields in self.rows("version").items() if fields.get("leads")), None)

    def rows(self, noun: str) -> Mapping[str, Fields]:
        return self.document.get(noun, {})

    def owner_field(self, noun: str) -> str:
        """Return the field by which rows of a noun lead to the root."""
        return PARTS[self.root.noun][noun]

    def value(self, noun: str, key: Any, name: str) -> Any:
        """Return the value of a field; an empty list where a many-to-many field has nothing."""
        fields = self.document.fields_of(noun, str(key)) or {}
        return fields.get(name, [] if name in many_to_many_fields(noun) else None)

    def has_dated_release(self) -> bool:
        return any(fields.get("date") for fields in self.rows("release").values())

    def spoken_languages(self) -> dict[str, Fields]:
        """Return the rows of the languages that are spoken in the leading version."""
        lead = self.leading_version
        return {
            key: fields
            for key, fields in self.rows("versionlanguage").items()
            if str(fields["version"]) == lead and fields["use"] == "spoken" and fields["language"]
        }

    def characters(self) -> dict[str, Any]:
        """Return {name: key} of the characters that a film's credits name."""
        keys = {key for fields in self.rows("credit").values() for key in fields.get("characters", ())}
        rows = Character.objects.filter(pk__in=keys).order_by("-pk").values_list("name", "pk") if keys else ()
        return dict(rows)

    def is_touched(self, noun: str, key: Any, name: str, present: Any) -> bool:
        """Tell whether an editor, or another format, entered or changed a value, emptied it, or changes it in a working copy."""
        return any(is_touched_in(patch, noun, str(key), name, present) for patch in (self.edits, self.copy_patch))

    def deleted_rows(self, noun: str) -> list[Fields]:
        """Return the rows of a noun that editors deleted, as they were."""
        return [
            change["was"]
            for patch in (self.edits, self.copy_patch)
            for change in patch.get(noun, {}).values()
            if change["was"] and change["is"] is None
        ]

    def is_settled(self, noun: str, key: Any, name: str) -> bool:
        """Tell whether a source that no import of this format made is cited for a value."""
        return any(
            fields["source"] not in self.sources_of_format
            and stands_under(fields, self.root.noun, noun, str(key), name)
            for fields in self.rows(self.citation_noun).values()
        )

    def citations_of_format(self, target: Mapping[str, Any]) -> dict[str, Fields]:
        """Return the citations of earlier imports of this format that stand under a target."""
        return {
            key: fields
            for key, fields in self.rows(self.citation_noun).items()
            if fields["source"] in self.sources_of_format and is_under(fields, target)
        }

    def is_cited(self, source: Any, target: Mapping[str, Any]) -> bool:
        rows = self.rows(self.citation_noun).values()
        return any(fields["source"] == source and is_under(fields, target) for fields in rows)


def is_touched_in(patch: Patch, noun: str, key: str, name: str, present: Any) -> bool:
    change = patch.change_of(noun, key)
    if change is None or change.after is None:
        return False
    return present not in NOTHING if change.before is None else name in change.after


def is_under(fields: Fields, target: Mapping[str, Any]) -> bool:
    """Tell whether a citation stands under a target: {name: value} of its fields that say what it stands under."""
    if any(str(fields.get(name)) != str(value) for name, value in target.items()):
        return False
    return bool(fields.get("field")) == ("field" in target) and bool(fields.get("version")) == ("version" in target)


def stands_under(fields: Fields, root_noun: str, noun: str, key: str, name: str) -> bool:
    """Tell whether a citation is one for a field, or for the whole row that the field stands in."""
    if noun == root_noun:
        return fields.get("field") == name and not fields.get("version")
    if noun == "version":
        return str(fields.get("version")) == key and fields.get("field") in ("", name)
    column = {"filmcompany": "film_company", "filmwork": "film_work", "personname": "person_name"}.get(noun, noun)
    return str(fields.get(column)) == key


def with_patch(document: Document, patch: Patch) -> Document:
    """Return a document as a patch leaves it."""
    new_document = Document({noun: dict(rows) for noun, rows in document.items()})
    for change in patch.changes():
        rows = new_document.setdefault(change.noun, {})
        if change.after is None:
            rows.pop(change.key, None)
        else:
            rows[change.key] = (rows.get(change.key) or {}) | change.after
    return new_document
