"""Who may do what in the admin. Groups of these names are kept in step with this table at each migrate."""

EDITOR = "Editor"
WRITE = ("view", "add", "change", "delete")
ROLES = {
    EDITOR: {
        WRITE: """film title externalid work filmwork award person company filmcompany character credit release source
            citation synopsis article question reading ruling event eventcharacter image genre job language country""",
        ("view", "change", "delete"): "comment",
        ("view", "change"): "proposal",
        ("view",): "collation department vote ratingsummary",
    }
}


def codenames(role):
    """The permissions of a role: `change_film` and the like."""
    return {f"{verb}_{noun}" for verbs, nouns in ROLES[role].items() for noun in nouns.split() for verb in verbs}


def make_roles(sender, using, **kwargs):
    """Make each role's group, with its permissions."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    # The catalogue stands before Django's own apps, whose turn to make the permissions comes only after this one.
    create_permissions(sender, verbosity=0, using=using)
    for role in ROLES:
        group, _ = Group.objects.using(using).get_or_create(name=role)
        wanted = Permission.objects.using(using).filter(content_type__app_label="catalog", codename__in=codenames(role))
        group.permissions.set(wanted)
