"""A film with its versions and copies as a list of AVefi's records, and what has no place in them."""

from catalog.exchange.avefi.items import copy_id, items_of, version_id
from catalog.exchange.avefi.values import Losses, local_id, places, title, without_empty
from catalog.exchange.avefi.words import PRESERVATION_EVENTS, PUBLICATIONS, RELEASES, VARIANTS
from catalog.exchange.avefi.work import film_id, other_title, work_of
from catalog.models import Copy, Release


def records_of(film, versions):
    """Return the records of a film with these versions and their copies, and the losses, a line each."""
    losses = Losses()
    records = [work_of(film, versions, losses)]
    releases = releases_by_version(film, versions, losses)
    for version in versions:
        variant = variant_of(film, version, losses)
        copies = list(Copy.objects.filter(version=version).prefetch_related("languages__language").order_by("id"))
        records += [variant] if variant else []
        records.append(manifestation_of(film, version, variant, releases[version], copies, losses))
        records += items_of(version, copies, losses)
    return records, losses


def releases_by_version(film, versions, losses):
    """Return {version: its releases}. Those that name none of these versions are the leading one's."""
    releases = {version: [] for version in versions}
    lead = next((version for version in versions if version.leads), None)
    for release in Release.objects.filter(film=film).select_related("country", "version").in_order():
        version = release.version if release.version in releases else lead
        if version is None:
            losses.add(
                f"release “{release}”", "the whole release", "AVefi knows it of a version, and the film has none"
            )
        else:
            releases[version].append(release)
    return releases


def variant_of(film, version, losses):
    """Return the variant of the work that a version is; None where AVefi has no word for how it differs."""
    place = f"version “{version}”"
    words = [losses.word(VARIANTS, kind, place, "difference") for kind in version.kinds]
    differences = [(kind, word) for kind, word in zip(version.kinds, words, strict=True) if word]
    if not differences:
        return None
    for kind, _ in differences[1:]:
        losses.add(place, f"difference “{kind}”", "AVefi takes one")
    return {
        "category": "avefi:WorkVariant",
        "type": "Monographic",
        "variant_type": differences[0][1],
        "has_identifier": [local_id(f"{version_id(version)}-variant")],
        "has_primary_title": primary_title(film, version),
        "is_variant_of": local_id(film_id(film)),
    }


def primary_title(film, version):
    return title(version.name, "SuppliedDevisedTitle") if version.name else title(film.title, "PreferredTitle")


def manifestation_of(film, version, variant, releases, copies, losses):
    work = variant["has_identifier"][0] if variant else local_id(film_id(film))
    if version.aspect_ratio:
        losses.add(f"version “{version}”", f"aspect ratio {version.aspect_ratio}")
    events = [publication_of(version, losses), *(event_of(release, losses) for release in releases)]
    return without_empty(
        {
            "category": "avefi:Manifestation",
            "has_identifier": [local_id(version_id(version))],
            "is_manifestation_of": [work],
            "has_primary_title": primary_title(film, version),
            "has_alternative_title": [other_title(row, losses, f"version “{version}”") for row in version.titles.all()],
            # A release may say no more than the version does.
            "has_event": [event for number, event in enumerate(events) if event and event not in events[:number]],
            "has_item": [local_id(copy_id(copy)) for copy in copies],
            "has_note": [version.note] if version.note else [],
        }
    )


def publication_of(version, losses):
    """Return the event by which a version came out; None where that is not known."""
    place = f"version “{version}”"
    countries = list(version.countries.all())
    kind = losses.word(PUBLICATIONS, version.publication, place, "how it came out")
    if kind is None:
        for fact in filter(None, [version.date and f"date {version.date}", ", ".join(map(str, countries))]):
            losses.add(place, fact, "AVefi knows it of an event, and how the version came out is not known")
        return None
    category = "PreservationEvent" if kind in PRESERVATION_EVENTS else "PublicationEvent"
    return event(category, kind, losses.date(version.date, place), countries)


def event_of(release, losses):
    """Return the event that a release is; None of a decision of a censor, which AVefi doesn't know."""
    place = f"release “{release}”"
    kind = losses.word(RELEASES, release.type, place, "type")
    facts = ("event", "certification", "decision", "decision_number", "note")
    for name in facts if kind else ("date", "country", *facts):
        if value := getattr(release, name):
            losses.add(place, f"{release._meta.get_field(name).verbose_name} {value}")
    return event("PublicationEvent", kind, losses.date(release.date, place), [release.country]) if kind else None


def event(category, kind, date, countries):
    return without_empty(
        {"category": f"avefi:{category}", "type": kind, "has_date": date, "located_in": places(countries)}
    )
