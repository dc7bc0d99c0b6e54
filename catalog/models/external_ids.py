import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from catalog.models.base import one_of
from catalog.texts.folding import LineField


class Scheme(models.TextChoices):
    IMDB = "imdb", "IMDb"
    TMDB = "tmdb", "TMDB"
    WIKIDATA = "wikidata", "Wikidata"
    MOVIELENS = "movielens", "MovieLens"
    GND = "gnd", "GND"
    AAT = "aat", "Getty AAT"
    LCSH = "lcsh", "LCSH"


# The pattern of an id in each scheme, by noun, with an example.
FORMS = {
    "imdb": {
        "film": (r"tt\d{7,10}", "tt1023114"),
        "person": (r"nm\d{7,10}", "nm0000001"),
        "company": (r"co\d{7,10}", "co0000001"),
    },
    "tmdb": dict.fromkeys(("film", "person", "company"), (r"[1-9]\d{0,9}", "49009")),
    "wikidata": dict.fromkeys(("film", "person", "company", "subject"), (r"Q[1-9]\d{0,11}", "Q42")),
    "movielens": {"film": (r"[1-9]\d{0,9}", "83369")},
    "gnd": {"subject": (r"[1-9]\d{0,7}-(\d|X)|1\d{7,8}(\d|X)", "4017102-4")},
    "aat": {"subject": (r"300\d{6}", "300136900")},
    "lcsh": {"subject": (r"sh\d{8}(\d{2})?", "sh85088084")},
}
ADDRESSES = {
    ("imdb", "film"): "https://www.imdb.com/title/{}/",
    ("imdb", "person"): "https://www.imdb.com/name/{}/",
    ("imdb", "company"): "https://www.imdb.com/company/{}/",
    ("tmdb", "film"): "https://www.themoviedb.org/movie/{}",
    ("tmdb", "person"): "https://www.themoviedb.org/person/{}",
    ("tmdb", "company"): "https://www.themoviedb.org/company/{}",
    ("wikidata", "film"): "https://www.wikidata.org/wiki/{}",
    ("wikidata", "person"): "https://www.wikidata.org/wiki/{}",
    ("wikidata", "company"): "https://www.wikidata.org/wiki/{}",
    ("movielens", "film"): "https://movielens.org/movies/{}",
    ("wikidata", "subject"): "https://www.wikidata.org/wiki/{}",
    ("gnd", "subject"): "https://d-nb.info/gnd/{}",
    ("aat", "subject"): "https://vocab.getty.edu/aat/{}",
    ("lcsh", "subject"): "https://id.loc.gov/authorities/subjects/{}",
}
# An error quotes so much of what was typed: an address of a page fits.
MOST_QUOTED = 200
NOUNS = ("film", "person", "company", "subject")
SITE = r"(?:https?://)?(?:[a-z0-9-]+\.)*"
# What addresses of each scheme look like: site and path up to the id. A language, a title behind the id and a query may stand there.
PAGES = {
    "imdb": SITE + r"imdb\.com/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?P<kind>title|name|company)/(?P<id>[a-z]{2}[0-9]+)",
    "tmdb": SITE + r"(?:themoviedb|tmdb)\.org/(?P<kind>movie|person|company)/(?P<id>[0-9]+)",
    "wikidata": SITE + r"wikidata\.org/(?:(?:wiki|entity)/(?:Special:EntityPage/)?)(?P<id>Q[0-9]+)",
    "movielens": SITE + r"movielens\.org/movies/(?P<id>[0-9]+)",
    "gnd": SITE + r"d-nb\.info/gnd/(?P<id>[0-9]+-?[0-9X])",
    "aat": SITE + r"vocab\.getty\.edu/(?:page/)?aat/(?P<id>[0-9]+)",
    "lcsh": SITE + r"id\.loc\.gov/authorities/(?:subjects/)?(?P<id>sh[0-9]+)",
}
KINDS = {"title": "film", "movie": "film", "name": "person", "person": "person", "company": "company"}
PAGE_OF_SCHEME = {scheme: re.compile(rf"{page}(?![A-Za-z0-9])", re.IGNORECASE) for scheme, page in PAGES.items()}


def id_in_address(scheme, noun, text):
    """Return the id in an address of a scheme's page on a noun, such as https://www.imdb.com/title/tt1023114/; any other text as it is."""
    match = PAGE_OF_SCHEME[scheme].match(text.strip()) if scheme in PAGE_OF_SCHEME else None
    if not match or KINDS.get(match.groupdict().get("kind") or "", noun) != noun:
        return text
    return match["id"].upper() if scheme in ("wikidata", "gnd") else match["id"].lower()


def only_of(owner):
    """Return the condition that an outside id belongs to this noun and to no other."""
    return Q(**{f"{noun}__isnull": noun != owner for noun in NOUNS})


class OutsideIdField(LineField):
    """An id in another catalogue. Forms take the address of its page there, too."""

    def clean(self, value, model_instance):
        """Return the id that was typed, or the id in the address that was typed. Raise ValidationError that quotes it."""
        scheme, noun = model_instance.scheme, model_instance.noun
        text = self.to_python(value) or ""
        pattern, example = FORMS.get(scheme, {}).get(noun, ("", ""))
        outside_id = id_in_address(scheme, noun, text)
        if text and pattern and not re.fullmatch(pattern.replace(r"\d", "[0-9]"), outside_id):
            name, quote = Scheme(scheme).label, text[:MOST_QUOTED]
            advice = f"Write it like {example}, or paste the address of its page there."
            raise ValidationError(f"“{quote}” is no {name} id of a {noun}. {advice}", code="invalid")
        return super().clean(outside_id, model_instance)


class ExternalId(models.Model):
    """The id of a film, a person, a company or a subject in another catalogue."""

    film = models.ForeignKey("Film", models.CASCADE, null=True, blank=True, related_name="external_ids")
    person = models.ForeignKey("Person", models.CASCADE, null=True, blank=True, related_name="external_ids")
    company = models.ForeignKey("Company", models.CASCADE, null=True, blank=True, related_name="external_ids")
    subject = models.ForeignKey("Subject", models.CASCADE, null=True, blank=True, related_name="external_ids")
    scheme = models.CharField(max_length=10, choices=Scheme)
    value = OutsideIdField("id", max_length=20, help_text="Only the id, not the address: tt1023114.")

    class Meta:
        ordering = ["scheme", "value"]
        verbose_name = "outside id"
        verbose_name_plural = "outside ids"
        constraints = [
            one_of("scheme", Scheme, "external_id_scheme"),
            models.CheckConstraint(
                condition=Q(*(only_of(noun) for noun in NOUNS), _connector=Q.OR),
                name="external_id_of_one",
                violation_error_message="An outside id belongs to a film, a person, a company or a subject: to one of the four.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["scheme", "value"],
                    condition=Q(**{f"{noun}__isnull": False}),
                    name=f"external_id_once_a_{noun}",
                    violation_error_message=f"Another {noun} has this id already.",
                )
                for noun in NOUNS
            ),
        ]

    def __str__(self):
        return f"{self.get_scheme_display()} {self.value}"

    @property
    def noun(self):
        """The noun that it belongs to; the row of that noun may not be saved yet."""
        owner = {noun: self._meta.get_field(noun).get_cached_value(self, None) for noun in NOUNS}
        return next((noun for noun in NOUNS if getattr(self, f"{noun}_id") or owner[noun]), "film")

    @property
    def url(self):
        return ADDRESSES.get((self.scheme, self.noun), "{}").format(self.value)

    def clean(self):
        super().clean()
        if self.noun not in FORMS.get(self.scheme, {}):
            raise ValidationError({"scheme": f"{self.get_scheme_display()} has no ids for a {self.noun}."})
