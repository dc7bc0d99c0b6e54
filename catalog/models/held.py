"""Words for copies that are held: what they are, on what, how much of the film, who may see them.

Each is a word of AVefi's lists of items, or of FIAF's; picture_and_sound.py has those that versions share.
"""

from django.db import models


class Carrier(models.TextChoices):
    """What a copy is on: film, magnetic sound film, videotape, disc, file."""

    MM8 = "8mm", "8 mm film"
    SUPER8 = "super8", "Super 8 film"
    MM9_5 = "9.5mm", "9.5 mm film"
    MM16 = "16mm", "16 mm film"
    SUPER16 = "super16", "Super 16 film"
    MM17_5 = "17.5mm", "17.5 mm film"
    MM28 = "28mm", "28 mm film"
    MM35 = "35mm", "35 mm film"
    MM65 = "65mm", "65 mm film"
    MM70 = "70mm", "70 mm film"
    MAGNETIC_16 = "16mm_magnetic", "16 mm magnetic sound"
    MAGNETIC_17_5 = "17.5mm_magnetic", "17.5 mm magnetic sound"
    MAGNETIC_35 = "35mm_magnetic", "35 mm magnetic sound"
    VIDEOTAPE = "videotape", "videotape"
    TWO_INCH = "2inch_quadruplex", "2-inch Quadruplex"
    ONE_INCH_C = "1inch_c", "1-inch type C"
    UMATIC = "umatic", "U-matic"
    VHS = "vhs", "VHS"
    SVHS = "svhs", "S-VHS"
    BETACAM_SP = "betacam_sp", "Betacam SP"
    DIGITAL_BETACAM = "digital_betacam", "Digital Betacam"
    IMX = "imx", "IMX"
    D1 = "d1", "D1"
    D5 = "d5", "D5"
    DIGITAL8 = "digital8", "Digital8"
    DV = "dv", "DV"
    MINIDV = "minidv", "MiniDV"
    DVCAM = "dvcam", "DVCAM"
    DVCPRO = "dvcpro", "DVCPRO"
    DVCPRO50 = "dvcpro50", "DVCPRO50"
    DVCPRO_HD = "dvcpro_hd", "DVCPRO HD"
    HDV = "hdv", "HDV"
    HDCAM = "hdcam", "HDCAM"
    HDCAM_SR = "hdcam_sr", "HDCAM SR"
    DISC = "disc", "disc"
    LASERDISC = "laserdisc", "LaserDisc"
    DVD = "dvd", "DVD"
    BLURAY = "bluray", "Blu-ray"
    DCP = "dcp", "DCP"
    FILE = "file", "digital file"
    DPX = "dpx", "DPX files"
    MXF = "mxf", "MXF file"
    MOV = "mov", "MOV file"
    MP4 = "mp4", "MP4 file"
    AVI = "avi", "AVI file"


class Element(models.TextChoices):
    """What a copy is in the making of others: AVefi's seventeen."""

    ORIGINAL_NEGATIVE = "original_negative", "original negative"
    IMAGE_NEGATIVE = "image_negative", "image negative"
    COLOUR_NEGATIVE = "colour_negative", "colour negative"
    SOUND_NEGATIVE = "sound_negative", "sound negative"
    DUPLICATE_NEGATIVE = "duplicate_negative", "duplicate negative"
    DUPLICATE_POSITIVE = "duplicate_positive", "duplicate positive"
    LAVENDER = "lavender", "lavender"
    POSITIVE = "positive", "positive"
    COLOUR_POSITIVE = "colour_positive", "colour positive"
    DIRECT_POSITIVE = "direct_positive", "direct positive, black and white"
    COPPER_TONED_POSITIVE = "copper_toned_positive", "copper-toned positive"
    REVERSAL = "reversal", "original positive, reversal film"
    CYAN_MATRIX = "cyan_matrix", "cyan matrix"
    SUBTITLES = "subtitles", "subtitles"
    EDIT_DECISION_LIST = "edit_decision_list", "edit decision list"
    DCDM = "dcdm", "DCDM"
    DCP = "dcp", "DCP"


class Base(models.TextChoices):
    NITRATE = "nitrate", "nitrate"
    ACETATE = "acetate", "acetate"
    POLYESTER = "polyester", "polyester"


class Completeness(models.TextChoices):
    WHOLE = "whole", "whole"
    INCOMPLETE = "incomplete", "incomplete"
    FRAGMENT = "fragment", "fragment"


class CopySound(models.TextChoices):
    """AVefi's eight: a copy of a film with sound may have it beside the picture, or not at all."""

    SILENT = "silent", "silent"
    SOUND = "sound", "sound"
    MIXED = "mixed", "partly silent, partly sound"
    COMBINED = "combined", "combined: picture and sound"
    COMBINED_AS_MUTE = "combined_as_mute", "combined, for the picture alone"
    COMBINED_AS_SOUND = "combined_as_sound", "combined, for the sound alone"
    MUTE = "mute", "mute: the picture without its sound"
    TEMPORARY = "temporary", "temporary"


class Access(models.TextChoices):
    """What a copy is for: AVefi's five."""

    MASTER = "master", "master"
    ARCHIVE = "archive", "archive"
    DISTRIBUTION = "distribution", "distribution"
    VIEWING = "viewing", "viewing"
    REMOVED = "removed", "removed"
