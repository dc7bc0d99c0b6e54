"""What a visitor who is over a limit reads."""

from django.utils.translation import ngettext


def retry_sentence(seconds):
    """Say when to try again: `Try again in 5 minutes.`"""
    minutes = -(-seconds // 60)
    words = ngettext("Try again in a minute.", "Try again in %(minutes)s minutes.", minutes)
    return words % {"minutes": minutes}
