"""A film without a logline in one sentence of its facts, for search engines and cards."""

from django.utils.translation import gettext as _

from catalog.models.credits import DIRECTOR
from catalog.texts.numbers import list_text

MOST_STARS = 3


def summary(film):
    """Say who directed a prefetched film and who is in it; return "" where the catalogue names neither."""
    person_credits = [credit for credit in film.credits.all() if credit.person_id]
    directors = [credit.person.name for credit in person_credits if credit.job.code == DIRECTOR]
    stars = [credit.person.name for credit in person_credits if credit.is_cast][:MOST_STARS]
    words = {"film": film, "directors": list_text(directors), "stars": list_text(stars)}
    if directors and stars:
        return _("%(film)s, directed by %(directors)s, with %(stars)s.") % words
    if directors:
        return _("%(film)s, directed by %(directors)s.") % words
    if stars:
        return _("%(film)s, with %(stars)s.") % words
    return ""
