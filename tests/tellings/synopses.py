"""Two tellings of one story, and a language for a third."""

from catalog.models import AlignmentCorrection, Language

WIRE = (
    "Hale, an engineer, is sent to the camp. The prisoners flee through the wire in a snowstorm. "
    "Kowalski freezes to death in the forest. They find a well in the desert. Hale walks on to Lhasa."
)
FENCE = (
    "Mr. Hale, a soldier, is sent to a camp. In a snowstorm the prisoners flee through a fence. "
    "A monk takes them in. In the forest Kowalski freezes to death."
)


def german():
    return Language.objects.get_or_create(tag="de", defaults={"name": "German"})[0]


def correct(kind, left, right, lefts, rights):
    return AlignmentCorrection.objects.create(
        kind=kind, left=left, right=right, left_sentences=lefts, right_sentences=rights
    )
