"""Who may do what at the desk: a row is something to do there, and the letters of the roles that may.

E editor, R reviewer, M moderator, A administrator. It is written down once more here, so that a change of the table in
catalog/roles.py that nobody meant is noticed.
"""

from django.contrib import admin
from django.urls import resolve, reverse

from catalog.editing.documents import PARTS, Root
from catalog.editing.history import newest_revision_id
from tests.admin.desk_forms import address
from tests.admin.role_requests import (
    CHANGED,
    PASSWORD,
    Row,
    action,
    added,
    button,
    confirmed,
    conflict,
    form,
    key,
    offers_action,
    offers_step,
    page_of,
    posts,
    restored,
    reverted,
    row,
    sees,
    shows,
    step,
)

ALL, CATALOGUE, PUBLISHING, MODERATING, ACCOUNTS, NOBODY = "ERMA", "ERA", "RA", "MA", "A", ""

# By noun: who sees it, adds one, changes one, deletes one.
WRITTEN = [
    "film",
    "title",
    "externalid",
    "filmwork",
    "work",
    "award",
    "person",
    "filmcompany",
    "company",
    "character",
    "credit",
    "release",
    "source",
    "citation",
    "synopsis",
    "article",
    "question",
    "reading",
    "event",
    "image",
    "genre",
    "job",
    "language",
    "country",
]
NOUNS = dict.fromkeys(WRITTEN, (ALL, CATALOGUE, CATALOGUE, CATALOGUE)) | {
    "department": (ALL, ACCOUNTS, ACCOUNTS, ACCOUNTS),
    "comment": (ALL, NOBODY, MODERATING, MODERATING),
    "vote": (ALL, NOBODY, NOBODY, MODERATING),
    "ratingsummary": (ALL, NOBODY, NOBODY, NOBODY),
    "user": (ACCOUNTS, ACCOUNTS, ACCOUNTS, ACCOUNTS),
}
# The rows of films.
PARTS_OF_FILMS = [noun for noun in NOUNS if noun in PARTS["film"]]
MERGED = ("film", "person", "company", "character", "source")
WITH_STATE = ("synopsis", "article", "question", "image")


def rows_of_noun(noun, see, add, change, delete):
    """What can be done with each noun in its list and its forms."""
    changelist, its_form = (
        lambda world: page_of(noun, "changelist"),
        lambda world: page_of(noun, "change", key(noun)(world)),
    )
    add_page, delete_page = page_of(noun, "add"), lambda world: page_of(noun, "delete", key(noun)(world))
    yield sees(f"{noun}: see the list", see, changelist)
    yield sees(f"{noun}: see the form", see, its_form)
    yield sees(f"{noun}: open the form of a new one", add, lambda world: add_page)
    yield sees(f"{noun}: open the page before a deletion", delete, delete_page)
    offered = shows(changelist, lambda world: f'href="{add_page}')
    yield Row(f"{noun}: add", add, form(noun, "add", added(noun)), offered)
    fields = CHANGED.get(noun, {"name": "Other"})
    offered = shows(its_form, lambda world: 'name="_save"')
    yield Row(f"{noun}: change", change, form(noun, "change", lambda world: fields, key(noun)), offered)
    offered = shows(its_form, lambda world: f'href="{delete_page(world)}')
    yield Row(f"{noun}: delete", delete, confirmed(noun, key(noun)), offered)
    if noun == "user":
        return
    offered = offers_action(noun, "delete_selected")
    yield Row(f"{noun}: delete in the list", delete, action(noun, "delete_selected", row(noun), post="yes"), offered)


def history_of_noun(noun, see, add, change, delete):
    """The pages behind a noun's form. The rows of a film have no history of their own: theirs is the film's."""
    part = any(noun in parts for parts in PARTS.values())
    seen, none = ((302,), (404,)) if part else ((200,), (200,))
    back, returned = (see, see) if part else (NOBODY, NOBODY) if noun == "user" else (change, add)

    def at(page, *more):
        return lambda world: page_of(noun, page, key(noun)(world), *(one(world) for one in more))

    def head(world):
        return world.first(noun)

    yield sees(f"{noun}: see the history", see, at("history"), seen)
    yield sees(f"{noun}: compare revisions", see, at("compare"), none)
    yield sees(f"{noun}: see a revision", see, at("revision", head), none)
    yield sees(f"{noun}: see what is deleted", see, lambda world: page_of(noun, "deleted"), none)
    yield sees(f"{noun}: open the page before a revert", back, at("revert", head), none)
    # It is not deleted, which is said to who may bring it back.
    yield sees(f"{noun}: open the page before a restoration", returned, at("restore"), (404,) if part else (409,))
    presence = lambda world: page_of(noun, "presence", f"{noun}-{key(noun)(world)}")  # noqa: E731
    yield Row(
        f"{noun}: note that the form is open",
        change,
        lambda world, browser: (presence(world), {}),
        done=(200,),
        changes=False,
    )
    if not part:
        yield Row(f"{noun}: save what was in conflict", change, conflict(noun), own=True)


def steps():
    """Each step of a film: on its page of the publication, with a save of its form, and from the list."""
    for name, who, film in (
        ("submit", CATALOGUE, "draft"),
        ("return", CATALOGUE, "in_review"),
        ("publish", PUBLISHING, "in_review"),
        ("publish", PUBLISHING, "changed"),
        ("withdraw", PUBLISHING, "public"),
        ("discard", CATALOGUE, "changed"),
    ):
        yield Row(f"film: {name} ({film})", who, step(name, film), offers_step(name, film))
        pk = lambda world, film=film: getattr(world, film).pk  # noqa: E731
        fields = lambda world, name=name: {"title": "Stepped", "_step": name}  # noqa: E731
        offered = shows(
            lambda world, pk=pk: address("film", "change", pk(world)),
            lambda world, name=name: f'name="_step" value="{name}"',
        )
        on_page = name == "publish" or (name, film) == ("submit", "draft")
        yield Row(
            f"film: save and {name} ({film})", who, form("film", "change", fields, pk), offered if on_page else None
        )
    for name, who, film in (
        ("publish", PUBLISHING, "in_review"),
        ("withdraw", PUBLISHING, "public"),
        ("send_to_review", CATALOGUE, "draft"),
    ):
        chosen = lambda world, film=film: getattr(world, film)  # noqa: E731
        yield Row(f"film: {name} from the list", who, action("film", name, chosen), offers_action("film", name))
    for noun in WITH_STATE:
        for name, who, rows in (
            ("publish", PUBLISHING, "rows"),
            ("withdraw", PUBLISHING, "published"),
            ("send_to_review", CATALOGUE, "rows"),
        ):
            chosen = lambda world, noun=noun, rows=rows: getattr(world, rows)[noun]  # noqa: E731
            yield Row(f"{noun}: {name} from the list", who, action(noun, name, chosen), offers_action(noun, name))


def film_pages():
    """The pages of the desk on one film."""

    def at(page, *more):
        return lambda world: address("film", page, world.draft.pk, *more)

    for page in ("publication", "preview", "preview_links"):
        yield sees(f"film: see its {page}", ALL, at(page))
    yield sees("film: see a page of its preview", ALL, at("preview_page", "credits/"))
    yield sees("film: see its disagreements", ALL, at("disagreements"))
    yield sees("film: see its alignment", ALL, aligned)
    links, said = at("preview_links"), at("disagreements")
    buttons = [
        ("make a link to its preview", links, lambda world: "Make a link", lambda world: {"days": "7"}),
        ("revoke one", links, lambda world: 'name="revoke"', lambda world: {"revoke": world.link.pk}),
        ("look for disagreements", said, lambda world: 'value="look"', lambda world: {"do": "look"}),
        ("accept a proposal", said, lambda world: 'value="accept"', lambda world: {"do": "accept", "about": "a"}),
        ("dismiss one", said, lambda world: 'value="dismiss"', lambda world: {"do": "dismiss", "about": "a"}),
        ("bring one back", said, lambda world: 'value="bring_back"', lambda world: {"do": "bring_back", "about": "b"}),
        ("correct an alignment", aligned, lambda world: 'value="join"', ticked),
        (
            "take a correction back",
            aligned,
            lambda world: 'name="take_back"',
            lambda world: {"take_back": world.correction.pk},
        ),
    ]
    for name, path, marker, fields in buttons:
        sent, offered = button(path, marker, fields)
        yield Row(f"film: {name}", CATALOGUE, sent, offered)


def aligned(world):
    left, right = world.texts
    return f"{address('film', 'alignment', world.draft.pk)}?left={left.pk}&right={right.pk}"


def ticked(world):
    return {"do": "join", "left": world.ticks[0], "right": world.ticks[1]}


def merging():
    """The pages of what can be merged."""
    for noun in MERGED:

        def asked(world, noun=noun):
            return dict(zip(("left", "right"), (one.pk for one in world.pairs[noun]), strict=True))

        def seen(world, asked=asked, noun=noun):
            heads = {f"seen_{pk}": newest_revision_id(Root(noun, pk)) for pk in asked(world).values()}
            return asked(world) | heads | {"survivor": "left"}

        merge, merges, duplicates = (address(noun, page) for page in ("merge", "merges", "duplicates"))

        def two(world, asked=asked, merge=merge):
            return "{}?left={left}&right={right}".format(merge, **asked(world))

        yield sees(f"{noun}: see what a merge would do", PUBLISHING, two)
        yield sees(f"{noun}: see the merges", ALL, lambda world, at=merges: at)
        yield sees(f"{noun}: see possible duplicates", ALL, lambda world, at=duplicates: at)
        yield Row(f"{noun}: merge", PUBLISHING, posts(merge, seen), shows(two, lambda world: "Merge them"))
        for name, page, fields, marker in (
            ("take a merge back", merges, lambda world, noun=noun: {"merge": world.merges[noun].pk}, "Take back"),
            ("look for what is there twice", duplicates, lambda world: {"do": "look"}, 'value="look"'),
            (
                "say that two are not the same",
                duplicates,
                lambda world, a=asked: a(world) | {"do": "apart"},
                'value="apart"',
            ),
        ):
            offered = shows(lambda world, page=page: page, lambda world, marker=marker: marker)
            done = (302, 303)
            yield Row(f"{noun}: {name}", PUBLISHING, posts(page, fields), offered, done)
        chosen = lambda world, noun=noun: world.pairs[noun][0]  # noqa: E731
        yield Row(
            f"{noun}: choose two to merge",
            PUBLISHING,
            action(noun, "merge_two", chosen),
            offers_action(noun, "merge_two"),
            changes=False,
        )


def matrix():
    for noun, letters in NOUNS.items():
        yield from rows_of_noun(noun, *letters)
        yield from history_of_noun(noun, *letters)
    yield from steps()
    yield from film_pages()
    yield from merging()
    for noun in ("film", "person"):
        changes = shows(
            lambda world, noun=noun: page_of(noun, "history", world.revised[noun].pk), lambda world: "/revert/"
        )
        comes_back = shows(
            lambda world, noun=noun: page_of(noun, "deleted"),
            lambda world, noun=noun: page_of(noun, "restore", world.deleted[noun]),
        )
        yield Row(f"{noun}: bring a revision back", CATALOGUE, reverted(noun, noun), changes)
        yield Row(f"{noun}: bring back what is deleted", CATALOGUE, restored(noun, noun), comes_back)
    for name in ("approve", "reject", "mark_as_spam"):
        yield Row(
            f"comment: {name}", MODERATING, action("comment", name, row("comment")), offers_action("comment", name)
        )
    password = lambda world: reverse("admin:auth_user_password_change", args=[world.rows["user"].pk])  # noqa: E731
    yield Row("user: set a password", ACCOUNTS, lambda world, browser: (password(world), PASSWORD))
    chosen = {"app_label": "catalog", "model_name": "credit", "field_name": "person", "term": "a"}
    query = "&".join(f"{name}={value}" for name, value in chosen.items())
    yield sees("search in a form", ALL, lambda world: f"{reverse('admin:autocomplete')}?{query}")


def rows_of_a_published_film(noun):
    """What an editor can do with a row of a film that visitors see."""
    chosen = lambda world: world.published[noun]  # noqa: E731
    key_of = lambda world: chosen(world).pk  # noqa: E731
    yield Row("to add it", CATALOGUE, form(noun, "add", added(noun, lambda world: world.public)))
    yield Row("to change it", CATALOGUE, form(noun, "change", lambda world: CHANGED[noun], key_of))
    yield Row("to delete it", CATALOGUE, confirmed(noun, key_of))
    yield Row("to delete it in the list", CATALOGUE, action(noun, "delete_selected", chosen, post="yes"))


def names(world, rows):
    """The names of the addresses that rows ask for."""
    return {resolve(one.sent(world, world.people["Administrator"])[0].partition("?")[0]).url_name for one in rows}


def names_of_the_desk():
    return {pattern.name for pattern in urls(admin.site.get_urls()) if pattern.name}


def urls(patterns):
    for pattern in patterns:
        yield from urls(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
