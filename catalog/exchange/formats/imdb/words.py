"""IMDb's words, and what they are in the catalogue."""

from catalog.models.picture_and_sound import FilmKind
from catalog.models.titles import TitleKind

# https://developer.imdb.com/non-commercial-datasets/; titleType of what is a film, and the kind that follows from it.
KINDS = {
    "movie": FilmKind.FEATURE.value,
    "short": FilmKind.SHORT.value,
    "tvMovie": FilmKind.TV_FILM.value,
    "tvShort": FilmKind.SHORT.value,
    "tvSpecial": "",
    "video": "",
}
OTHER_KINDS = ("tvSeries", "tvMiniSeries", "tvEpisode", "tvPilot", "videoGame")
DOCUMENTARY = "Documentary"

# https://help.imdb.com/article/contribution/titles/genres/GZDRMS6R742JRGAG, without those that are none of the catalogue's.
GENRES = {
    **{
        name: name
        for name in ("Action", "Adventure", "Animation", "Biography", "Comedy", "Crime", "Documentary", "Drama")
    },
    **{
        name: name
        for name in ("Family", "Fantasy", "History", "Horror", "Music", "Musical", "Mystery", "Romance", "Short")
    },
    **{name: name for name in ("Sport", "Thriller", "War", "Western")},
    "Film-Noir": "Film Noir",
    "Sci-Fi": "Science Fiction",
}
# IMDb's genres that are none of the catalogue's: what kind of programme, or for whom.
LEFT_OUT_GENRES = ("Adult", "Game-Show", "News", "Reality-TV", "Talk-Show")

# The category of a principal, and the department and job that it is.
JOBS = {
    "actor": ("Acting", "Actor"),
    "actress": ("Acting", "Actor"),
    "self": ("Acting", "Actor"),
    "archive_footage": ("Acting", "Actor"),
    "archive_sound": ("Acting", "Actor"),
    "director": ("Directing", "Director"),
    "writer": ("Writing", "Writer"),
    "producer": ("Production", "Producer"),
    "composer": ("Sound", "Original Music Composer"),
    "cinematographer": ("Camera", "Director of Photography"),
    "editor": ("Editing", "Editor"),
    "production_designer": ("Art", "Production Design"),
    "casting_director": ("Production", "Casting"),
}
# What `job` says beside a category, where it is a job of the catalogue: (category, words in small letters).
FURTHER_JOBS = {
    **{("writer", words): ("Writing", "Screenplay") for words in ("screenplay", "screenplay by", "scenario")},
    **{("writer", words): ("Writing", "Story") for words in ("story", "story by")},
    **{("writer", words): ("Writing", "Novel") for words in ("novel", "based on the novel by")},
    **{("writer", words): ("Writing", "Theatre Play") for words in ("play", "based on the play by")},
    **{("writer", words): ("Writing", "Dialogue") for words in ("dialogue", "dialogue by")},
    ("writer", "adaptation"): ("Writing", "Adaptation"),
    ("writer", "book"): ("Writing", "Book"),
    ("writer", "short story"): ("Writing", "Short Story"),
    ("writer", "characters"): ("Writing", "Characters"),
    ("writer", "idea"): ("Writing", "Idea"),
    ("director", "co-director"): ("Directing", "Co-Director"),
    ("producer", "executive producer"): ("Production", "Executive Producer"),
    ("producer", "co-producer"): ("Production", "Co-Producer"),
    ("producer", "associate producer"): ("Production", "Associate Producer"),
    ("producer", "line producer"): ("Production", "Line Producer"),
    ("cinematographer", "director of photography"): ("Camera", "Director of Photography"),
    ("cinematographer", "cinematography by"): ("Camera", "Director of Photography"),
    ("editor", "edited by"): ("Editing", "Editor"),
    ("composer", "music by"): ("Sound", "Original Music Composer"),
    ("writer", "written by"): ("Writing", "Writer"),
    ("director", "directed by"): ("Directing", "Director"),
    ("producer", "produced by"): ("Production", "Producer"),
}

# The types of other titles that say what kind of title it is; the others stand in its note.
TITLE_KINDS = {"working": TitleKind.WORKING.value, "original": TitleKind.ORIGINAL.value}
SILENT_TYPES = {"imdbDisplay"}
# What stands between the entries of a list in a cell of title.akas.
BETWEEN = "\x02"
