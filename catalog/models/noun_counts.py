"""How many rows of a noun there are, in words: “1 film”, “3 films”."""

from django.utils.translation import ngettext_lazy

# {noun: a number of its rows}, of all that the desk counts.
COUNTS = {
    "alignmentcorrection": ngettext_lazy(
        "%(number)s alignment correction", "%(number)s alignment corrections", "number"
    ),
    "article": ngettext_lazy("%(number)s article", "%(number)s articles", "number"),
    "award": ngettext_lazy("%(number)s award", "%(number)s awards", "number"),
    "character": ngettext_lazy("%(number)s character", "%(number)s characters", "number"),
    "citation": ngettext_lazy("%(number)s citation", "%(number)s citations", "number"),
    "collation": ngettext_lazy("%(number)s collation", "%(number)s collations", "number"),
    "comment": ngettext_lazy("%(number)s comment", "%(number)s comments", "number"),
    "company": ngettext_lazy("%(number)s company", "%(number)s companies", "number"),
    "companyrole": ngettext_lazy("%(number)s role of companies", "%(number)s roles of companies", "number"),
    "copy": ngettext_lazy("%(number)s copy", "%(number)s copies", "number"),
    "copylanguage": ngettext_lazy("%(number)s language of a copy", "%(number)s languages of a copy", "number"),
    "country": ngettext_lazy("%(number)s country", "%(number)s countries", "number"),
    "credit": ngettext_lazy("%(number)s credit", "%(number)s credits", "number"),
    "curatedlist": ngettext_lazy("%(number)s list", "%(number)s lists", "number"),
    "department": ngettext_lazy("%(number)s department", "%(number)s departments", "number"),
    "entrycitation": ngettext_lazy(
        "%(number)s source of a person, company or work", "%(number)s sources of people, companies and works", "number"
    ),
    "event": ngettext_lazy("%(number)s event of the story", "%(number)s events of the story", "number"),
    "eventcharacter": ngettext_lazy("%(number)s character in an event", "%(number)s characters in an event", "number"),
    "externalid": ngettext_lazy("%(number)s outside id", "%(number)s outside ids", "number"),
    "film": ngettext_lazy("%(number)s film", "%(number)s films", "number"),
    "filmcompany": ngettext_lazy("%(number)s company of a film", "%(number)s companies of a film", "number"),
    "filmwork": ngettext_lazy(
        "%(number)s work the film is based on", "%(number)s works the film is based on", "number"
    ),
    "genre": ngettext_lazy("%(number)s genre", "%(number)s genres", "number"),
    "image": ngettext_lazy("%(number)s image", "%(number)s images", "number"),
    "job": ngettext_lazy("%(number)s job", "%(number)s jobs", "number"),
    "language": ngettext_lazy("%(number)s language", "%(number)s languages", "number"),
    "listentry": ngettext_lazy("%(number)s film of a list", "%(number)s films of lists", "number"),
    "outsiderating": ngettext_lazy("%(number)s rating elsewhere", "%(number)s ratings elsewhere", "number"),
    "page": ngettext_lazy("%(number)s page", "%(number)s pages", "number"),
    "person": ngettext_lazy("%(number)s person", "%(number)s people", "number"),
    "personname": ngettext_lazy("%(number)s other name", "%(number)s other names", "number"),
    "previewlink": ngettext_lazy("%(number)s preview link", "%(number)s preview links", "number"),
    "proposal": ngettext_lazy("%(number)s proposal", "%(number)s proposals", "number"),
    "question": ngettext_lazy("%(number)s question", "%(number)s questions", "number"),
    "ratingsummary": ngettext_lazy("%(number)s rating", "%(number)s ratings", "number"),
    "reading": ngettext_lazy("%(number)s reading", "%(number)s readings", "number"),
    "relation": ngettext_lazy("%(number)s relation", "%(number)s relations", "number"),
    "release": ngettext_lazy("%(number)s release", "%(number)s releases", "number"),
    "scheme": ngettext_lazy("%(number)s scheme of outside ids", "%(number)s schemes of outside ids", "number"),
    "schemeform": ngettext_lazy("%(number)s form of an id", "%(number)s forms of ids", "number"),
    "sitetext": ngettext_lazy("%(number)s text of the site", "%(number)s texts of the site", "number"),
    "source": ngettext_lazy("%(number)s source", "%(number)s sources", "number"),
    "subject": ngettext_lazy("%(number)s subject", "%(number)s subjects", "number"),
    "synopsis": ngettext_lazy("%(number)s synopsis", "%(number)s synopses", "number"),
    "title": ngettext_lazy("%(number)s title", "%(number)s titles", "number"),
    "version": ngettext_lazy("%(number)s version", "%(number)s versions", "number"),
    "versionlanguage": ngettext_lazy("%(number)s language of a version", "%(number)s languages of a version", "number"),
    "vote": ngettext_lazy("%(number)s vote", "%(number)s votes", "number"),
    "work": ngettext_lazy("%(number)s work", "%(number)s works", "number"),
    "user": ngettext_lazy("%(number)s user", "%(number)s users", "number"),
}
# Of whatever else.
ROWS = ngettext_lazy("%(number)s row", "%(number)s rows", "number")


def count_text(noun: str, number: int) -> str:
    """Return a number of rows of a noun in words."""
    return str(COUNTS.get(noun, ROWS) % {"number": number})
