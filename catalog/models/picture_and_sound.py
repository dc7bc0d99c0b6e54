"""Words for versions and copies of films, and how metres, frames and seconds follow from each other."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionKind(models.TextChoices):
    """How a version differs from the film as it first came out: FIAF's D.2, and three of ours at the end."""

    ABRIDGED = "abridged", _("abridged")
    AUGMENTED = "augmented", _("augmented")
    CENSORED = "censored", _("censored")
    COLOURISED = "colourised", _("colourised")
    BLACK_AND_WHITE = "black_and_white", _("in black and white, of a film in colour")
    OTHER_SOUND_TRACK = "other_sound_track", _("with another sound track")
    DUBBED = "dubbed", _("dubbed")
    SUBTITLED = "subtitled", _("subtitled")
    SONORISED = "sonorised", _("sonorised")
    RESTORED = "restored", _("restored")
    RECONSTRUCTION = "reconstruction", _("reconstruction")
    DIRECTORS_CUT = "directors_cut", _("director’s cut")
    LANGUAGE_VERSION = "language_version", _("language version")


class Publication(models.TextChoices):
    """How a version came out."""

    THEATRICAL = "theatrical", _("in cinemas")
    NON_THEATRICAL = "non_theatrical", _("shown outside of cinemas")
    BROADCAST = "broadcast", _("broadcast")
    HOME = "home", _("for the home")
    INTERNET = "internet", _("on the internet")
    PRE_RELEASE = "pre_release", _("before its release, or at a festival")
    RESTORATION = "restoration", _("as a restoration")
    UNRELEASED = "unreleased", _("not released")


class Sound(models.TextChoices):
    SILENT = "silent", _("silent")
    SOUND = "sound", _("sound")
    MIXED = "mixed", _("partly silent, partly sound")


class Colour(models.TextChoices):
    """FIAF's eight, and two of ours."""

    BLACK_AND_WHITE = "black_and_white", _("black and white")
    TINTED_BW = "bw_tinted", _("black and white, tinted")
    TONED = "toned", _("black and white, toned")
    TINTED_TONED = "tinted_toned", _("black and white, tinted and toned")
    TINTED = "tinted", _("tinted")
    SEPIA = "sepia", _("sepia")
    COLOUR = "colour", _("colour")
    MIXED = "mixed", _("colour and black and white")
    HAND_COLOURED = "hand_coloured", _("hand-coloured")
    STENCILLED = "stencilled", _("stencil-coloured")


class FilmKind(models.TextChoices):
    """What a film is, by length, by purpose, by where it was meant to be shown."""

    FEATURE = "feature", _("feature film")
    SHORT = "short", _("short film")
    TV_FILM = "tv_film", _("television film")
    SERIES = "series", _("series")
    EPISODE = "episode", _("episode")
    NEWSREEL = "newsreel", _("newsreel")
    DOCUMENTARY = "documentary", _("documentary")
    AMATEUR = "amateur", _("amateur film")
    HOME_MOVIE = "home_movie", _("home movie")
    ADVERTISING = "advertising", _("advertising film")
    EDUCATIONAL = "educational", _("educational film")
    INDUSTRIAL = "industrial", _("industrial film")
    EXPERIMENTAL = "experimental", _("experimental film")
    MUSIC_VIDEO = "music_video", _("music video")
    COMPILATION = "compilation", _("compilation")
    TRAILER = "trailer", _("trailer")
    FOOTAGE = "footage", _("footage")


class FilmStatus(models.TextChoices):
    """Whether there is a film to be seen."""

    EXTANT = "extant", _("preserved")
    FRAGMENT = "fragment", _("preserved in parts")
    LOST = "lost", _("lost")
    UNFINISHED = "unfinished", _("unfinished")
    ANNOUNCED = "announced", _("announced")


class Gauge(models.TextChoices):
    MM8 = "8mm", _("8 mm")
    SUPER8 = "super8", _("Super 8")
    MM9_5 = "9.5mm", _("9.5 mm")
    MM16 = "16mm", _("16 mm")
    SUPER16 = "super16", _("Super 16")
    MM17_5 = "17.5mm", _("17.5 mm")
    MM28 = "28mm", _("28 mm")
    MM35 = "35mm", _("35 mm")
    MM65 = "65mm", _("65 mm")
    MM70 = "70mm", _("70 mm")
    VIDEOTAPE = "videotape", _("videotape")
    DISC = "disc", _("disc")
    DCP = "dcp", _("DCP")
    FILE = "file", _("digital file")


class LanguageUse(models.TextChoices):
    """What a language is used for in a version: AVefi's thirteen."""

    SPOKEN = "spoken", _("spoken")
    SUNG = "sung", _("sung")
    INTERTITLES = "intertitles", _("intertitles")
    SUBTITLES = "subtitles", _("subtitles")
    SDH_SUBTITLES = "sdh_subtitles", _("subtitles for the deaf and hard of hearing")
    CAPTIONS = "captions", _("captions")
    DUBBED = "dubbed", _("dubbed")
    VOICE_OVER = "voice_over", _("voice-over")
    AUDIO_DESCRIPTION = "audio_description", _("audio description")
    SIGNED = "signed", _("signed")
    OPENING_CREDITS = "opening_credits", _("opening credits")
    CLOSING_CREDITS = "closing_credits", _("closing credits")
    NO_DIALOGUE = "no_dialogue", _("no dialogue")


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
