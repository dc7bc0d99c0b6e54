"""Apply a patch to the tables: insert, change and delete rows, and derive what follows from them."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext

from catalog.editing.documents import (
    PARTS,
    VISITOR_ROWS,
    RefusedError,
    Root,
    model_of,
    parse_key,
)
from catalog.editing.outside_ids import refuse_held_ids
from catalog.editing.patches import Patch
from catalog.editing.references import redirect_to_survivors, referenced_keys
from catalog.editing.removals import without_stubs
from catalog.editing.table_writes import delete_rows, insert_rows, set_many_to_many, update_rows
from catalog.editing.violations import violation_message
from catalog.models import (
    CuratedList,
    EntryCitation,
    Film,
    Page,
    Person,
    PersonName,
    RatingSummary,
    Relation,
    Site,
    moments,
    showing,
    showing_kinds,
)
from catalog.models.base import Derived, kept_public

# What all pages show.
SITE_NOUNS = {"site", "sitetext", "page", "pagetext"}


def apply_patch(patch: Patch) -> None:
    """Apply a patch to the tables, all of it or nothing. References to merged rows lead to their survivors; what was suppressed stays away.

    Raise RefusedError where a row that it refers to is deleted, where another row has an outside id that it gives, or where it
    violates a constraint.
    """
    patch = without_stubs(redirect_to_survivors(patch))
    refuse_missing_references(patch)
    refuse_held_ids(patch)
    try:
        with transaction.atomic():
            write_patch(patch)
    except IntegrityError as error:
        raise RefusedError(violation_message(error)) from error


def write_patch(patch: Patch) -> None:
    """Delete, change and insert the rows of a patch, a row after those that it refers to; then derive its films and people."""
    nouns = writing_order(patch)
    films, related_films, people = films_of(patch), other_films_of(patch), people_named_in(patch)
    lists = lists_of(patch)
    with kept_public(films, showing_kinds_in(patch)):
        showing.note_keys("person", authors_in(patch))
        showing.note_keys("source", sources_of_entries(patch))
        for noun in reversed(nouns):
            delete_rows(noun, [key for key, change in patch[noun].items() if change["is"] is None])
        for noun in nouns:
            write_rows(noun, patch[noun])
    films |= films_of(patch)
    Film.objects.filter(pk__in=films).derive()
    Person.objects.filter(pk__in=people).derive()
    touch_related_films(patch, related_films)
    if SITE_NOUNS & patch.keys():
        Site.objects.renew_stamp()
        Page.objects.filter(texts__in=list(patch.get("pagetext", ()))).touch()
    CuratedList.objects.filter(pk__in=lists | lists_of(patch)).touch()
    if "vote" in patch:
        for film in Film.objects.filter(pk__in=films).values_list("pk", flat=True):
            RatingSummary.objects.recount(film)


def write_rows(noun: str, changes: Mapping[str, Any]) -> None:
    """Change and insert the rows of a noun, {key: change of the row}."""
    values = {key: fields for key, change in changes.items() if (fields := change["is"]) is not None}
    new_keys = {key for key in values if changes[key]["was"] is None}
    rows = update_rows(noun, {key: fields for key, fields in values.items() if key not in new_keys})
    insert_rows(noun, {key: values[key] for key in values if key in new_keys})
    set_many_to_many(noun, values)
    for row in rows:
        if isinstance(row, Derived):
            row.after_save()


def showing_kinds_in(patch: Patch) -> list[showing_kinds.ShowingKind]:
    """Return the kinds of rows by which films show something else after a patch."""
    changed_nouns = [
        noun for noun, changes in patch.items() if noun != "film" or any(map(moves_publication, changes.values()))
    ]
    kinds = [kind for noun in changed_nouns for kind in showing_kinds.kinds_changed_with(model_of(noun), deleting=True)]
    return list(dict.fromkeys(kinds))


def moves_publication(change: Mapping[str, Any]) -> bool:
    """Tell whether a change of a film adds or deletes it, or changes from when visitors see it."""
    return not change["was"] or not change["is"] or bool({"state", "published_from"} & change["is"].keys())


def authors_in(patch: Patch) -> set[Any]:
    """Return the people whom a patch adds to the authors of works or removes from them."""
    sides = [side for change in patch.get("work", {}).values() for side in (change["was"], change["is"]) if side]
    return {author for side in sides for author in side.get("authors", ())}


def sources_of_entries(patch: Patch) -> set[Any]:
    """Return the sources that a patch cites for people, companies and works or no longer cites, and those of the names it changes."""
    changes = patch.get("entrycitation", {})
    sides = [side for change in changes.values() for side in (change["was"], change["is"]) if side]
    sources = {side["source"] for side in sides if "source" in side}
    sources.update(EntryCitation.objects.filter(pk__in=list(changes)).values_list("source", flat=True))
    return sources | moments.sources_of_names(people_named_in(patch))


def writing_order(patch: Patch) -> list[str]:
    """Return the nouns of a patch, each after those that its rows refer to."""
    nouns = [noun for root_noun, parts in PARTS.items() for noun in (root_noun, *parts)]
    return [noun for noun in dict.fromkeys([*nouns, *patch]) if noun in patch]


def films_of(patch: Patch) -> set[Any]:
    """Return the keys of the films whose rows a patch changes: as the tables and as the patch have them."""
    films: set[Any] = set(patch.get("film", ()))
    for noun, changes in patch.items():
        path = (PARTS["film"] | VISITOR_ROWS["film"]).get(noun)
        if path:
            rows = model_of(noun)._base_manager.filter(pk__in=list(changes))
            films.update(rows.values_list(f"{path}__pk", flat=True))
            sides = [side for change in changes.values() for side in (change["was"], change["is"]) if side]
            owners = [showing_kinds.owner_key(model_of(noun), side) for side in sides]
            films |= showing_kinds.films_of_owners(model_of(noun), owners)
    return films - {None}


def lists_of(patch: Patch) -> set[Any]:
    """Return the keys of the lists whose entries or pictures a patch changes, as the tables have them."""
    lists: set[Any] = set()
    for noun, path in PARTS["curatedlist"].items():
        if noun in patch:
            rows = model_of(noun)._base_manager.filter(pk__in=list(patch[noun]))
            lists.update(rows.values_list(path, flat=True))
    return lists - {None}


def people_named_in(patch: Patch) -> set[Any]:
    """Return the keys of the people whose other names a patch changes, as the tables and as the patch have them."""
    changes = patch.get("personname", {})
    people = set(PersonName.objects.filter(pk__in=list(changes)).values_list("person", flat=True)) if changes else set()
    sides = [side for change in changes.values() for side in (change["was"], change["is"]) if side]
    return people | {side["person"] for side in sides if "person" in side}


def other_films_of(patch: Patch) -> set[Any]:
    """Return the keys of the films to which the relations of a patch lead, as the tables and as the patch have them."""
    if "relation" not in patch:
        return set()
    films = set(Relation.objects.filter(pk__in=list(patch["relation"])).values_list("other_film_id", flat=True))
    sides = [side for change in patch["relation"].values() for side in (change["was"], change["is"]) if side]
    return films | {side["other_film"] for side in sides if "other_film" in side}


def touch_related_films(patch: Patch, other_films: Collection[Any]) -> None:
    """Note that films have changed that show a film, or a relation to one, which a patch changes."""
    if other_films:
        Film.objects.filter(pk__in=other_films).touch()
    if "film" in patch:
        Film.objects.filter(pk__in=list(patch["film"])).touch_related()


def refuse_missing_references(patch: Patch) -> None:
    """Refuse a patch that refers to rows that are deleted, or that it deletes itself."""
    for noun, keys in referenced_keys(patch).items():
        model = model_of(noun)
        deleted_keys = {parse_key(noun, key) for key in patch.get(noun, {}) if patch.deletes(noun, key)}
        existing_keys = set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)) - deleted_keys
        missing_keys = sorted(map(str, keys - existing_keys))
        if missing_keys:
            raise RefusedError(
                gettext(
                    "It refers to what is deleted (%(nouns)s, number %(numbers)s). Bring that back first: the desk lists it under "
                    "“Deleted”."
                )
                % {
                    "nouns": model._meta.verbose_name_plural,
                    "numbers": ", ".join(missing_keys[:5]) + (" …" if len(missing_keys) > 5 else ""),
                }
            )


def refuse_invalid(root: Root) -> None:
    """Refuse a document whose own row is not valid as a whole: a first date that contradicts its releases, say."""
    try:
        root.rows().get().full_clean(validate_unique=False)
    except ValidationError as error:
        raise RefusedError(" ".join(error.messages)) from error
    except ObjectDoesNotExist:
        return


def reserve_keys(patch: Patch) -> None:
    """Keep SQLite from giving the keys of a patch's new rows again after a rollback, which resets its sequences."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for noun, changes in patch.items():
            table = model_of(noun)._meta.db_table
            new_keys = [int(key) for key, change in changes.items() if change["was"] is None and key.isdigit()]
            if new_keys:
                highest = max(new_keys)
                cursor.execute("UPDATE sqlite_sequence SET seq = MAX(seq, %s) WHERE name = %s", [highest, table])
                if not cursor.rowcount:
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, highest])
