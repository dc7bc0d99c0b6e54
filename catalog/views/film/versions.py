"""The versions of a film, each as lines of label and value."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from catalog.texts.numbers import decimal_text, running_time

# What a version says beyond what the film's own facts say already.
OWN_FACTS = (
    "name",
    "kinds",
    "publication",
    "date",
    "length_metres",
    "frames_per_second",
    "gauge",
    "aspect_ratio",
    "note",
)


class Line(NamedTuple):
    """A fact of a version in words; `is_worked_out` where it follows from others and no source gives it."""

    name: str
    label: str
    words: str
    is_worked_out: bool = False


def versions_to_show(film):
    """Return [(version, its lines)] of a prefetched film; none where the film's own facts say all of its only version."""
    versions = list(film.versions.all())
    if len(versions) == 1 and not (versions[0].public_copies or any(getattr(versions[0], n) for n in OWN_FACTS)):
        return []
    return [(version, list(lines_of(version))) for version in versions]


def lines_of(version):
    """Yield the lines of a version whose countries and languages are prefetched."""
    if version.kinds:
        yield Line("kinds", _("Differs"), ", ".join(version.kind_labels))
    if version.publication:
        yield Line("publication", _("Came out"), version.get_publication_display())
    yield from measure_lines(version)
    if version.gauge:
        yield Line("gauge", _("Gauge or format"), version.get_gauge_display())
    if version.sound:
        yield Line("sound", _("Sound"), version.get_sound_display())
    if version.colour:
        yield Line("colour", _("Colour"), version.get_colour_display())
    if version.aspect_ratio:
        yield Line("aspect_ratio", _("Aspect ratio"), version.aspect_ratio)
    if languages := version.languages.all():
        yield Line("languages", _("Languages"), "; ".join(map(str, languages)))
    if countries := version.countries.all():
        yield Line("countries", _("Where"), ", ".join(map(str, countries)))


def measure_lines(version):
    """Yield running time, length and frames; of running time and length one may be worked out of the other."""
    if version.runtime_minutes is not None:
        words = running_time(60 * version.runtime_minutes + (version.runtime_seconds or 0))
        yield Line("runtime_minutes", _("Running time"), words)
    elif version.worked_out_seconds:
        yield Line("length_metres", _("Running time"), running_time(version.worked_out_seconds), is_worked_out=True)
    if version.length_metres is not None:
        yield Line("length_metres", _("Length"), metres_text(version.length_metres))
    elif version.worked_out_metres:
        yield Line("runtime_minutes", _("Length"), metres_text(version.worked_out_metres), is_worked_out=True)
    if version.frames_per_second is not None:
        yield Line(
            "frames_per_second",
            _("Speed"),
            _("%(number)s frames a second") % {"number": decimal_text(version.frames_per_second)},
        )


def metres_text(metres):
    return _("%(number)s m") % {"number": decimal_text(metres)}
