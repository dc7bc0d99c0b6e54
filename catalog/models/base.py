"""What models share: derived fields, publication, parts of a film and what they show."""

from contextlib import contextmanager

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import showing, showing_kinds
from catalog.models.choices import State
from catalog.models.columns import one_of, this_second


class Derived(models.Model):
    """A row that derives fields when it is saved, or updates rows that refer to it.

    `derived_from` names the columns that what writes many rows at once may change only if it derives them again.
    """

    derived_from: frozenset[str] = frozenset()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.derive()
        is_new = self._state.adding
        super().save(*args, **kwargs)
        # No row refers to a new one yet.
        if not is_new:
            self.after_save()

    def derive(self):
        """Set the fields that follow from other fields. Called before each save and before each bulk insert."""

    def after_save(self):
        """Update rows elsewhere that depend on this one. Called after each save of a row that was not new."""


class Dated(models.Model):
    """A row with the moments at which it was entered and last changed."""

    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        abstract = True


@contextmanager
def refresh_once():
    """Refresh `public_from` of what all writes inside show or hide, and what films lack: once, at the end of the outermost block.

    See showing.py and lacks.py.
    """
    if showing.PENDING.get() is not None:
        yield
        return
    pending = showing.Pending()
    token = showing.PENDING.set(pending)
    try:
        yield
    finally:
        showing.PENDING.reset(token)
    if transaction.get_connection().needs_rollback:
        return
    if pending.rows or pending.keys:
        showing.refresh(pending)
    if pending.films:
        apps.get_model("catalog", "FilmLack").objects.refresh(pending.films)


@contextmanager
def kept_public(films, kinds):
    """Keep `public_from` right, and what films lack, while rows of some kinds of some films change.

    Each write of such rows stands in this.
    """
    with transaction.atomic(), refresh_once():
        showing.note_films(films, kinds)
        showing.note_changed_films(films)
        yield


@contextmanager
def kept_complete(films):
    """Keep right what some films lack while their rows change."""
    with transaction.atomic(), refresh_once():
        yield
        showing.note_changed_films(films)


@contextmanager
def kept_sources_public(sources):
    """Keep `public_from` of some sources right while what people, companies and works cite them for changes."""
    with transaction.atomic(), refresh_once():
        showing.note_keys("source", {key for key in sources if key})
        yield


class ShowingQuerySet(models.QuerySet):
    """Films, or rows of films, whose changes may show or hide people, companies and sources."""

    def update(self, **fields):
        if not fields.keys() & showing_kinds.fields_that_show(self.model):
            return super().update(**fields)
        films = self._films() | showing_kinds.films_of_owners(self.model, [showing_kinds.owner_key(self.model, fields)])
        with kept_public(films, showing_kinds.kinds_changed_with(self.model)):
            return super().update(**fields)

    def delete(self):
        with kept_public(self._films(), showing_kinds.kinds_changed_with(self.model, deleting=True)):
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True

    def bulk_create(self, objs, *args, **kwargs):
        rows = list(objs)
        films = showing_kinds.films_of_owners(
            self.model, [showing_kinds.owner_key(self.model, vars(row)) for row in rows]
        )
        with kept_public(films, showing_kinds.kinds_changed_with(self.model)):
            return super().bulk_create(rows, *args, **kwargs)

    def _films(self):
        return set(self.order_by().values_list(showing_kinds.path_to_film(self.model), flat=True))


class ShowingRow(models.Model):
    """A row of a film that may show people, companies and sources."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        kinds = showing_kinds.kinds_changed_with(type(self))
        if not kinds:
            return super().save(*args, **kwargs)
        with kept_public(showing_kinds.films_of_row(self), kinds):
            return super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with kept_public(showing_kinds.films_of_row(self), showing_kinds.kinds_changed_with(type(self), deleting=True)):
            return super().delete(*args, **kwargs)


class PublishableQuerySet(models.QuerySet):
    def published(self):
        """Rows that visitors may see now."""
        return self.filter(state=State.PUBLISHED, published_from__lte=timezone.now())

    def publish(self, moment=None):
        """Publish the rows from `moment` on, by default from now. Rows that are published already keep their moment."""
        unpublished = self.exclude(state=State.PUBLISHED)
        return unpublished.become(state=State.PUBLISHED, published_from=moment or this_second())

    def submit(self):
        """Send drafts and withdrawn rows to review."""
        return self.filter(state__in=[State.DRAFT, State.WITHDRAWN]).become(state=State.IN_REVIEW)

    def withdraw(self):
        """Withdraw the rows: visitors no longer see them."""
        return self.become(state=State.WITHDRAWN, published_from=None)

    def become(self, **fields):
        """Set fields of all rows in one statement; return how many. Touch the films that the rows belong to."""
        is_part = any(field.name == "film" for field in self.model._meta.fields)
        films = list(self.values_list("film_id", flat=True).distinct()) if is_part else []
        row_count = self.update(**fields, updated_at=timezone.now())
        if films:
            related_films(self.model).filter(pk__in=films).touch()
        return row_count

    become.alters_data = True


class Publishable(Dated):
    """A row that visitors see only while it is published."""

    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        default=State.DRAFT,
        help_text=_("Visitors see only what is published. Withdrawn: it was published once, or never will be."),
    )
    published_from = models.DateTimeField(
        _("published from"),
        null=True,
        blank=True,
        help_text=_("Visitors see it from this moment on. It may be in the future. Empty: the moment of publishing."),
    )

    class Meta:
        abstract = True
        constraints = [
            one_of("state", State, "%(class)s_state"),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_from__isnull=False),
                name="%(class)s_published_from",
                violation_error_message=_("What is published needs the moment from which visitors see it."),
            ),
        ]

    def clean(self):
        """Set `published_from` to now where the row is published without a moment."""
        super().clean()
        if self.state == State.PUBLISHED and self.published_from is None:
            self.published_from = this_second()

    def save(self, *args, **kwargs):
        Publishable.clean(self)
        super().save(*args, **kwargs)

    @property
    def is_public(self):
        """Whether the row itself is published now; its film may not be."""
        return (
            self.state == State.PUBLISHED and self.published_from is not None and self.published_from <= timezone.now()
        )


def on_published_film(prefix="film__"):
    """Return the condition that a row's film, or its list, is published now; `prefix` is the lookup that leads to it."""
    return Q(**{f"{prefix}state": State.PUBLISHED, f"{prefix}published_from__lte": timezone.now()})


def rows_referring_to(model, name):
    """Return the default queryset of the rows that refer to a model by the relation `name`, such as "credits"."""
    return model._meta.get_field(name).related_model._default_manager.all()


class FilmPartQuerySet(ShowingQuerySet):
    def public(self):
        """Rows of published films."""
        return self.filter(on_published_film())

    def delete(self):
        """Delete the rows, and derive the fields of their films anew."""
        films = list(self.values_list("film_id", flat=True).distinct())
        with transaction.atomic(), refresh_once():
            counts = super().delete()
            related_films(self.model).filter(pk__in=films).derive()
        return counts

    delete.alters_data = True
    delete.queryset_only = True


class PublishablePartQuerySet(FilmPartQuerySet, PublishableQuerySet):
    def public(self):
        """Published rows of published films."""
        return super().public().published()


def related_films(part):
    """Return the default queryset of the films that a model of parts refers to."""
    return part._meta.get_field("film").related_model._default_manager.all()


class FilmPart(ShowingRow):
    """A row that belongs to a film: a change of the row is a change of the film."""

    objects = FilmPartQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic(), refresh_once():
            super().save(*args, **kwargs)
            self.update_film()

    def delete(self, *args, **kwargs):
        with transaction.atomic(), refresh_once():
            counts = super().delete(*args, **kwargs)
            self.update_film()
        return counts

    def update_film(self):
        """Note on the film that it has changed."""
        related_films(type(self)).filter(pk=self.film_id).touch()
