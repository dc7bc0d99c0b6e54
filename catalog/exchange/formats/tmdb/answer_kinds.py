"""What kind of answer of TMDB's API a JSON is: of a film, or what else."""

from typing import Any

from django.utils.translation import gettext as _

from catalog.exchange.formats.values import whole_number


def is_film(answer: Any) -> bool:
    return isinstance(answer, dict) and "original_title" in answer and whole_number(answer.get("id")) is not None


def kind_of(answer: Any) -> str:
    """Return what an answer is of that is no film, in words for the report."""
    if not isinstance(answer, dict):
        return _("a list")
    for keys, kind in KINDS:
        if keys <= answer.keys():
            return str(kind())
    return _("an answer that TMDB's documentation doesn't have")


# The keys that tell an answer, the most telling first: https://developer.themoviedb.org/reference/
KINDS = (
    ({"status_code"}, lambda: _("a status or an error")),
    ({"movie_results"}, lambda: _("a search by an outside id")),
    ({"episode_number"}, lambda: _("an episode of a series")),
    ({"season_number", "episodes"}, lambda: _("a season of a series")),
    ({"first_air_date"}, lambda: _("a series")),
    ({"known_for_department"}, lambda: _("a person")),
    ({"birthday"}, lambda: _("a person")),
    ({"credit_type"}, lambda: _("a credit")),
    ({"parts"}, lambda: _("a collection of films")),
    ({"headquarters"}, lambda: _("a company")),
    ({"certifications"}, lambda: _("the list of certifications")),
    ({"change_keys"}, lambda: _("the configuration")),
    ({"genres"}, lambda: _("the list of genres")),
    ({"jobs"}, lambda: _("the list of jobs")),
    ({"item_count"}, lambda: _("a list of a user")),
    ({"item_present"}, lambda: _("a list of a user")),
    ({"author", "content"}, lambda: _("a review")),
    ({"backdrops"}, lambda: _("a list of pictures")),
    ({"posters"}, lambda: _("a list of pictures")),
    ({"profiles"}, lambda: _("a list of pictures")),
    ({"stills"}, lambda: _("a list of pictures")),
    ({"file_path"}, lambda: _("a picture")),
    ({"cast", "crew"}, lambda: _("credits without their film")),
    ({"results"}, lambda: _("a list of results")),
    ({"id", "name"}, lambda: _("a keyword or another name")),
)
