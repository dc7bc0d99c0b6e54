from catalog.api.core.fields import DecimalNumber, Integer, OptionalChoice, OptionalText, ReadSerializer
from catalog.api.core.refs import LanguageInUse
from catalog.models import Access, Base, Carrier, Colour, Completeness, CopySound, Element

AS_VERSION = "Null: as the version, or not known."


class CopySerializer(ReadSerializer):
    """A copy that is held of a version. What is null is not known. Its condition and how it was acquired stay at the desk."""

    id = Integer()
    inventory_number = OptionalText()
    carrier = OptionalChoice(Carrier.choices)
    element = OptionalChoice(Element.choices)
    base = OptionalChoice(Base.choices)
    completeness = OptionalChoice(Completeness.choices, help_text="How much of the version there is.")
    reels = Integer(allow_null=True)
    length_metres = DecimalNumber(allow_null=True)
    runtime_minutes = Integer(allow_null=True)
    runtime_seconds = Integer(allow_null=True, help_text="Those beyond the minutes, 0 to 59; null: not known.")
    sound = OptionalChoice(CopySound.choices, help_text=AS_VERSION)
    colour = OptionalChoice(Colour.choices, help_text=AS_VERSION)
    languages = LanguageInUse(many=True, help_text="Where they differ from the version's.")
    holding_place = OptionalText()
    access = OptionalChoice(
        [choice for choice in Access.choices if choice[0] != Access.REMOVED], help_text="What it is for."
    )
