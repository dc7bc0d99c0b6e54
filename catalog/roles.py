"""Who may do what at the desk. Each migrate brings the groups of these names in step with this table."""

from django.apps import apps
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models import facts
from catalog.texts.numbers import list_text

EDITOR = "Editor"
REVIEWER = "Reviewer"
MODERATOR = "Moderator"
ADMINISTRATOR = "Administrator"

WRITE = ("view", "add", "change", "delete")
ROWS_OF_FILMS = " ".join(noun for noun, row in facts.ROWS.items() if not row.by_visitors)
CATALOGUE = f"film {ROWS_OF_FILMS} entrycitation person personname company character work curatedlist listentry source genre subject job companyrole language country page pagetext"

# For each role, {verbs: nouns}. Who may publish films may also withdraw them and whatever belongs to them. Who may change
# a noun may revert it, and who may add a noun may restore a deleted one.
EDITING = {
    WRITE: CATALOGUE,
    ("view", "change"): "proposal importproposal",
    ("view", "add", "change"): "import",
    ("view",): "collation department scheme schemeform vote ratingsummary comment",
}
REVIEWING = EDITING | {("publish",): "film curatedlist page", ("merge",): "film person company character source"}
MODERATING = {
    ("view",): f"{CATALOGUE} proposal import importproposal collation department scheme schemeform ratingsummary",
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
        ("view", "change"): "proposal importproposal site",
        WRITE: f"{CATALOGUE} department scheme schemeform sitetext user",
        ("suppress",): "value",
    },
}


def codenames(role):
    """The permissions of a role: `change_film` and the like."""
    return {f"{verb}_{noun}" for verbs, nouns in ROLES[role].items() for noun in nouns.split() for verb in verbs}


# What the desk calls the roles.
ROLE_LABELS = {
    EDITOR: _("Editor"),
    REVIEWER: _("Reviewer"),
    MODERATOR: _("Moderator"),
    ADMINISTRATOR: _("Administrator"),
}
# What is said to a user without a permission, by its verb.
REFUSALS = {
    "view": _(
        "To see this (%(nouns)s) takes another role: %(roles)s. Ask somebody who has it, or an Administrator for the role."
    ),
    "add": _(
        "To add this (%(nouns)s) takes another role: %(roles)s. Ask somebody who has it, or an Administrator for the role."
    ),
    "change": _(
        "To change this (%(nouns)s) takes another role: %(roles)s. Ask somebody who has it, or an Administrator for the role."
    ),
    "delete": _(
        "To delete this (%(nouns)s) takes another role: %(roles)s. Ask somebody who has it, or an Administrator for the role."
    ),
    "merge": _(
        "To merge this (%(nouns)s) takes another role: %(roles)s. Ask somebody who has it, or an Administrator for the role."
    ),
    "publish": _(
        "To publish or withdraw this (%(nouns)s) takes another role: %(roles)s. Ask somebody who has it, or send it to review."
    ),
}
# The verb that a page of the desk needs, where it needs more than to see and to change.
PAGE_VERBS = {"add": "add", "restore": "add", "revert": "change", "delete": "delete"}


def roles_in_words(codename):
    """Return the roles that have a permission: `Editor or Reviewer`; "" where none has it."""
    return list_text((ROLE_LABELS[role] for role in ROLES if codename in codenames(role)), "or")


def permission_refusal(codename):
    """Say why a user without a permission is refused, and what they can do."""
    verb, noun = codename.split("_")
    model = apps.get_model("auth" if noun == "user" else "catalog", noun)
    nouns, roles = model._meta.verbose_name_plural, roles_in_words(codename)
    if not roles or verb not in REFUSALS:
        return gettext("Nobody may do this here (%(nouns)s), whatever their role.") % {"nouns": nouns}
    return REFUSALS[verb] % {"nouns": nouns, "roles": roles}


def permission_for(url_name, method):
    """Return the permission that a request to a page of the desk needs; None where the page is no noun's."""
    app, _, rest = (url_name or "").partition("_")
    noun, _, page = rest.partition("_")
    if app not in ("catalog", "auth") or not page:
        return None
    return f"{PAGE_VERBS.get(page) or ('view' if method in ('GET', 'HEAD') else 'change')}_{noun}"


def make_roles(sender, using, **kwargs):
    """Create the group of each role, and give it the permissions of the table."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    # Django creates the permissions after this, since the catalogue stands before its own apps.
    for name in ("catalog", "auth"):
        create_permissions(apps.get_app_config(name), verbosity=0, using=using)
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role)
        permissions = Permission.objects.using(using).filter(
            content_type__app_label__in=["catalog", "auth"], codename__in=codenames(role)
        )
        group.permissions.set(permissions)
