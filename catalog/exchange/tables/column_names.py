"""By which names columns are known: the words of the model in each language, those of the trade, and how other sites name theirs."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import override

from catalog.editing.pasted import JobNames
from catalog.exchange.tables.targets import Target
from catalog.texts.folding import folded_words
from catalog.texts.names_by_language import read_names

# English, German and Polish, whatever language the site has: files travel.
SYNONYMS = {
    "film.number": "wayback wayback_id film_number film_id_in_wayback",
    "film.title": "title name film movie film_title movie_title primary_title titel filmtitel tytuł tytuł_filmu nazwa",
    "film.original_title": "original_title originaltitel tytuł_oryginalny",
    "film.original_title_language": "original_language originalsprache język_oryginału",
    "film.given_date": (
        "year release_year start_year production_year date release_date jahr baujahr filmjahr erscheinungsjahr herstellungsjahr produktionsjahr prod_jahr datum "
        "erstaufführung uraufführung rok rok_produkcji data premiera data_premiery"
    ),
    "film.kind": "type title_type category art filmart typ rodzaj",
    "film.countries": "country countries origin country_of_origin land länder produktionsland herkunftsland kraj kraje kraj_produkcji",
    "film.languages": "language languages spoken_language sprache sprachen język języki",
    "film.genres": "genre genres gattung genre_s gatunek gatunki",
    "film.subjects": "subject subjects keywords themes schlagwort schlagwörter themen temat tematy słowa_kluczowe",
    "film.logline": "logline tagline premise kurzinhalt",
    "film.runtime_minutes": (
        "runtime running_time running_time_in_minutes duration length minutes min runtime_minutes laufzeit dauer länge spieldauer minuten laufzeit_in_minuten "
        "czas czas_trwania czas_trwania_w_minutach długość minuty"
    ),
    "film.colour": "color colour farbe barwa kolor",
    "film.sound": "sound ton dźwięk",
    "film.note": "notes remarks anmerkung bemerkung bemerkungen uwagi",
    "film.titles": "aka akas other_titles alternative_titles weitere_titel alternativtitel inne_tytuły",
    "film.people.director": "director directors directed_by regie regisseur regisseurin regisseure spielleiter spielleitung reżyser reżyseria reż",
    "film.people.actor": "cast actors starring besetzung darsteller schauspieler obsada aktorzy występują",
    "film.id.imdb": "imdb imdb_id tconst title_id const",
    "film.id.tmdb": "tmdb tmdb_id themoviedb",
    "film.id.wikidata": "wikidata wikidata_id qid",
    "film.id.inventory": "archive_number film_inventory_number",
    "film.companies.production": "production_company production_companies producer_company produktionsfirma produktion producent_firma",
    "film.companies.distribution": "distributor distributors verleih dystrybutor",
    "credit.person": "person name who darsteller mitwirkende osoba nazwisko",
    "credit.job": "job role_type function funktion tätigkeit aufgabe funkcja zawód",
    "credit.characters": "character characters role part rolle figur rola postać",
    "credit.person_id.imdb": "nconst imdb_person person_imdb",
    "credit.person_id.tmdb": "tmdb_person person_tmdb",
    "credit.person_id.wikidata": "wikidata_person person_wikidata",
    "credit.billing_order": "order ordering position platz kolejność",
    "release.date": "date release_date datum start kinostart data premiera",
    "release.country": "country territory land kraj",
    "release.certification": "rating certification age_rating fsk altersfreigabe kategoria_wiekowa",
    "title.title": "title aka titel tytuł",
    "title.language": "language sprache język",
    "title.country": "region country land kraj",
    "person.name": "name person full_name primary_name vollständiger_name imię_i_nazwisko osoba",
    "person.born": "born birth birth_year birth_date date_of_birth birthday geboren geburtsdatum geburtsjahr urodzony data_urodzenia rok_urodzenia",
    "person.died": "died death death_year death_date date_of_death gestorben sterbedatum todesjahr zmarł data_śmierci rok_śmierci",
    "person.birthplace": "birthplace place_of_birth birth_place geburtsort miejsce_urodzenia",
    "person.deathplace": "deathplace place_of_death sterbeort miejsce_śmierci",
    "person.nationalities": "nationality nationalities nationalität staatsangehörigkeit narodowość obywatelstwo",
    "person.biography": "biography bio biografie biografia",
    "person.id.imdb": "imdb imdb_id nconst",
    "person.id.tmdb": "tmdb tmdb_id",
    "person.id.wikidata": "wikidata wikidata_id qid",
    "person.names": "aka aliases also_known_as weitere_namen inne_nazwiska",
    "copy.inventory_number": (
        "inventory_number inventory accession_number shelfmark barcode inventarnummer inventar_nr inv_nr inv_no accession_no signatur "
        "numer_inwentarzowy nr_inw sygnatura"
    ),
    "copy.holding_place": "location shelf vault standort lagerort regal lokalizacja miejsce magazyn",
    "copy.carrier": "carrier format medium träger nośnik",
    "copy.reels": "reels number_of_reels rollen akte rolki",
    "version.name": "version fassung wersja",
}
# The names of columns that only lists of the desk have together, when they are exported: there “id” is the number here.
EXPORTED = ({"id"}, {"address", "adresse", "adres"}, {"imdb"})


def column_key(name: str) -> str:
    """Return what is compared of a column's name: its letters and figures, folded; `runtimeMinutes` is `Runtime (minutes)`."""
    return "".join(folded_words(name.replace("_", " ")))


def names_of(target: Target) -> Iterator[str]:
    """Yield the names by which a column is known to be a target."""
    yield target.name
    yield from SYNONYMS.get(target.name, "").split()
    if target.field in ("people", "companies"):
        yield from read_names(target.label.names).values()
        yield target.label.name
    else:
        for language in {"en", "de", "pl", *(code for code, _ in settings.LANGUAGES)}:
            with override(language):
                yield str(target.label)


def targets_by_key(targets: dict[str, Target], noun: str) -> dict[str, Target]:
    """Return {key of a column's name: target}. Where two have the same name, it is the noun's own, and the first of these."""
    own = [target for target in targets.values() if target.noun == noun]
    other_targets = [target for target in targets.values() if target.noun != noun]
    keys: dict[str, Target] = {}
    for target in (*own, *other_targets):
        for name in names_of(target):
            keys.setdefault(column_key(name), target)
            if target.noun != noun or target.kind == "id":
                keys.setdefault(column_key(f"{target.noun} {name}"), target)
    return keys


def target_of_job(name: str, targets: dict[str, Target], jobs: JobNames) -> Target | None:
    """Return the people of the job that a column is named after, in any language of the vocabulary."""
    code = jobs.code_of(name.replace("_", " "))
    return targets.get(f"film.people.{code}") if code else None


def is_export(columns: Iterable[str]) -> bool:
    """Tell whether a table is a list of films that the desk has exported."""
    keys = {column_key(column) for column in columns}
    return all(names & keys for names in EXPORTED)
