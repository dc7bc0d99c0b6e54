"""A film as AVefi's work: its titles, form, genres, subjects and the people who made it."""

from catalog.exchange.avefi.jobs import JOBS
from catalog.exchange.avefi.values import local_id, places, same_as, title, without_empty
from catalog.exchange.avefi.words import COMPANY_ROLES, FORMS, TITLES, WORK_TYPES
from catalog.models import RelationKind

AGENT_IDS = {
    "filmportal": "FilmportalResource",
    "gnd": "GNDResource",
    "viaf": "VIAFResource",
    "wikidata": "WikidataResource",
}
WORK_IDS = AGENT_IDS | {"eidr": "EIDRResource"}
SUBJECT_IDS = {"wikidata": "WikidataResource", "gnd": "GNDResource", "aat": "AATResource"}


def film_id(film):
    return f"film-{film.pk}"


def work_of(film, versions, losses):
    place = film_id(film)
    form = losses.word(FORMS, film.kind, place, "kind")
    name_fields(film, losses, place)
    return without_empty(
        {
            "category": "avefi:WorkVariant",
            "type": WORK_TYPES.get(film.kind, "Monographic"),
            "has_identifier": [local_id(place)],
            "has_primary_title": title(film.title, "PreferredTitle", film.sort_title),
            "has_alternative_title": alternative_titles(film, versions, losses, place),
            "has_form": [form] if form else [],
            "has_genre": [{"has_name": genre.name} for genre in film.genres.all()],
            "has_subject": [subject_of(subject, losses, place) for subject in film.subjects.all()],
            "has_event": [production_of(film, losses)],
            "is_part_of": series_of(film, losses, place),
            "same_as": same_as(film.external_ids.all(), WORK_IDS, losses, place),
        }
    )


def name_fields(film, losses, place):
    """Name what of the film AVefi has no place for."""
    for name in ("logline", "status", "given_date"):
        if value := getattr(film, name):
            losses.add(place, f"{film._meta.get_field(name).verbose_name} {value}")
    for row in film.film_works.select_related("work"):
        losses.add(place, f"based on {row.work}")


def alternative_titles(film, versions, losses, place):
    """Return the original title, and the titles that are of no version."""
    titles = []
    if film.original_title not in ("", film.title):
        titles.append(title(film.original_title, "TitleProper"))
    if film.original_title_language:
        losses.add(place, f"language of the original title {film.original_title_language}")
    for row in film.titles.select_related("language", "country", "version"):
        for value in filter(None, (row.language, row.script, row.country, row.note)):
            losses.add(place, f"title {row.title}, {value}")
        if row.version not in versions:
            titles.append(other_title(row, losses, place))
    return [row for number, row in enumerate(titles) if row not in titles[:number]]


def other_title(row, losses, place):
    word = losses.word(TITLES, row.kind, f"{place}, title {row.title}", "kind")
    return title(row.title, word or "AlternativeTitle")


def subject_of(subject, losses, place):
    resources = same_as(subject.external_ids.all(), SUBJECT_IDS, losses, f"{place}, subject {subject}")
    return without_empty({"category": "avefi:Subject", "has_name": subject.name, "same_as": resources})


def series_of(film, losses, place):
    """Return the published series that the film is a part of; other relations are named as losses."""
    series = []
    for relation in film.relations.to_public_films().select_related("other_film"):
        if relation.kind == RelationKind.PART_OF:
            series.append(local_id(film_id(relation.other_film)))
            if relation.number:
                losses.add(place, f"number {relation.number} in {relation.other_film}")
        else:
            losses.add(place, f"{relation.get_kind_display()} {relation.other_film}")
    return series


def production_of(film, losses):
    """Return the event of the film's making: where, and by whom."""
    activities = activities_of(film, losses)
    activities += activities_of_companies(film, losses)
    located_in = places(film.countries.all())
    return without_empty({"category": "avefi:ProductionEvent", "has_activity": activities, "located_in": located_in})


def activities_of(film, losses):
    """Return an activity for each job that AVefi knows, with all who did it."""
    agents = {}
    rows = film.credits.select_related("person", "job__department").in_order()
    for credit in rows.prefetch_related("characters", "person__external_ids"):
        place = f"credit “{credit}”"
        word = JOBS.get(credit.job.code)
        if credit.person is None:
            losses.add(place, "the whole credit", "AVefi takes none without a name")
        elif word is None:
            losses.add(place, "the whole credit", "AVefi has no word for the job")
        else:
            agents.setdefault(word, []).append(agent_of_person(credit.person))
            characters = " / ".join(map(str, credit.characters.all()))
            for fact in filter(None, (characters, *map(str, credit.remarks), credit.note)):
                losses.add(place, fact)
    return [activity(*word, agents_of_job) for word, agents_of_job in agents.items()]


def activities_of_companies(film, losses):
    """Return an activity for each role in the making of the film, with all companies that had it."""
    place, agents = film_id(film), {}
    for row in film.film_companies.in_order():
        if row.version_id:
            losses.add(place, f"{row.role} {row.company}, of one version")
            continue
        if row.role_id not in COMPANY_ROLES.words:
            losses.add(place, f"{row.role} {row.company}", "AVefi knows it of one version, or not at all")
            continue
        word = losses.word(COMPANY_ROLES, row.role_id, f"{place}, {row.company}", "role")
        agents.setdefault(word, []).append(agent_of_company(row.company))
        for fact in filter(None, (row.credited_as and f"credited as {row.credited_as}", row.territory)):
            losses.add(f"{place}, {row.company}", f"{fact}")
    return [activity(*word, agents_of_role) for word, agents_of_role in agents.items()]


def activity(category, kind, agents):
    distinct_agents = [agent for number, agent in enumerate(agents) if agent not in agents[:number]]
    return {"category": f"avefi:{category}", "type": kind, "has_agent": distinct_agents}


def agent_of_person(person):
    """Return a person; of the type Person, which asks for “family name, given name”, only where lists sort it so."""
    is_sorted = "," in person.filed_name
    name = person.filed_name if is_sorted else person.name
    return agent(name, "Person" if is_sorted else "", person)


def agent_of_company(company):
    return agent(company.name, "CorporateBody", company)


def agent(name, kind, owner):
    ids = [
        {"category": f"avefi:{AGENT_IDS[row.scheme_id]}", "id": row.value}
        for row in owner.external_ids.all()
        if row.scheme_id in AGENT_IDS
    ]
    return without_empty({"category": "avefi:Agent", "type": kind, "has_name": name, "same_as": ids})
