"""Who may do what in the admin. Groups of these names are kept in step with this table at each migrate."""

from django.apps import apps

from catalog.models import facts

EDITOR = "Editor"
REVIEWER = "Reviewer"
MODERATOR = "Moderator"
ADMINISTRATOR = "Administrator"

WRITE = ("view", "add", "change", "delete")
ROWS_OF_FILMS = " ".join(noun for noun, row in facts.ROWS.items() if not row.by_visitors)
CATALOGUE = f"film {ROWS_OF_FILMS} person company character work source genre job language country"

# By role: verbs, and the nouns that they are allowed on. To publish a film is to withdraw it, too, and what belongs to
# it; whoever may change a noun may set it back to an earlier revision, and whoever may add one brings a deleted one back.
EDITING = {
    WRITE: CATALOGUE,
    ("view", "change"): "proposal",
    ("view",): "collation department vote ratingsummary comment",
}
REVIEWING = EDITING | {("publish",): "film", ("merge",): "film person company character source"}
MODERATING = {
    ("view",): f"{CATALOGUE} proposal collation department ratingsummary",
    ("view", "change", "delete"): "comment",
    ("view", "delete"): "vote",
}
ROLES = {
    EDITOR: EDITING,
    REVIEWER: REVIEWING,
    MODERATOR: MODERATING,
    ADMINISTRATOR: REVIEWING
    | {
        ("view", "change", "delete"): "comment",
        ("view", "delete"): "vote",
        ("view",): "collation ratingsummary",
        WRITE: f"{CATALOGUE} department user",
    },
}


def codenames(role):
    """The permissions of a role: `change_film` and the like."""
    return {f"{verb}_{noun}" for verbs, nouns in ROLES[role].items() for noun in nouns.split() for verb in verbs}


# Verbs as sentences have them; and what a page of the desk asks for beyond seeing and changing.
WORDS = {"view": "see", "publish": "publish or withdraw"}
PAGES = {"add": "add", "restore": "add", "revert": "change", "delete": "delete"}


def holders(codename):
    """The roles that have a permission, in words: `an Editor or a Reviewer`; nothing where none has."""
    found = [f"{'an' if role[0] in 'AE' else 'a'} {role}" for role in ROLES if codename in codenames(role)]
    *most, last = found or [""]
    return f"{', '.join(most)} or {last}" if most else last


def refusal(codename):
    """Why somebody without a permission is refused, and what they can do."""
    verb, noun = codename.split("_")
    model = apps.get_model("auth" if noun == "user" else "catalog", noun)
    what = f"{WORDS.get(verb, verb)} {model._meta.verbose_name_plural}"
    if not (who := holders(codename)):
        return f"Nobody may {what} here, whatever their role."
    way = (
        "Ask one, or send it to review." if verb == "publish" else "Ask one to do it, or an Administrator for the role."
    )
    return f"Only {who} may {what}. {way}"


def asked(page, method):
    """The permission without which a request to a page of the desk is refused, by the name of its address."""
    app, _, rest = (page or "").partition("_")
    noun, _, name = rest.partition("_")
    if app not in ("catalog", "auth") or not name:
        return None
    return f"{PAGES.get(name) or ('view' if method in ('GET', 'HEAD') else 'change')}_{noun}"


def make_roles(sender, using, **kwargs):
    """Make each role's group, with its permissions."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    # The catalogue stands before Django's own apps, whose turn to make the permissions comes only after this one.
    for name in ("catalog", "auth"):
        create_permissions(apps.get_app_config(name), verbosity=0, using=using)
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role)
        wanted = Permission.objects.using(using).filter(
            content_type__app_label__in=["catalog", "auth"], codename__in=codenames(role)
        )
        group.permissions.set(wanted)
