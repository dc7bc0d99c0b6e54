"""The matrix of roles: each request to the desk with the letters of the roles that may send it.

The matrix repeats the table in catalog/roles.py, so that a test fails if somebody changes that table by mistake.
"""

from functools import partial
from urllib.parse import urlencode

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse

from catalog.editing.documents import PARTS, Root
from catalog.editing.history import newest_revision_id
from catalog.suppression.search import find_places
from catalog.texts.occurrences import Value
from tests.admin.desk_forms import address
from tests.admin.role_film_requests import (
    requests_for_steps,
    requests_for_steps_of_lists,
    requests_for_steps_of_pages,
    requests_on_film_pages,
)
from tests.admin.role_requests import (
    ACCOUNTS,
    ALL,
    CATALOGUE,
    MODERATING,
    NOBODY,
    PASSWORD,
    PUBLISHING,
    DeskRequest,
    changed_fields,
    conflict_post,
    deletion_post,
    fields_post,
    form_post,
    key_getter,
    list_action_post,
    new_row_fields,
    offers_list_action,
    page_address,
    page_shows,
    restoration_post,
    revert_post,
    row_getter,
    view_request,
)

CATALOGUE_NOUNS = [
    "film",
    "version",
    "copy",
    "title",
    "externalid",
    "filmwork",
    "work",
    "award",
    "person",
    "personname",
    "filmcompany",
    "company",
    "character",
    "credit",
    "relation",
    "release",
    "source",
    "citation",
    "synopsis",
    "article",
    "question",
    "reading",
    "event",
    "image",
    "outsiderating",
    "curatedlist",
    "listentry",
    "genre",
    "subject",
    "job",
    "companyrole",
    "language",
    "country",
    "page",
]
# {noun: the roles that view, add, change and delete its rows}
NOUNS = dict.fromkeys(CATALOGUE_NOUNS, (ALL, CATALOGUE, CATALOGUE, CATALOGUE)) | {
    "department": (ALL, ACCOUNTS, ACCOUNTS, ACCOUNTS),
    "scheme": (ALL, ACCOUNTS, ACCOUNTS, ACCOUNTS),
    "comment": (ALL, NOBODY, MODERATING, MODERATING),
    "vote": (ALL, NOBODY, NOBODY, MODERATING),
    "ratingsummary": (ALL, NOBODY, NOBODY, NOBODY),
    "site": (ACCOUNTS, NOBODY, ACCOUNTS, NOBODY),
    "user": (ACCOUNTS, ACCOUNTS, ACCOUNTS, ACCOUNTS),
    "import": (ALL, CATALOGUE, CATALOGUE, NOBODY),
    "importproposal": (ALL, NOBODY, CATALOGUE, NOBODY),
}
# Nouns without a form of their own.
PAGES_ALONE = ("import", "importproposal")
PARTS_OF_FILMS = [noun for noun in NOUNS if noun in PARTS["film"]]
PARTS_OF_NOUNS = [noun for noun in NOUNS if any(noun in parts for parts in PARTS.values())]
MERGEABLE_NOUNS = ("film", "person", "company", "character", "source")


def export_address(noun, page, world):
    return page_address(noun, page)


def requests_on_files(noun):
    """Yield the requests to the files of a film or a list."""
    for page in ("as_json", "as_jsonld", "as_csv"):
        yield view_request(f"{noun}: {page}", ALL, partial(file_address, noun, page))


def file_address(noun, page, world):
    return page_address(noun, page, world.rows[noun].pk)


def requests_on_noun(noun, view, add, change, delete):
    """Yield the requests to a noun's list and forms."""

    def list_page(world):
        return page_address(noun, "changelist")

    def form_page(world):
        return page_address(noun, "change", key_of(world))

    def add_page(world):
        return page_address(noun, "add")

    def delete_page(world):
        return page_address(noun, "delete", key_of(world))

    key_of = key_getter(noun)
    yield view_request(f"{noun}: see the list", view, list_page)
    if noun != "user":
        for page in ("export", "export_csv", "export_xlsx"):
            yield view_request(f"{noun}: {page} of the list", view, partial(export_address, noun, page))
    yield view_request(f"{noun}: see the form", view, form_page)
    yield view_request(f"{noun}: open the form of a new row", add, add_page)
    yield view_request(f"{noun}: open the page before a deletion", delete, delete_page)
    is_offered = page_shows(list_page, lambda world: f'href="{add_page(world)}')
    yield DeskRequest(f"{noun}: add", add, form_post(noun, "add", new_row_fields(noun)), is_offered)
    is_offered = page_shows(form_page, 'name="_save"')
    post = form_post(noun, "change", lambda world: changed_fields(noun), key_of)
    yield DeskRequest(f"{noun}: change", change, post, is_offered)
    is_offered = page_shows(form_page, lambda world: f'href="{delete_page(world)}')
    yield DeskRequest(f"{noun}: delete", delete, deletion_post(noun, key_of), is_offered)
    if noun == "user":
        return
    post = list_action_post(noun, "delete_selected", row_getter(noun), post="yes")
    yield DeskRequest(f"{noun}: delete in the list", delete, post, offers_list_action(noun, "delete_selected"))


def requests_on_history(noun, view, add, change, delete):
    """Yield the requests to the pages of a noun's history. The rows of a film have none of their own: they redirect to the film's."""
    is_part = any(noun in parts for parts in PARTS.values())
    history_status, other_status = ((302,), (404,)) if is_part else ((200,), (200,))
    revert, restore = (view, view) if is_part else (NOBODY, NOBODY) if noun == "user" else (change, add)

    def at(page, *args_of):
        return lambda world: page_address(noun, page, world.rows[noun].pk, *(arg_of(world) for arg_of in args_of))

    def revision_id(world):
        return world.first_revision_id(noun)

    def deleted_page(world):
        return page_address(noun, "deleted")

    yield view_request(f"{noun}: see the history", view, at("history"), history_status)
    yield view_request(f"{noun}: compare revisions", view, at("compare"), other_status)
    yield view_request(f"{noun}: see a revision", view, at("revision", revision_id), other_status)
    yield view_request(f"{noun}: see deleted rows", view, deleted_page, other_status)
    yield view_request(f"{noun}: open the page before a revert", revert, at("revert", revision_id), other_status)
    # The row is not deleted, so the desk refuses with a conflict.
    status = (404,) if is_part else (409,)
    yield view_request(f"{noun}: open the page before a restoration", restore, at("restore"), status)

    yield view_request(f"{noun}: open the page that removes a value", ACCOUNTS, at("suppress"), other_status)

    def presence_page(world):
        return page_address(noun, "presence", f"{noun}-{world.rows[noun].pk}")

    post = fields_post(presence_page, lambda world: {})
    yield DeskRequest(f"{noun}: note that the form is open", change, post, statuses=(200,), changes_rows=False)
    if not is_part:
        yield DeskRequest(f"{noun}: save a conflict", change, conflict_post(noun), is_personal=True)


def requests_on_merging(noun):
    """Yield the requests to the pages on which the rows of a noun are merged."""

    def pair_fields(world):
        left, right = world.pairs[noun]
        return {"left": left.pk, "right": right.pk}

    def merge_fields(world):
        seen_revisions = {f"seen_{pk}": newest_revision_id(Root(noun, pk)) for pk in pair_fields(world).values()}
        return pair_fields(world) | seen_revisions | {"survivor": "left"}

    def merge_page(world):
        return address(noun, "merge")

    def merge_page_of_pair(world):
        return "{}?left={left}&right={right}".format(merge_page(world), **pair_fields(world))

    def merges_page(world):
        return address(noun, "merges")

    def duplicates_page(world):
        return address(noun, "duplicates")

    yield view_request(f"{noun}: see the consequences of a merge", PUBLISHING, merge_page_of_pair)
    yield view_request(f"{noun}: see the merges", ALL, merges_page)
    yield view_request(f"{noun}: see possible duplicates", ALL, duplicates_page)
    is_offered = page_shows(merge_page_of_pair, "Merge them")
    yield DeskRequest(f"{noun}: merge", PUBLISHING, fields_post(merge_page, merge_fields), is_offered)
    for name, page, fields_of, text in (
        ("take a merge back", merges_page, lambda world: {"merge": world.merges[noun].pk}, "Take back"),
        ("look for duplicates", duplicates_page, lambda world: {"do": "look"}, 'value="look"'),
        (
            "say that two rows are not the same",
            duplicates_page,
            lambda world: pair_fields(world) | {"do": "apart"},
            'value="apart"',
        ),
    ):
        is_offered = page_shows(page, text)
        yield DeskRequest(f"{noun}: {name}", PUBLISHING, fields_post(page, fields_of), is_offered)
    post = list_action_post(noun, "merge_two", lambda world: world.pairs[noun][0])
    is_offered = offers_list_action(noun, "merge_two")
    yield DeskRequest(f"{noun}: choose two rows to merge", PUBLISHING, post, is_offered, changes_rows=False)


def requests_on_imports():
    """Yield the requests by which films are brought in, and by which proposals of imports are decided."""

    def at(page, row_name="checked_import"):
        return lambda world: page_address("import", page, getattr(world, row_name).pk)

    def list_page(world):
        return page_address("import", "changelist")

    def proposals_page(world):
        return page_address("importproposal", "changelist")

    def add_page(world):
        return page_address("import", "add")

    def upload_fields(world):
        file = SimpleUploadedFile("films.csv", b"title\nLulu\n")
        return {"format": "table", "state": "draft", "files": file}

    yield view_request("import: see the list", ALL, list_page)
    for page in ("change", "progress", "report"):
        yield view_request(f"import: see {page}", ALL, at(page))
    # Its files are no table, so the desk refuses with a conflict.
    yield view_request("import: say what the columns of a table are", CATALOGUE, at("mapping"), (409,))
    yield view_request("import: decide on the names of a table", ALL, at("decisions"), (409,))
    template_page = page_address("import", "template", "film", "csv")
    yield view_request("import: take the template of a table", ALL, lambda world: template_page)
    yield view_request("import: open the page of an upload", CATALOGUE, add_page)
    is_offered = page_shows(list_page, lambda world: f'href="{add_page(world)}')
    yield DeskRequest("import: upload", CATALOGUE, fields_post(add_page, upload_fields), is_offered)
    for step in ("bring_in", "cancel"):
        post = fields_post(at("change"), lambda world, step=step: {"do": step})
        yield DeskRequest(f"import: {step}", CATALOGUE, post, page_shows(at("change"), f'value="{step}"'))
    undo_page = at("undo", "done_import")
    yield view_request("import: open the page before an undo", CATALOGUE, undo_page)
    is_offered = page_shows(at("change", "done_import"), lambda world: f'href="{undo_page(world)}')
    post = fields_post(undo_page, lambda world: {})
    yield DeskRequest("import: undo", CATALOGUE, post, is_offered, changes_rows=False)
    yield view_request("importproposal: see the list", ALL, proposals_page)
    for step in ("take", "decline"):
        post = fields_post(proposals_page, lambda world, step=step: {"do": f"{step} {world.import_proposal.pk}"})
        is_offered = page_shows(proposals_page, f'value="{step} ')
        yield DeskRequest(f"importproposal: {step}", CATALOGUE, post, is_offered)


def requests_on_references():
    """Yield the requests to the page of how well the catalogue is referenced."""

    def references_page(world):
        return address("source", "references")

    yield view_request("source: see how well the catalogue is referenced", ALL, references_page)
    post, is_offered = (
        fields_post(references_page, lambda world: {"do": "count"}),
        page_shows(references_page, "Count now"),
    )
    yield DeskRequest("source: count the facts of the catalogue", CATALOGUE, post, is_offered)


def requests_on_revisions(noun):
    """Yield the requests that revert a row to a revision and restore a deleted one."""

    def history_page(world):
        return page_address(noun, "history", world.revised_rows[noun].pk)

    def deleted_page(world):
        return page_address(noun, "deleted")

    is_offered = page_shows(history_page, "/revert/")
    yield DeskRequest(f"{noun}: revert to a revision", CATALOGUE, revert_post(noun), is_offered)
    is_offered = page_shows(deleted_page, lambda world: page_address(noun, "restore", world.deleted_keys[noun]))
    yield DeskRequest(f"{noun}: restore a deleted row", CATALOGUE, restoration_post(noun), is_offered)


def matrix():
    """Yield all requests to the desk."""
    for noun, roles in NOUNS.items():
        if noun not in PAGES_ALONE:
            yield from requests_on_noun(noun, *roles)
            yield from requests_on_history(noun, *roles)
    yield from requests_on_imports()
    yield from requests_for_steps()
    yield from requests_for_steps_of_lists()
    yield from requests_for_steps_of_pages()
    yield from requests_on_film_pages()
    yield from requests_on_references()
    for noun in ("film", "curatedlist"):
        yield from requests_on_files(noun)
    for noun in MERGEABLE_NOUNS:
        yield from requests_on_merging(noun)
    for noun in ("film", "person"):
        yield from requests_on_revisions(noun)
    for name in ("approve", "reject", "mark_as_spam"):
        post = list_action_post("comment", name, row_getter("comment"))
        yield DeskRequest(f"comment: {name}", MODERATING, post, offers_list_action("comment", name))

    def removal_page(world):
        return page_address("film", "suppress", world.rows["synopsis"].film_id)

    def removal_fields(world):
        value = world.rows["synopsis"].body[:100]
        place_count = len(find_places(Value(value)))
        return {"suppressed_value": value, "why": "They asked for it.", "do": "remove", "seen": place_count}

    def history_page(world):
        return page_address("film", "history", world.rows["synopsis"].film_id)

    is_offered = page_shows(history_page, "/suppress/")
    yield DeskRequest("film: remove a value", ACCOUNTS, fields_post(removal_page, removal_fields), is_offered)
    export_page = reverse("admin:export")
    yield view_request("see the export of the whole catalogue", ACCOUNTS, lambda world: export_page)
    yield view_request(
        "take the export of the whole catalogue", ACCOUNTS, lambda world: reverse("admin:export_file"), (404,)
    )
    post = fields_post(lambda world: export_page, lambda world: {"do": "export"})
    yield DeskRequest("export the whole catalogue", ACCOUNTS, post, changes_rows=False)
    yield view_request("see the values that were removed", ACCOUNTS, lambda world: reverse("admin:suppressions"))

    def password_page(world):
        return reverse("admin:auth_user_password_change", args=[world.rows["user"].pk])

    yield DeskRequest("user: set a password", ACCOUNTS, fields_post(password_page, lambda world: PASSWORD))
    query = urlencode({"app_label": "catalog", "model_name": "credit", "field_name": "person", "term": "a"})
    yield view_request("search in a form", ALL, lambda world: f"{reverse('admin:autocomplete')}?{query}")


def url_names(world, desk_requests):
    """Return the names of the URL patterns to which requests go."""
    browser = world.browsers["Administrator"]
    addresses = [desk_request.build(world, browser)[0] for desk_request in desk_requests]
    return {resolve(target.partition("?")[0]).url_name for target in addresses}


def url_names_of_the_desk():
    return {pattern.name for pattern in url_patterns(admin.site.get_urls()) if pattern.name}


def url_patterns(patterns):
    """Yield all patterns that are no lists of patterns."""
    for pattern in patterns:
        yield from url_patterns(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
