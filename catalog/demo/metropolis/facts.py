"""The facts of Metropolis, each with the sources that state it: M1 to M9. Its versions and credits have modules of their own."""

RETRIEVED = {"retrieved_on": "2026-11-26"}
SOURCES = {
    "M1": {
        "title": "Metropolis: an UFA magazine on the film, object 176978 of an online collection",
        "publisher": "Stadtmuseum Berlin",
        "kind": "document",
        "note": "From the time of the film, with credits. It writes Rotwang with an e at the end, and says that Fritz Lang "
        "wrote without a credit.",
    },
    "M2": {
        "title": "Metropolis: an encyclopaedia’s article as of about 2011",
        "publisher": "de-academic",
        "kind": "article",
        "note": "A copy of the article that the German Wikipedia had then. It names a third man at the camera, whom the "
        "lists of credits don’t have.",
    },
    "M3": {
        "title": "Metropolis: a fan’s page with credits and a list of versions",
        "publisher": "Angelfire",
        "kind": "web_page",
        "note": "Gives three versions of different years one and the same length, and the one of the GDR no year.",
    },
    "M4": {
        "title": "Metropolis around the World: a study of the film’s first season",
        "publisher": "Film Music Museum",
        "kind": "article",
        "note": "The only one with the censor’s decision and with the second cinema of the premiere.",
    },
    "M5": {
        "title": "Metropolis: an interview on the restoration",
        "publisher": "Film Threat",
        "kind": "interview",
        "note": "Of about 2002. It holds the running time of 210 minutes, which others repeat, to be wrong.",
    },
    "M6": {
        "title": "Metropolis: a review of the version of 1984",
        "publisher": "horrorthriller",
        "kind": "article",
        "note": "The only one with the day on which that version came out.",
    },
    "M7": {
        "title": "Metropolis: a list of running times",
        "publisher": "cliqflix",
        "kind": "database",
        "note": "Taken over from IMDb; of some versions it has two numbers.",
    },
    "M8": {
        "title": "Metropolis: a streaming site’s page",
        "publisher": "streamdeutsch",
        "kind": "web_page",
        "note": "Repeats TMDB. It says of two actors that they have no credit, and says nothing of the kind of Fritz Lang.",
    },
    "M9": {
        "title": "Metropolis: the programme of the Viennale of 2012",
        "publisher": "Viennale",
        "kind": "document",
        "note": "Dates the film by the censor. It gives two actors roles that they have in other films: none of its roles is "
        "taken over here.",
    },
}
SOURCES = {name: RETRIEVED | fields for name, fields in SOURCES.items()}

FILM = {"title": "Metropolis", "original_title_language_id": "de", "kind": "feature", "status": "extant"}
COUNTRIES = ["weimar-republic"]
GENRES = ["Science Fiction", "Drama"]
EXTERNAL_IDS = {"imdb": "tt0017136", "tmdb": "19", "wikidata": "Q151599"}

# Each field of the film → the sources that state it.
FIELDS = {
    "title": ["M1", "M2", "M3"],
    "original_title_language": ["M1", "M2", "M3"],
    "kind": ["M2"],
    "status": ["M2", "M9"],
    "countries": ["M2"],
    "genres": ["M2"],
    "release_date": ["M3", "M4"],
}

# Title, kind, language, country, sources.
TITLES = [
    ("Metropolis", "original", "de", None, ["M1", "M2", "M3"]),
    ("Métropole", "", "fr", None, ["M3"]),
]

# Role, name, sources; those of one version stand with it.
COMPANIES = [("production", "Universum Film AG (UFA)", ["M1"])]

WORK = {"title": "Metropolis", "kind": "novel"}
AUTHOR = "Thea von Harbou"
WORK_SOURCES = ["M2"]

# The texts: the name of the file in texts/, the source it follows, its kind, title and spoiler level.
SYNOPSES = []
ARTICLES = [
    ("metropolis-production", "M3", "production", "How it was shot", 0),
    ("metropolis-legacy", "M2", "legacy", "What was lost and came back", 0),
    ("metropolis-cuts", "M5", "reception", "What was cut for the United States", 1),
]
PICTURES = [
    (
        "poster",
        0,
        (
            "Cut paper: towers rise in many rows into a dark sky crossed by beams of light, the highest of them with a crown in "
            "the middle. Bridges span the gaps. At the foot a long line of small figures walks in the shadow. Above them "
            "stands the title, Metropolis."
        ),
        "The city above, and those below.",
    ),
]
CREDIT_LINE = "Drawn for Wayback"
LICENCE = "BSD-3-Clause, like Wayback itself"
