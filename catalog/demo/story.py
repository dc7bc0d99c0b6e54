"""The story of The Way Back in twelve events, each with the accounts that tell it.

The blog article tells only that they escape and where they want to go. It is cited for that, and not for what happens on the
way.
"""

from catalog.demo.rows import add_row, cite
from catalog.models import Character, Event, EventCharacter, Fate, SpoilerLevel

JANUSZ, SMITH, IRENA, VALKA = "Janusz Wieszczek", "Mr. Smith", "Irena Zielińska", "Valka"
KHABAROV, VOSS, TOMASZ, KAZIK, ZORAN = "Khabarov", "Voss", "Tomasz", "Kazik", "Zoran"
WHOLE_STORY = ("S0", "S2", "S3")

# A place is where the sources put it; where they name only a country or a wilderness, the point lies within it.
# `people`: each character who takes part → their fate, which has the spoiler level of the event.
EVENTS = [
    {
        "place": "Poland",
        "latitude": 52.07,
        "longitude": 19.48,
        "time": "1939",
        "happens": "Janusz is to say that he spied, and will not. The NKVD takes his wife instead and forces out of her the "
        "words that convict him: twenty years of labour.",
        "people": {JANUSZ: ""},
        "sources": WHOLE_STORY,
    },
    {
        "place": "A Gulag camp in Siberia",
        "latitude": 57.4,
        "longitude": 102.6,
        "happens": "The prisoners whom Janusz falls in with come from half of Europe, and one from America. Khabarov talks to "
        "him of a way out to the south, into Mongolia; Smith warns that it is nothing but talk.",
        "people": dict.fromkeys((JANUSZ, SMITH, KHABAROV, VALKA, TOMASZ, VOSS, KAZIK, ZORAN), ""),
        "sources": WHOLE_STORY,
    },
    {
        "place": "The camp",
        "latitude": 57.4,
        "longitude": 102.6,
        "time": "1940, in a snowstorm",
        "happens": "Seven men slip away while the snow covers their tracks. One telling says in so many words that Khabarov "
        "stays; the others simply do not count him.",
        "people": dict.fromkeys((JANUSZ, SMITH, VALKA, VOSS, TOMASZ, ZORAN, KAZIK), "") | {KHABAROV: Fate.STAYS_BEHIND},
        "sources": {"S0": "Khabarov was left behind", "S1": "In 1940, a group of prisoners", "S2": "", "S3": ""},
    },
    {
        "place": "Siberian forest",
        "latitude": 56.6,
        "longitude": 103.8,
        "time": "the second night",
        "happens": "Kazik, whose eyes fail him in the dark, goes for firewood and does not find the way back. The cold kills "
        "him; they dig him a grave.",
        "people": {KAZIK: Fate.DIES} | dict.fromkeys((JANUSZ, SMITH, VALKA, VOSS, TOMASZ, ZORAN), ""),
        "spoiler_level": SpoilerLevel.TURNS,
        "sources": WHOLE_STORY,
    },
    {
        "place": "Lake Baikal",
        "latitude": 53.0,
        "longitude": 106.9,
        "time": "days later",
        "happens": "A girl meets them by the water. What Irena says of Warsaw cannot be, for the Germans hold it, and Smith "
        "notices; they take her with them all the same.",
        "people": dict.fromkeys((IRENA, JANUSZ, SMITH, VALKA, VOSS, TOMASZ, ZORAN), ""),
        "spoiler_level": SpoilerLevel.TURNS,
        "sources": WHOLE_STORY,
    },
    {
        "place": "The Soviet–Mongolian border",
        "latitude": 50.33,
        "longitude": 106.47,
        "happens": "Valka stops. The land behind him is Stalin’s and his own, and he can picture no other. Six go on.",
        "people": {VALKA: Fate.STAYS_BEHIND} | dict.fromkeys((JANUSZ, SMITH, IRENA, VOSS, TOMASZ, ZORAN), ""),
        "spoiler_level": SpoilerLevel.TURNS,
        "sources": WHOLE_STORY,
    },
    {
        "place": "Ulaanbaatar",
        "latitude": 47.92,
        "longitude": 106.92,
        "happens": "No refuge here: Mongolia is communist as well, and two of the tellings have Stalin’s picture to show it. "
        "The new goal is British India.",
        "people": dict.fromkeys((JANUSZ, SMITH, IRENA, VOSS, TOMASZ, ZORAN), ""),
        "spoiler_level": SpoilerLevel.TURNS,
        "sources": WHOLE_STORY,
    },
    {
        "place": "The Gobi Desert",
        "latitude": 43.2,
        "longitude": 104.0,
        "happens": "Thirst, sun and driven sand wear them down. Irena is the first to die, days before Tomasz; the other "
        "three keep Smith from giving up.",
        "people": {IRENA: Fate.DIES, TOMASZ: Fate.DIES} | dict.fromkeys((JANUSZ, SMITH, VOSS, ZORAN), ""),
        "spoiler_level": SpoilerLevel.TURNS,
        "sources": WHOLE_STORY,
    },
    {
        "place": "The Great Wall",
        "latitude": 39.8,
        "longitude": 98.22,
        "happens": "Four of them are left when they come to the Wall.",
        "people": dict.fromkeys((JANUSZ, SMITH, VOSS, ZORAN), ""),
        "spoiler_level": SpoilerLevel.TURNS,
        "sources": ("S0", "S3"),
    },
    {
        "place": "The Himalayas",
        "latitude": 28.7,
        "longitude": 89.6,
        "happens": "A Tibetan monk finds them at the end of their strength, and a monastery gives it back to them. There Smith "
        "parts from the rest, bound for Lhasa and for home.",
        "people": {SMITH: Fate.LEAVES} | dict.fromkeys((JANUSZ, VOSS, ZORAN), ""),
        "spoiler_level": SpoilerLevel.TURNS,
        "sources": WHOLE_STORY,
    },
    {
        "place": "India",
        "latitude": 27.04,
        "longitude": 88.26,
        "happens": "Three come over the mountains to where they wanted to be. What help Voss and Zoran then get, and whether "
        "they stay, each telling has in its own way.",
        "people": dict.fromkeys((JANUSZ, VOSS, ZORAN), Fate.ARRIVES),
        "spoiler_level": SpoilerLevel.ENDING,
        "sources": WHOLE_STORY,
    },
    {
        "place": "Poland",
        "latitude": 52.07,
        "longitude": 19.48,
        "time": "1989",
        "happens": "Communist rule is over. Janusz, who has walked ever since, comes home to the house that he used to see in "
        "his mind, and to his wife.",
        "people": {JANUSZ: Fate.ARRIVES},
        "spoiler_level": SpoilerLevel.ENDING,
        "sources": WHOLE_STORY,
    },
]


def load_story(film, sources):
    """Save the events with their characters, each cited from the sources that tell it."""
    characters = {character.name: character for character in Character.objects.filter(credits__film=film)}
    for order, fields in enumerate(EVENTS, 1):
        event_fields = {name: value for name, value in fields.items() if name not in ("people", "sources")}
        event = add_row(Event, film=film, order=order, **event_fields)
        for name, fate in fields["people"].items():
            add_row(
                EventCharacter,
                event=event,
                character=characters[name],
                fate=fate,
                spoiler_level=event.spoiler_level,
            )
        cite(sources, fields["sources"], film=film, event=event)
