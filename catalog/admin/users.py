"""Accounts of the people who work at the desk, and their roles. The table in catalog/roles.py says what a role may do."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from catalog.admin.core.edits import EditsAdmin
from catalog.admin.core.posted import read_key
from catalog.editing import stored_words
from catalog.editing.history import add_note
from catalog.editing.locks import atomic_or_refused
from catalog.roles import ADMINISTRATOR, EDITOR, MODERATOR, REVIEWER, ROLE_LABELS, ROLES

# Roles come from the table, and nobody may see the keys of authenticator apps.
admin.site.unregister([User, Group, StaticDevice, TOTPDevice])

ROLE_DESCRIPTIONS = {
    EDITOR: _("enters and changes the catalogue, and sends films to review"),
    REVIEWER: _("does what an editor does, publishes, withdraws and merges"),
    MODERATOR: _("decides on comments and votes"),
    ADMINISTRATOR: _("does all of that, and keeps the accounts"),
}
TWO_STEP = Exists(TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True))


class RolesField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group):
        return (
            f"{ROLE_LABELS[group.name]}: {ROLE_DESCRIPTIONS[group.name]}" if group.name in ROLE_LABELS else str(group)
        )


class AccountForm(UserChangeForm):
    two_step_off = forms.BooleanField(
        required=False,
        label=_("Turn two-step log-in off"),
        help_text=_(
            "For somebody who lost both phone and recovery codes: the password alone logs them in again. "
            "Make sure that it is they who ask."
        ),
    )

    def save(self, commit=True):
        user = super().save(commit)
        if self.cleaned_data.get("two_step_off"):
            for kind in (TOTPDevice, StaticDevice):
                kind.objects.filter(user=user).delete()
        return user


@admin.register(User)
class AccountAdmin(EditsAdmin, UserAdmin):
    """Accounts. Their history shows who gave which role, but no revision and no deleted account is brought back."""

    can_restore = False
    form = AccountForm
    add_form = UserCreationForm
    add_form_template = None
    actions = None
    filter_horizontal = ("user_permissions",)
    list_display = ("username", "full_name", "roles", "is_active", "two_step", "last_login")
    list_filter = ("is_active", "groups")
    list_per_page = 50
    save_on_top = True
    show_full_result_count = False
    readonly_fields = ("last_login", "date_joined")
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "password1", "password2", "groups")}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups").annotate(has_two_step=TWO_STEP)

    @admin.display(description=_("name"))
    def full_name(self, user):
        return user.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, user):
        return (
            gettext("Superuser")
            if user.is_superuser
            else ", ".join(str(ROLE_LABELS.get(group.name, group)) for group in user.groups.all()) or None
        )

    @admin.display(description=_("two-step log-in"), boolean=True)
    def two_step(self, user):
        return user.has_two_step

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        may_all = request.user.is_superuser
        return (
            (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
            (
                gettext("What the account may do"),
                {
                    "fields": ("is_active", "groups"),
                    "description": gettext(
                        "Somebody who leaves: untick “Active” rather than delete the account. They are out at "
                        "once, and can come back. Nobody changes this of their own account."
                    ),
                },
            ),
            *(((None, {"fields": ("two_step_off",)}),) if self.may_turn_off(request, obj) else ()),
            *(
                (
                    (
                        gettext("Beyond roles"),
                        {"fields": ("is_staff", "is_superuser", "user_permissions"), "classes": ("collapse",)},
                    ),
                )
                if may_all
                else ()
            ),
            (gettext("Dates"), {"fields": self.readonly_fields}),
        )

    def may_turn_off(self, request, account):
        """Tell whether the user may turn two-step log-in off for somebody else; for themselves they need a code, on its own page."""
        return account.has_two_step and account != request.user and self.has_change_permission(request, account)

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj and not self.may_turn_off(request, obj):
            del form.base_fields["two_step_off"]
        return form

    def get_readonly_fields(self, request, obj=None):
        """Keep users from locking themselves out, and from giving themselves more rights."""
        own_fields = (
            ("is_active", "groups", "is_staff", "is_superuser", "user_permissions") if obj == request.user else ()
        )
        return (*self.readonly_fields, *own_fields)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        account_key = read_key("user", request.resolver_match.kwargs.get("object_id"))
        own_groups = Q(user=account_key) if account_key else Q()
        groups = Group.objects.filter(Q(name__in=ROLES) | own_groups).distinct().order_by("pk")
        return RolesField(
            groups,
            label=_("Roles"),
            required=False,
            help_text=_("Several add up. Who has none can log in, and see nothing."),
        )

    def user_change_password(self, request, *arguments, **options):
        """Set a password; like every save, with the key of the form in the same transaction."""
        with atomic_or_refused():
            response = super().user_change_password(request, *arguments, **options)
            is_saved = response.get("Location") not in (None, request.get_full_path())
            transaction.set_rollback(not is_saved)
        return response

    def may_change(self, request, account):
        """Tell whether the user may change the account: only superusers change superusers."""
        return account is None or request.user.is_superuser or not account.is_superuser

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.may_change(request, obj) and obj != request.user

    def save_model(self, request, account, form, change):
        """Let new accounts log in to the desk."""
        account.is_staff = account.is_staff or not change
        super().save_model(request, account, form, change)
        if form.cleaned_data.get("two_step_off"):
            add_note(account, stored_words.TWO_STEP_OFF, editor=request.user)
