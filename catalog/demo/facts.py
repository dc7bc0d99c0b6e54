"""The facts of The Way Back, each with the sources that state it.

S0 to S3 are the four accounts that the catalogue started from. Facts that none of them has come from `credits`, `academy`
or `movielens`.
"""

SOURCES = {
    "S0": {
        "title": "The Way Back: synopsis page of a film site",
        "kind": "web_page",
        "note": "A logline, then the story in five titled sections. It retells the encyclopaedia’s plot section in "
        "other words, so the two are not independent witnesses. It names characters and no actors.",
    },
    "S1": {
        "title": "The Way Back: film article on a blog",
        "kind": "article",
        "published_on": "2024-07-20",
        "note": "Overview, reception, plot, awards, following, and an infobox. Every name that was a link there is "
        "lost: the director, a writer, the whole starring line, and the actors in three pairs of empty brackets. "
        "Whether a producer’s name is gone too can’t be told from the page. Its star widget shows a vote count of 1 "
        "together with the line for a film that nobody has rated. It says that there were no major nominations; "
        "there was one.",
    },
    "S2": {
        "title": "The Way Back: short synopsis in one paragraph",
        "kind": "other",
        "note": "Of unknown origin. It shares whole runs of words with the encyclopaedia’s plot section: one was made "
        "from the other or both from a third, and where they agree they count once. It names characters and no "
        "actors; the blanks before the commas that follow the characters suggest that something was cut out there.",
    },
    "S3": {
        "title": "The Way Back: plot section of an encyclopaedia",
        "kind": "article",
        "note": "The story at length. It shares whole runs of words with the short synopsis in one paragraph, "
        "and the film site’s synopsis page retells it: none of the three bears out another. It names characters and "
        "no actors.",
    },
    "credits": {
        "title": "The Way Back: the film’s credits as reference catalogues list them",
        "kind": "database",
        "note": "Supplies what the blog article lost: the director, the writers, the cast with their parts, and Peter "
        "Weir among the producers. Taken from common reference catalogues, not read off the screen.",
    },
    "academy": {
        "title": "83rd Academy Awards: the nominees",
        "kind": "database",
        "note": "The record of the ceremony: who was nominated in which category, and who won.",
    },
    "movielens": {
        "title": "MovieLens: the small data set",
        "kind": "database",
        "note": "A list of films with genres, and with their numbers at IMDb and TMDB. It files the film under W.",
    },
}

# Which source retells which: the two are one voice.
COPIES = {"S0": "S3"}

FILM = {
    "title": "The Way Back",
    "kind": "feature",
    "logline": "While the Second World War spreads, a handful of convicts walk out of a Siberian labour camp. Between them "
    "and any free country lie thousands of miles of ice, sand and rock, and all they have to cross them is one another.",
}
COUNTRIES = ["US"]
# The leading version, and the sources of its fields.
VERSION = {"runtime_minutes": 133}
LANGUAGES = ["en"]
VERSION_FIELDS = {"runtime_minutes": {"S1": ""}, "languages": {"S1": ""}}
GENRES = ["Adventure", "Drama"]
EXTERNAL_IDS = {"imdb": "tt1023114", "tmdb": "49009", "movielens": "83369"}

# Each field of the film → the sources that state it → a few of their words, where they matter.
FIELDS = {
    "title": {"S0": "", "S1": "", "movielens": "Way Back, The (2010)"},
    "logline": {"S0": ""},
    "kind": {"S1": ""},
    "countries": {"S1": ""},
    "genres": {"S1": "epic survival drama; survival and adventure films", "movielens": "Drama"},
    "release_date": {"S1": ""},
}

# Title, kind, language, country, sources.
TITLES = [("The Way Back", "", "en", None, ["S0", "S1"])]

# Actor, character, and the gap where the blog article lost the name: None where the article doesn't have the credit. Its
# starring line has only gaps and doesn't show whose names they were.
CAST = [
    ("Jim Sturgess", "Janusz Wieszczek", "Janusz ()"),
    ("Ed Harris", "Mr. Smith", "an American ()"),
    ("Saoirse Ronan", "Irena Zielińska", None),
    ("Colin Farrell", "Valka", "a Russian ()"),
    ("Mark Strong", "Khabarov", None),
    ("Gustaf Skarsgård", "Voss", None),
    ("Alexandru Potocean", "Tomasz", None),
    ("Sebastian Urzendowsky", "Kazik", None),
    ("Dragoș Bucur", "Zoran", None),
]

# Code of the job, name, place among people of the job, sources, and the gap where the blog article lost the name. The
# article shows no gap among the producers, so it isn't cited for Peter Weir there, not even with a missing name.
CREW = [
    ("director", "Peter Weir", 1, ["credits"], "directed by ."),
    ("screenplay", "Peter Weir", 1, ["credits"], "Screenplay by"),
    ("screenplay", "Keith Clarke", 2, ["S1", "credits"], None),
    ("producer", "Joni Levin", 1, ["S1"], None),
    ("producer", "Duncan Henderson", 2, ["S1"], None),
    ("producer", "Nigel Sinclair", 3, ["S1"], None),
    ("producer", "Scott Rudin", 4, ["S1"], None),
    ("producer", "Peter Weir", None, ["credits"], None),
    ("director-of-photography", "Russell Boyd", 1, ["S1"], None),
    ("editor", "Lee Smith", 1, ["S1"], None),
    ("original-music-composer", "Burkhard Dallwitz", 1, ["S1"], None),
]

# Role, name; all from the blog article's infobox.
COMPANIES = [
    ("production", "National Geographic Films"),
    ("production", "Spitfire Pictures"),
    ("production", "Imagenation Abu Dhabi"),
    ("production", "Film Fund Luxembourg"),
    ("distribution", "Newmarket Films"),
    ("distribution", "Exclusive Film Distribution"),
    ("distribution", "Meteor Pictures"),
]

# Both from the blog article's infobox.
RELEASES = [
    {"date": "2010-09-03", "type": "premiere", "country_id": "US", "event": "Telluride Film Festival"},
    {"date": "2010-12-29", "type": "theatrical", "country_id": "US"},
]

WORK = {"title": "The Long Walk", "kind": "book"}
AUTHOR = "Sławomir Rawicz"
AUTHOR_SPELLING = "Slavomir Rawicz"

AWARD = {
    "organisation": "Academy of Motion Picture Arts and Sciences",
    "ceremony": "83rd Academy Awards",
    "year": 2011,
    "category": "Best Makeup",
    "outcome": "nominated",
    "note": "For films of 2010.",
}
# Name, IMDb id.
RECIPIENTS = [
    ("Edouard F. Henriques", "nm0377667"),
    ("Gregory Funk", "nm0298727"),
    ("Yolanda Toussieng", "nm0869758"),
]

# The texts: the name of the file in texts/, the source it follows, its kind, title and spoiler level. The first leads.
SYNOPSES = [
    ("synopsis-film-site", "S0", "full", "The story in five stages", 3),
    ("synopsis-blog", "S1", "short", "The premise", 1),
    ("synopsis-one-paragraph", "S2", "full", "The story in one breath", 3),
    ("synopsis-encyclopaedia", "S3", "full", "The story at length", 3),
]
ARTICLES = [
    ("overview", "S1", "overview", "Overview", 1),
    ("reception", "S1", "reception", "Reception", 0),
    ("accolades", "S1", "accolades", "Accolades", 0),
    ("nomination", None, "accolades", "A nomination overlooked", 0),
    ("legacy", "S1", "legacy", "Following", 0),
]
# Kind (the function of this name in `drawing` draws it), spoiler level, alt text, caption.
PICTURES = [
    (
        "poster",
        0,
        (
            "Cut paper: seven small figures walk in line across the snow, between a forest of dark firs and a frozen lake. "
            "Behind the lake rise orange dunes, a wall with towers and white mountains under a pale sun. At the foot stands "
            "the title, The Way Back."
        ),
        "The route from north to south.",
    ),
    (
        "still",
        1,
        (
            "Cut paper: seven people with bundles and sticks cross a frozen lake at night, one behind the other, under a full "
            "moon. Tall firs stand dark on both sides, and snowy mountains on the far shore."
        ),
        "A scene of the story, not a frame of the film.",
    ),
]
CREDIT_LINE = "Drawn for Wayback"
LICENCE = "BSD-3-Clause, like Wayback itself"
