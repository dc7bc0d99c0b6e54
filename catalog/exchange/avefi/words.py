"""Our choices and jobs in the words of AVefi. docs/model.md has the same tables, with FIAFcore's words beside them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """AVefi's word for each of our codes; codes without one stand in no table. `wider` words say less than ours."""

    words: dict
    wider: frozenset[str] = field(default_factory=frozenset)


# Of a film of these kinds; any other is Monographic.
WORK_TYPES = {"series": "Serial", "episode": "Analytic"}

FORMS = Words(
    {
        "feature": "Feature",
        "short": "Short",
        "series": "Series",
        "newsreel": "Newsreel",
        "documentary": "Documentary",
        "amateur": "AmateurFilm",
        "home_movie": "HomeMovie",
        "advertising": "Commercial",
        "educational": "EducationalFilm",
        "industrial": "IndustrialFilm",
        "experimental": "ExperimentalFilm",
        "music_video": "MusicVideo",
        "compilation": "Compilation",
        "trailer": "Trailer",
        "footage": "UneditedFootage",
    }
)

TITLES = Words(
    {
        "original": "TitleProper",
        "working": "WorkingTitle",
        "release": "AlternativeTitle",
        "restoration": "AlternativeTitle",
        "transliteration": "TransliteratedTitle",
        "supplied": "SuppliedDevisedTitle",
    },
    frozenset({"release", "restoration"}),
)

VARIANTS = Words(
    {
        "abridged": "AbridgedCondensed",
        "augmented": "Augmented",
        "censored": "Censored",
        "colourised": "Colourized",
        "black_and_white": "BlackAndWhiteCopyOfWorkOriginallyIssuedInColour",
        "other_sound_track": "DifferentSoundTrack",
        "dubbed": "Dubbed",
        "subtitled": "Subtitled",
        "sonorised": "Sonorized",
        "restored": "PreservationRestoration",
        "reconstruction": "PreservationRestoration",
    },
    frozenset({"reconstruction"}),
)

PUBLICATIONS = Words(
    {
        "theatrical": "TheatricalDistributionEvent",
        "non_theatrical": "NonTheatricalDistributionEvent",
        "broadcast": "BroadcastEvent",
        "home": "HomeVideoPublicationEvent",
        "internet": "OnlineTransmissionEvent",
        "pre_release": "PreReleaseEvent",
        "restoration": "RestorationEvent",
        "unreleased": "NotForReleaseEvent",
    }
)
# Types of a PreservationEvent; all others are of a PublicationEvent.
PRESERVATION_EVENTS = {"RestorationEvent"}

RELEASES = Words(
    {
        "premiere": "ReleaseEvent",
        "preview": "PreReleaseEvent",
        "festival": "PreReleaseEvent",
        "theatrical_limited": "TheatricalDistributionEvent",
        "theatrical": "TheatricalDistributionEvent",
        "re_release": "TheatricalDistributionEvent",
        "digital": "OnlineTransmissionEvent",
        "physical": "HomeVideoPublicationEvent",
        "tv": "BroadcastEvent",
        "unknown": "UnknownEvent",
    },
    frozenset({"premiere", "festival", "theatrical_limited", "re_release"}),
)

# What companies do in the making of a film: the category of the activity, and its type.
COMPANY_ROLES = Words(
    {
        "production": ("ProducingActivity", "ProductionCompany"),
        "co-production": ("ProducingActivity", "ProductionCompany"),
        "commissioning": ("ProducingActivity", "Sponsor"),
        "financing": ("ProducingActivity", "Sponsor"),
        "studio": ("ProducingActivity", "Studio"),
        "sound-studio": ("ProducingActivity", "Studio"),
        "special-effects": ("SpecialEffectsActivity", "SpecialEffects"),
    },
    frozenset({"co-production", "commissioning", "sound-studio"}),
)

# Of versions and of copies.
SOUNDS = Words(
    {
        "silent": "Silent",
        "sound": "Sound",
        "mixed": "MixedSound",
        "combined": "Combined",
        "combined_as_mute": "CombinedAsMute",
        "combined_as_sound": "CombinedAsSound",
        "mute": "Mute",
        "temporary": "Temporary",
    }
)

COLOURS = Words(
    {
        "black_and_white": "BlackAndWhite",
        "bw_tinted": "BlackAndWhiteTinted",
        "toned": "BlackAndWhiteToned",
        "tinted_toned": "BlackAndWhiteTintedAndToned",
        "tinted": "Tinted",
        "sepia": "Sepia",
        "colour": "Colour",
        "mixed": "ColourBlackAndWhite",
    }
)

LANGUAGE_USES = Words(
    {
        "spoken": "SpokenLanguage",
        "sung": "SungLanguage",
        "intertitles": "Intertitles",
        "subtitles": "Subtitles",
        "sdh_subtitles": "SDHSubtitles",
        "captions": "Captions",
        "dubbed": "Dubbed",
        "voice_over": "VoiceOver",
        "audio_description": "AudioDescription",
        "signed": "SignedLanguage",
        "opening_credits": "OpeningCredits",
        "closing_credits": "ClosingCredits",
        "no_dialogue": "NoDialogue",
    }
)

ELEMENTS = Words(
    {
        "original_negative": "OriginalNegative",
        "image_negative": "ImageNegative",
        "colour_negative": "ColourNegative",
        "sound_negative": "SoundNegative",
        "duplicate_negative": "DuplicateNegative",
        "duplicate_positive": "DuplicatePositive",
        "lavender": "Lavender",
        "positive": "Positive",
        "colour_positive": "ColourPositive",
        "direct_positive": "DirectBWPositive",
        "copper_toned_positive": "CopperTonedPositive",
        "reversal": "OriginalPositiveReversalFilm",
        "cyan_matrix": "CyanMatrix",
        "subtitles": "Subtitles",
        "edit_decision_list": "EditDecisionList",
        "dcdm": "DCDM",
        "dcp": "DCP",
    }
)

ACCESS = Words(
    {
        "master": "Master",
        "archive": "Archive",
        "distribution": "Distribution",
        "viewing": "Viewing",
        "removed": "Removed",
    }
)

FRAME_RATES = {"16": "16fps", "23.98": "23.98fps", "24": "24fps", "25": "25fps", "30": "30fps", "48": "48fps"}

# Of gauges and carriers: the category of the format, and its type; "" where AVefi has the category alone.
FORMATS = Words(
    {
        **{f"{gauge}mm": ("Film", f"{gauge}mmFilm") for gauge in ("8", "9.5", "16", "17.5", "35", "70")},
        "super8": ("Film", "Super8mmFilm"),
        "super16": ("Film", "Super16mmFilm"),
        "28mm": ("Film", ""),
        "65mm": ("Film", ""),
        **{f"{gauge}mm_magnetic": ("Audio", f"{gauge}mmMagneticTrack") for gauge in ("16", "17.5", "35")},
        "videotape": ("Video", ""),
        "2inch_quadruplex": ("Video", "2InchQuadruplex"),
        "1inch_c": ("Video", "1InchCFormat"),
        "umatic": ("Video", "UMatic"),
        "vhs": ("Video", "VHS"),
        "svhs": ("Video", "SVHS"),
        "betacam_sp": ("Video", "BetacamSP"),
        "digital_betacam": ("Video", "DigitalBetacam"),
        "imx": ("Video", "IMX"),
        "d1": ("Video", "D1"),
        "d5": ("Video", "D5"),
        "digital8": ("Video", "Digital8"),
        "dv": ("Video", "DV"),
        "minidv": ("Video", "MiniDV"),
        "dvcam": ("Video", "DVCAM"),
        "dvcpro": ("Video", "DVCPro"),
        "dvcpro50": ("Video", "DVCPro50"),
        "dvcpro_hd": ("Video", "DVCPROHD"),
        "hdv": ("Video", "HDV"),
        "hdcam": ("Video", "HDCAM"),
        "hdcam_sr": ("Video", "HDCAMSR"),
        "disc": ("Optical", ""),
        "laserdisc": ("Optical", "LaserDisc"),
        "dvd": ("Optical", "DVD"),
        "bluray": ("Optical", "BluRay"),
        "dcp": ("DigitalFile", ""),
        "file": ("DigitalFile", ""),
        **{name.lower(): ("DigitalFile", name) for name in ("DPX", "MXF", "MOV", "MP4", "AVI")},
    },
    frozenset({"28mm", "65mm", "dcp"}),
)
