"""The site's own pages. Until the owner has written one on privacy, a page tells what this software stores."""

from urllib.parse import quote

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.models import PageText
from catalog.models.current_site import PRIVACY, in_page_language
from catalog.page_languages import page_language, path_in_language
from catalog.site_address import absolute
from catalog.views.core.addresses import canonical_address
from catalog.views.core.caching import public
from catalog.views.core.context import page_languages


@require_safe
@public
def page(request, slug):
    """Show a page in the language of its address, else in the site's first, else in any."""
    texts = {row.language: row for row in PageText.objects.public().filter(page__slug=slug)}
    text = in_page_language(texts)
    if text is None:
        if slug == PRIVACY:
            return render(request, "catalog/privacy.html")
        raise Http404
    languages = [language for language in page_languages(request) if language["code"] in texts]
    context = {
        "text": text,
        "alternates": languages if len(languages) > 1 else [],
        "canonical": address_in(request, text.lang or page_language()),
    }
    return render(request, "catalog/page.html", context)


def address_in(request, language):
    """Return the address of a page in a language; in one that the site no longer has, that of the page as it is."""
    if language not in dict(settings.LANGUAGES):
        return canonical_address(request)
    return absolute(quote(path_in_language(request.path, language)))
