"""The structured data of a person's page, in the vocabulary of schema.org."""

from catalog.site_address import absolute, permanent_id
from catalog.views.film.structured import names_of_countries


def person_statements(person, names, nationalities, portrait, external_ids):
    """Return a person as a Person; `names` are the other names that visitors may see."""
    return {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": permanent_id("person", person.pk),
        "url": absolute(person.get_absolute_url()),
        "name": person.name,
        "alternateName": sorted({row.name for row in names} - {person.name}),
        "image": portrait and absolute(portrait.largest["url"]),
        "birthDate": person.born and person.born.iso,
        "birthPlace": place(person.birthplace),
        "deathDate": person.died and person.died.iso,
        "deathPlace": place(person.deathplace),
        "nationality": [{"@type": "Country", "name": name} for name in names_of_countries(nationalities)],
        "sameAs": [outside.url for outside in external_ids],
    }


def place(name):
    return name and {"@type": "Place", "name": name}
