"""TMDB's words, and what they are in the catalogue."""

from catalog.models.picture_and_sound import FilmKind, FilmStatus
from catalog.models.releases import ReleaseType

# https://developer.themoviedb.org/reference/genre-movie-list; the names in English, for answers in any language.
GENRES = {
    28: "Action",
    12: "Adventure",
    16: "Animation",
    35: "Comedy",
    80: "Crime",
    99: "Documentary",
    18: "Drama",
    10751: "Family",
    14: "Fantasy",
    36: "History",
    27: "Horror",
    10402: "Music",
    9648: "Mystery",
    10749: "Romance",
    878: "Science Fiction",
    10770: "TV Movie",
    53: "Thriller",
    10752: "War",
    37: "Western",
}
# A genre that TMDB has given up; files from before have it.
FOREIGN = 10769
KINDS_BY_GENRE = {10770: FilmKind.TV_FILM.value}

# https://developer.themoviedb.org/reference/movie-release-dates
RELEASE_TYPES = {
    1: ReleaseType.PREMIERE.value,
    2: ReleaseType.THEATRICAL_LIMITED.value,
    3: ReleaseType.THEATRICAL.value,
    4: ReleaseType.DIGITAL.value,
    5: ReleaseType.PHYSICAL.value,
    6: ReleaseType.TV.value,
}

# Whether a film that was released is preserved, TMDB doesn't say.
STATUSES = {
    "Released": "",
    "Rumored": FilmStatus.ANNOUNCED.value,
    "Planned": FilmStatus.ANNOUNCED.value,
    "In Production": FilmStatus.ANNOUNCED.value,
    "Post Production": FilmStatus.ANNOUNCED.value,
    "Canceled": FilmStatus.UNFINISHED.value,
}

LICENCE = "TMDB API Terms of Use"
NO_OVERVIEW = {"No overview found.", "No overview.", "No overview"}
# Where the picture at a path stands: https://developer.themoviedb.org/docs/image-basics
PICTURES = "https://image.tmdb.org/t/p/original"
