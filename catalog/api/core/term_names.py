"""Names of the vocabulary in the language that is asked for."""

from babel import UnknownLocaleError
from django import forms
from django.core.exceptions import ValidationError

from catalog.api.core.fields import Text
from catalog.api.core.viewsets import ReadViewSet
from catalog.texts.numbers import excerpt
from catalog.vocabulary.names import ENGLISH, locale_of


class TagField(forms.CharField):
    """The tag of a language that CLDR has names in: pl, pt-BR."""

    def to_python(self, value):
        value = super().to_python(value)
        try:
            locale_of(value)
        except (UnknownLocaleError, ValueError):
            detail = (
                f"There are no names in “{excerpt(value)}”. Write the BCP 47 tag of a language, such as pl or pt-BR."
            )
            raise ValidationError(detail, code="invalid_choice") from None
        return value


class TermName(Text):
    """The name of a row, or of one that it refers to, in the language that is asked for."""

    def __init__(self, source="*"):
        super().__init__(source=source, help_text="In the language that is asked for; else as pages in it say it.")

    def to_representation(self, row):
        return row.name_in(self.context.get("language", ENGLISH))


class NamedViewSet(ReadViewSet):
    """Terms that have names in several languages."""

    tag = "Vocabulary"

    def own_parameter_fields(self):
        help_text = "The BCP 47 tag of the language of the names."
        return {"language": TagField(required=False, max_length=35, initial=ENGLISH, help_text=help_text)}

    def get_serializer_context(self):
        return super().get_serializer_context() | {"language": self.parameters.get("language", ENGLISH)}
