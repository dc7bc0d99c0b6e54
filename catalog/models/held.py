"""Words for copies that are held: what they are, on what, how much of the film, who may see them.

Each is a word of AVefi's lists of items, or of FIAF's; picture_and_sound.py has those that versions share.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Carrier(models.TextChoices):
    """What a copy is on: film, magnetic sound film, videotape, disc, file."""

    MM8 = "8mm", _("8 mm film")
    SUPER8 = "super8", _("Super 8 film")
    MM9_5 = "9.5mm", _("9.5 mm film")
    MM16 = "16mm", _("16 mm film")
    SUPER16 = "super16", _("Super 16 film")
    MM17_5 = "17.5mm", _("17.5 mm film")
    MM28 = "28mm", _("28 mm film")
    MM35 = "35mm", _("35 mm film")
    MM65 = "65mm", _("65 mm film")
    MM70 = "70mm", _("70 mm film")
    MAGNETIC_16 = "16mm_magnetic", _("16 mm magnetic sound")
    MAGNETIC_17_5 = "17.5mm_magnetic", _("17.5 mm magnetic sound")
    MAGNETIC_35 = "35mm_magnetic", _("35 mm magnetic sound")
    VIDEOTAPE = "videotape", _("videotape")
    TWO_INCH = "2inch_quadruplex", _("2-inch Quadruplex")
    ONE_INCH_C = "1inch_c", _("1-inch type C")
    UMATIC = "umatic", _("U-matic")
    VHS = "vhs", _("VHS")
    SVHS = "svhs", _("S-VHS")
    BETACAM_SP = "betacam_sp", _("Betacam SP")
    DIGITAL_BETACAM = "digital_betacam", _("Digital Betacam")
    IMX = "imx", _("IMX")
    D1 = "d1", _("D1")
    D5 = "d5", _("D5")
    DIGITAL8 = "digital8", _("Digital8")
    DV = "dv", _("DV")
    MINIDV = "minidv", _("MiniDV")
    DVCAM = "dvcam", _("DVCAM")
    DVCPRO = "dvcpro", _("DVCPRO")
    DVCPRO50 = "dvcpro50", _("DVCPRO50")
    DVCPRO_HD = "dvcpro_hd", _("DVCPRO HD")
    HDV = "hdv", _("HDV")
    HDCAM = "hdcam", _("HDCAM")
    HDCAM_SR = "hdcam_sr", _("HDCAM SR")
    DISC = "disc", _("disc")
    LASERDISC = "laserdisc", _("LaserDisc")
    DVD = "dvd", _("DVD")
    BLURAY = "bluray", _("Blu-ray")
    DCP = "dcp", _("DCP")
    FILE = "file", _("digital file")
    DPX = "dpx", _("DPX files")
    MXF = "mxf", _("MXF file")
    MOV = "mov", _("MOV file")
    MP4 = "mp4", _("MP4 file")
    AVI = "avi", _("AVI file")


class Element(models.TextChoices):
    """What a copy is in the making of others: AVefi's seventeen."""

    ORIGINAL_NEGATIVE = "original_negative", _("original negative")
    IMAGE_NEGATIVE = "image_negative", _("image negative")
    COLOUR_NEGATIVE = "colour_negative", _("colour negative")
    SOUND_NEGATIVE = "sound_negative", _("sound negative")
    DUPLICATE_NEGATIVE = "duplicate_negative", _("duplicate negative")
    DUPLICATE_POSITIVE = "duplicate_positive", _("duplicate positive")
    LAVENDER = "lavender", _("lavender")
    POSITIVE = "positive", _("positive")
    COLOUR_POSITIVE = "colour_positive", _("colour positive")
    DIRECT_POSITIVE = "direct_positive", _("direct positive, black and white")
    COPPER_TONED_POSITIVE = "copper_toned_positive", _("copper-toned positive")
    REVERSAL = "reversal", _("original positive, reversal film")
    CYAN_MATRIX = "cyan_matrix", _("cyan matrix")
    SUBTITLES = "subtitles", _("subtitles")
    EDIT_DECISION_LIST = "edit_decision_list", _("edit decision list")
    DCDM = "dcdm", _("DCDM")
    DCP = "dcp", _("DCP")


class Base(models.TextChoices):
    NITRATE = "nitrate", _("nitrate")
    ACETATE = "acetate", _("acetate")
    POLYESTER = "polyester", _("polyester")


class Completeness(models.TextChoices):
    WHOLE = "whole", _("whole")
    INCOMPLETE = "incomplete", _("incomplete")
    FRAGMENT = "fragment", _("fragment")


class CopySound(models.TextChoices):
    """AVefi's eight: a copy of a film with sound may have it beside the picture, or not at all."""

    SILENT = "silent", _("silent")
    SOUND = "sound", _("sound")
    MIXED = "mixed", _("partly silent, partly sound")
    COMBINED = "combined", _("combined: picture and sound")
    COMBINED_AS_MUTE = "combined_as_mute", _("combined, for the picture alone")
    COMBINED_AS_SOUND = "combined_as_sound", _("combined, for the sound alone")
    MUTE = "mute", _("mute: the picture without its sound")
    TEMPORARY = "temporary", _("temporary")


class Access(models.TextChoices):
    """What a copy is for: AVefi's five."""

    MASTER = "master", _("master")
    ARCHIVE = "archive", _("archive")
    DISTRIBUTION = "distribution", _("distribution")
    VIEWING = "viewing", _("viewing")
    REMOVED = "removed", _("removed")
