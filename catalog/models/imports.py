"""Imports: what was brought in from files, by whom, how far it has come, and what it left for editors to decide."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.choices import State
from catalog.models.columns import one_of
from catalog.texts.folding import LineField


class ImportFormat(models.TextChoices):
    TABLE = "table", _("table")
    TMDB = "tmdb", "TMDB"
    IMDB = "imdb", "IMDb"
    MOVIELENS = "movielens", "MovieLens"
    WIKIDATA = "wikidata", "Wikidata"


class ImportStatus(models.TextChoices):
    UPLOADED = "uploaded", _("uploaded")
    WAITING = "waiting", _("waiting")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    RUNNING = "running", _("being brought in")
    DONE = "done", _("brought in")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")
    UNDONE = "undone", _("undone")


class Outcome(models.TextChoices):
    """What an import does with a record, or with a value."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("the same")
    REFUSED = "refused", _("refused")
    MENDED = "mended", _("mended")
    PROPOSED = "proposed", _("proposed")
    KEPT = "kept", _("kept")


class Import(models.Model):
    """Files that are brought in, or checked without being brought in.

    `options` are those of the format, `files` a list of {name, path, bytes, sha256}. `digest` tells the same files with the
    same options again, so that what was interrupted goes on where it stopped: after `read_records` records. `state` is that of
    films that it makes. `counts` are {outcome: records} and `noun_counts` {noun: {outcome: rows}}. `read_bytes` of
    `total_bytes` are read; `alive_at` is when the process that runs it last told so.
    """

    format = models.CharField(_("format"), max_length=10, choices=ImportFormat)
    options = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    state = models.CharField(_("state of new films"), max_length=10, choices=State, default=State.DRAFT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("who"), max_length=150, blank=True)
    source = models.ForeignKey("Source", models.SET_NULL, null=True, blank=True, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=ImportStatus, default=ImportStatus.UPLOADED)
    fault = models.TextField(blank=True)
    read_records = models.PositiveBigIntegerField(default=0)
    read_bytes = models.PositiveBigIntegerField(default=0)
    total_bytes = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    noun_counts = models.JSONField(default=dict)
    is_cancelled = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    began_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        constraints = [
            one_of("format", ImportFormat, "import_format"),
            one_of("status", ImportStatus, "import_status"),
            one_of("state", State, "import_state"),
        ]
        indexes = [models.Index(fields=["digest", "-id"], name="import_digest")]

    def __str__(self):
        names = ", ".join(file["name"] for file in self.files[:3])
        return f"{self.get_format_display()}: {names}"


class ImportLine(models.Model):
    """A line of an import's report: what it does with a record, or with a value, and how to mend what is refused.

    `label` is what the record or the row is called, `field` whose value it is, `value` what the file says, `expected` what was
    expected or, of a change, what is there now.
    """

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    outcome = models.CharField(max_length=10, choices=Outcome)
    noun = models.CharField(max_length=20, blank=True)
    key = models.CharField(max_length=40, blank=True)
    label = models.CharField(max_length=300, blank=True)
    file = models.CharField(max_length=200, blank=True)
    line = models.PositiveBigIntegerField(default=0)
    column = models.CharField(max_length=100, blank=True)
    field = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=300, blank=True)
    expected = models.CharField(max_length=300, blank=True)
    remedy = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        default_permissions = ()
        ordering = ["id"]
        constraints = [one_of("outcome", Outcome, "import_line_outcome")]
        indexes = [models.Index(fields=["of_import", "outcome", "id"], name="import_line_outcome")]

    def __str__(self):
        return f"{self.file} {self.line}: {self.label}"


class ImportedRecord(models.Model):
    """A record that a format brought in before: the row that it became, and a digest of what it told.

    The same record again is known without a comparison. `record_key` is the record's own id in the format.
    """

    format = models.CharField(max_length=10, choices=ImportFormat)
    record_key = models.CharField(max_length=120)
    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    digest = models.CharField(max_length=32)
    of_import = models.ForeignKey(Import, models.CASCADE, related_name="records")

    class Meta:
        verbose_name = _("imported record")
        verbose_name_plural = _("imported records")
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["format", "record_key"],
                name="imported_record_once",
                violation_error_message=_("This record is known already."),
            )
        ]

    def __str__(self):
        return self.record_key


class ImportProposalState(models.TextChoices):
    OPEN = "open", _("open")
    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("declined")


class ImportProposal(models.Model):
    """A value of an import that an editor's, or a cited one, stands in the way of: an editor takes it over or declines it.

    `noun` and `key` are those of the film, person or company, `field` names what it is of, `patch` takes it over.
    """

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="proposals")
    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    field = models.CharField(max_length=60)
    present = models.TextField(blank=True)
    value = models.TextField(blank=True)
    patch = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=ImportProposalState, default=ImportProposalState.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposal of an import")
        verbose_name_plural = _("proposals of imports")
        ordering = ["id"]
        constraints = [
            one_of("state", ImportProposalState, "import_proposal_state"),
            models.UniqueConstraint(
                fields=["noun", "key", "digest"],
                name="import_proposal_once",
                violation_error_message=_("This has been proposed already."),
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state=ImportProposalState.OPEN), name="import_proposal_open")
        ]

    def __str__(self):
        return f"{self.label}: {self.field}"


class ImportChoice(models.TextChoices):
    SAME = "same", _("the same")
    NEW = "new", _("new")
    ASK = "ask", _("not decided")


class ImportDecision(models.Model):
    """Who or what a name in files of a mapping is: a row that is here, or a new one. It holds for all rows of a file and for the next file.

    `scope` is the name of the mapping, or the digest of the file. `told_by` is what tells two of the same name apart: the
    year of a film, say. `key` is the row, "" until it is made.
    """

    scope = models.CharField(max_length=100)
    noun = models.CharField(max_length=20)
    name = models.CharField(max_length=300)
    told_by = models.CharField(max_length=100, blank=True)
    choice = models.CharField(max_length=10, choices=ImportChoice, default=ImportChoice.ASK)
    key = models.CharField(max_length=40, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("decision on a name")
        verbose_name_plural = _("decisions on names")
        default_permissions = ()
        ordering = ["id"]
        constraints = [
            one_of("choice", ImportChoice, "import_decision_choice"),
            models.UniqueConstraint(
                fields=["scope", "noun", "name", "told_by"],
                name="import_decision_once",
                violation_error_message=_("This name is decided already."),
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.get_choice_display()}"


class ImportMapping(models.Model):
    """What the columns of a table are, kept by name for the next file. `columns` is the mapping as catalog.exchange.tables reads it."""

    name = LineField(_("name"), max_length=100, unique=True)
    columns = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("mapping of a table")
        verbose_name_plural = _("mappings of tables")
        ordering = ["-changed_at", "-id"]

    def __str__(self):
        return self.name
