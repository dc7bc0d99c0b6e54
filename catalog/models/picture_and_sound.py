"""Words for versions and copies of films, and how metres, frames and seconds follow from each other."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models


class VersionKind(models.TextChoices):
    """How a version differs from the film as it first came out: FIAF's D.2, and three of ours at the end."""

    ABRIDGED = "abridged", "abridged"
    AUGMENTED = "augmented", "augmented"
    CENSORED = "censored", "censored"
    COLOURISED = "colourised", "colourised"
    BLACK_AND_WHITE = "black_and_white", "in black and white, of a film in colour"
    OTHER_SOUND_TRACK = "other_sound_track", "with another sound track"
    DUBBED = "dubbed", "dubbed"
    SUBTITLED = "subtitled", "subtitled"
    SONORISED = "sonorised", "sonorised"
    RESTORED = "restored", "restored"
    RECONSTRUCTION = "reconstruction", "reconstruction"
    DIRECTORS_CUT = "directors_cut", "director’s cut"
    LANGUAGE_VERSION = "language_version", "language version"


class Publication(models.TextChoices):
    """How a version came out."""

    THEATRICAL = "theatrical", "in cinemas"
    NON_THEATRICAL = "non_theatrical", "shown outside of cinemas"
    BROADCAST = "broadcast", "broadcast"
    HOME = "home", "for the home"
    INTERNET = "internet", "on the internet"
    PRE_RELEASE = "pre_release", "before its release, or at a festival"
    RESTORATION = "restoration", "as a restoration"
    UNRELEASED = "unreleased", "not released"


class Sound(models.TextChoices):
    SILENT = "silent", "silent"
    SOUND = "sound", "sound"
    MIXED = "mixed", "partly silent, partly sound"


class Colour(models.TextChoices):
    """FIAF's eight, and two of ours."""

    BLACK_AND_WHITE = "black_and_white", "black and white"
    TINTED_BW = "bw_tinted", "black and white, tinted"
    TONED = "toned", "black and white, toned"
    TINTED_TONED = "tinted_toned", "black and white, tinted and toned"
    TINTED = "tinted", "tinted"
    SEPIA = "sepia", "sepia"
    COLOUR = "colour", "colour"
    MIXED = "mixed", "colour and black and white"
    HAND_COLOURED = "hand_coloured", "hand-coloured"
    STENCILLED = "stencilled", "stencil-coloured"


class FilmKind(models.TextChoices):
    """What a film is, by length, by purpose, by where it was meant to be shown."""

    FEATURE = "feature", "feature film"
    SHORT = "short", "short film"
    TV_FILM = "tv_film", "television film"
    SERIES = "series", "series"
    EPISODE = "episode", "episode"
    NEWSREEL = "newsreel", "newsreel"
    DOCUMENTARY = "documentary", "documentary"
    AMATEUR = "amateur", "amateur film"
    HOME_MOVIE = "home_movie", "home movie"
    ADVERTISING = "advertising", "advertising film"
    EDUCATIONAL = "educational", "educational film"
    INDUSTRIAL = "industrial", "industrial film"
    EXPERIMENTAL = "experimental", "experimental film"
    MUSIC_VIDEO = "music_video", "music video"
    COMPILATION = "compilation", "compilation"
    TRAILER = "trailer", "trailer"
    FOOTAGE = "footage", "footage"


class FilmStatus(models.TextChoices):
    """Whether there is a film to be seen."""

    EXTANT = "extant", "preserved"
    FRAGMENT = "fragment", "preserved in parts"
    LOST = "lost", "lost"
    UNFINISHED = "unfinished", "unfinished"
    ANNOUNCED = "announced", "announced"


class Gauge(models.TextChoices):
    MM8 = "8mm", "8 mm"
    SUPER8 = "super8", "Super 8"
    MM9_5 = "9.5mm", "9.5 mm"
    MM16 = "16mm", "16 mm"
    SUPER16 = "super16", "Super 16"
    MM17_5 = "17.5mm", "17.5 mm"
    MM28 = "28mm", "28 mm"
    MM35 = "35mm", "35 mm"
    MM65 = "65mm", "65 mm"
    MM70 = "70mm", "70 mm"
    VIDEOTAPE = "videotape", "videotape"
    DISC = "disc", "disc"
    DCP = "dcp", "DCP"
    FILE = "file", "digital file"


class LanguageUse(models.TextChoices):
    """What a language is used for in a version: AVefi's thirteen."""

    SPOKEN = "spoken", "spoken"
    SUNG = "sung", "sung"
    INTERTITLES = "intertitles", "intertitles"
    SUBTITLES = "subtitles", "subtitles"
    SDH_SUBTITLES = "sdh_subtitles", "subtitles for the deaf and hard of hearing"
    CAPTIONS = "captions", "captions"
    DUBBED = "dubbed", "dubbed"
    VOICE_OVER = "voice_over", "voice-over"
    AUDIO_DESCRIPTION = "audio_description", "audio description"
    SIGNED = "signed", "signed"
    OPENING_CREDITS = "opening_credits", "opening credits"
    CLOSING_CREDITS = "closing_credits", "closing credits"
    NO_DIALOGUE = "no_dialogue", "no dialogue"


# A film's languages are those of its leading version with one of these uses, else those of its intertitles.
HEARD = (LanguageUse.SPOKEN, LanguageUse.SUNG)

# Frames on a metre of film: 16 a foot of 35 mm, 40 of 16 mm, 72 of Super 8, 80 of 8 mm, and so on; a foot has 0.3048 m.
FOOT = Decimal("0.3048")
FRAMES_A_FOOT = {
    Gauge.MM35: 16,
    Gauge.MM16: 40,
    Gauge.SUPER16: 40,
    Gauge.MM8: 80,
    Gauge.SUPER8: 72,
    Gauge.MM65: Decimal("12.8"),
    Gauge.MM70: Decimal("12.8"),
}


def frames_a_metre(gauge: str) -> Decimal | None:
    """Return the frames on a metre of a gauge; None of one that is not known or not measured in metres."""
    frames = FRAMES_A_FOOT.get(Gauge(gauge)) if gauge else None
    return frames / FOOT if frames else None


def seconds_of(metres: Decimal, gauge: str, frames_per_second: Decimal | None) -> int | None:
    """Return how many seconds a length of film runs, rounded; None where that does not follow."""
    frames = frames_a_metre(gauge)
    if frames is None or not frames_per_second:
        return None
    return int((metres * frames / frames_per_second).quantize(Decimal(1), ROUND_HALF_UP))


def metres_of(seconds: int, gauge: str, frames_per_second: Decimal | None) -> Decimal | None:
    """Return how many metres of film run so many seconds, rounded; None where that does not follow."""
    frames = frames_a_metre(gauge)
    if frames is None or not frames_per_second:
        return None
    return (seconds * frames_per_second / frames).quantize(Decimal(1), ROUND_HALF_UP)
