"""Days and moments in the words of the language that is spoken."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from django.utils import timezone
from django.utils.formats import date_format

from catalog.page_languages import current_locale


def day_text(day: date) -> str:
    """Write a day: 3 September 2010."""
    return format_date(day, "long", locale=current_locale())


def moment_text(moment: datetime) -> str:
    """Write a moment of a time zone: 3 September 2010, 14:05 UTC."""
    words = format_datetime(moment, "HH:mm", locale=current_locale())
    return f"{day_text(moment.date())}, {words} {moment.tzname()}"


def moment_in_words(moment: datetime) -> str:
    """Write a moment in the time zone of the desk: 3 September 2010, 14:05."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
