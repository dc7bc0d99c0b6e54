"""Requests to the desk on a film: the steps of its publication, its pages, and the rows of a published film."""

from operator import attrgetter

from tests.admin.desk_forms import address
from tests.admin.role_requests import (
    ALL,
    CATALOGUE,
    CHANGED_FIELDS,
    PUBLISHING,
    DeskRequest,
    deletion_post,
    fields_post,
    form_post,
    list_action_post,
    new_row_fields,
    offers_list_action,
    offers_step,
    page_shows,
    step_post,
    view_request,
)

NOUNS_WITH_STATE = ("synopsis", "article", "question", "image")


def requests_for_steps():
    """Yield the requests for each step of a film: on the page of its publication, with a save of its form, and in the list."""
    for name, roles, film_name in (
        ("submit", CATALOGUE, "draft"),
        ("return", CATALOGUE, "in_review"),
        ("publish", PUBLISHING, "in_review"),
        ("publish", PUBLISHING, "film_with_working_copy"),
        ("withdraw", PUBLISHING, "public"),
        ("discard", CATALOGUE, "film_with_working_copy"),
    ):
        post = step_post(name, film_name)
        yield DeskRequest(f"film: {name} ({film_name})", roles, post, offers_step(name, film_name))
        # No save drops a working copy at once: it leads to the page that asks.
        if name != "discard":
            yield save_with_step(name, roles, film_name)
    for name, roles, film_name in (
        ("publish", PUBLISHING, "in_review"),
        ("withdraw", PUBLISHING, "public"),
        ("send_to_review", CATALOGUE, "draft"),
    ):
        post = list_action_post("film", name, attrgetter(film_name))
        yield DeskRequest(f"film: {name} in the list", roles, post, offers_list_action("film", name))
    for noun in NOUNS_WITH_STATE:
        for name, roles, rows_name in (
            ("publish", PUBLISHING, "rows"),
            ("withdraw", PUBLISHING, "published_rows"),
            ("send_to_review", CATALOGUE, "rows"),
        ):
            row_of = lambda world, noun=noun, rows_name=rows_name: getattr(world, rows_name)[noun]  # noqa: E731
            post = list_action_post(noun, name, row_of)
            yield DeskRequest(f"{noun}: {name} in the list", roles, post, offers_list_action(noun, name))


def requests_for_steps_of_lists():
    """Yield the requests for each step of a list, on the page of its publication and in the list of lists."""
    for name, roles, list_name in (
        ("submit", CATALOGUE, "draft_list"),
        ("return", CATALOGUE, "list_in_review"),
        ("publish", PUBLISHING, "list_in_review"),
        ("publish", PUBLISHING, "list_with_working_copy"),
        ("withdraw", PUBLISHING, "list_with_working_copy"),
        ("discard", CATALOGUE, "list_with_working_copy"),
    ):
        yield DeskRequest(
            f"list: {name} ({list_name})", roles, step_post(name, list_name), offers_step(name, list_name)
        )
    for name, roles, list_name in (
        ("publish", PUBLISHING, "list_in_review"),
        ("withdraw", PUBLISHING, "list_with_working_copy"),
        ("send_to_review", CATALOGUE, "draft_list"),
    ):
        post = list_action_post("curatedlist", name, attrgetter(list_name))
        yield DeskRequest(f"list: {name} in the list", roles, post, offers_list_action("curatedlist", name))

    def publication_page(world):
        return address("curatedlist", "publication", world.draft_list.pk)

    yield view_request("list: see its publication", ALL, publication_page)


def requests_for_steps_of_pages():
    """Yield the requests for the steps of a page of the site, on the page of its publication and in the list of pages."""
    for name, roles in (("submit", CATALOGUE), ("publish", PUBLISHING), ("withdraw", PUBLISHING)):
        yield DeskRequest(f"page: {name}", roles, step_post(name, "draft_page"), offers_step(name, "draft_page"))
    for name, roles in (("publish", PUBLISHING), ("withdraw", PUBLISHING), ("send_to_review", CATALOGUE)):
        post = list_action_post("page", name, attrgetter("draft_page"))
        yield DeskRequest(f"page: {name} in the list", roles, post, offers_list_action("page", name))

    def publication_page(world):
        return address("page", "publication", world.draft_page.pk)

    yield view_request("page: see its publication", ALL, publication_page)


def save_with_step(name, roles, film_name):
    """Return the request that saves a film's form and takes a step."""

    def key_of(world):
        return getattr(world, film_name).pk

    def form_page(world):
        return address("film", "change", key_of(world))

    post = form_post("film", "change", lambda world: {"title": "Stepped", "_step": name}, key_of)
    has_button = name == "publish" or (name, film_name) == ("submit", "draft")
    is_offered = page_shows(form_page, f'name="_step" value="{name}"') if has_button else None
    return DeskRequest(f"film: save and {name} ({film_name})", roles, post, is_offered)


def requests_on_film_pages():
    """Yield the requests to the pages of the desk on one film."""

    def at(page, *args):
        return lambda world: address("film", page, world.draft.pk, *args)

    for page in ("publication", "preview", "preview_links"):
        yield view_request(f"film: see its {page}", ALL, at(page))
    block = fields_post(lambda world: address("film", "paste"), lambda world: {"text": "Brigitte Helm as Maria"})
    yield DeskRequest("film: read a pasted block", CATALOGUE, block, statuses=(200,), changes_rows=False)
    yield view_request("film: see a page of its preview", ALL, at("preview_page", "credits/"))
    yield view_request("film: see its disagreements", ALL, at("disagreements"))
    yield view_request("film: see its alignment", ALL, alignment_page)
    links, disagreements = at("preview_links"), at("disagreements")
    # (name, page, the text by which the page offers the button, the fields that the button sends)
    buttons = [
        ("make a link to its preview", links, "Make a link", lambda world: {"days": "7"}),
        ("revoke a link", links, 'name="revoke"', lambda world: {"revoke": world.link.pk}),
        ("look for disagreements", disagreements, 'value="look"', lambda world: {"do": "look"}),
        ("accept a proposal", disagreements, 'value="accept"', lambda world: {"do": "accept", "about": "a"}),
        ("dismiss a proposal", disagreements, 'value="dismiss"', lambda world: {"do": "dismiss", "about": "a"}),
        (
            "bring a proposal back",
            disagreements,
            'value="bring_back"',
            lambda world: {"do": "bring_back", "about": "b"},
        ),
        ("correct an alignment", alignment_page, 'value="join"', correction_fields),
        (
            "take a correction back",
            alignment_page,
            'name="take_back"',
            lambda world: {"take_back": world.correction.pk},
        ),
    ]
    for name, page, text, fields_of in buttons:
        is_offered = page_shows(page, text)
        yield DeskRequest(f"film: {name}", CATALOGUE, fields_post(page, fields_of), is_offered)


def alignment_page(world):
    left, right = world.texts
    return f"{address('film', 'alignment', world.draft.pk)}?left={left.pk}&right={right.pk}"


def correction_fields(world):
    left, right = world.sentence_boxes
    return {"do": "join", "left": left, "right": right}


def requests_on_row_of_published_film(noun):
    """Yield the requests with which an editor changes a row of a film that visitors see."""

    def row_of(world):
        return world.published_rows[noun]

    def key_of(world):
        return row_of(world).pk

    yield DeskRequest("adding it", CATALOGUE, form_post(noun, "add", new_row_fields(noun, lambda world: world.public)))
    yield DeskRequest("changing it", CATALOGUE, form_post(noun, "change", lambda world: CHANGED_FIELDS[noun], key_of))
    yield DeskRequest("deleting it", CATALOGUE, deletion_post(noun, key_of))
    post = list_action_post(noun, "delete_selected", row_of, post="yes")
    yield DeskRequest("deleting it in the list", CATALOGUE, post)
