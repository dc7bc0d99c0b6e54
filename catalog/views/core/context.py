from functools import cache, partial
from urllib.parse import quote

from django.conf import settings
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from catalog.models.current_site import current_site
from catalog.page_languages import page_language, path_in_language
from catalog.views.core.addresses import canonical_address


def site(request):
    """Return what pages show of the site. Templates call the functions where they need them: a sitemap, say, reads nothing of it."""
    languages = partial(page_languages, request)
    return {
        "site": current_site,
        "site_name": SimpleLazyObject(lambda: current_site().name),
        "site_url": settings.SITE_URL,
        "canonical": canonical_address(request),
        "page_language": page_language(),
        "is_language_offered": lambda: current_site().offers(page_language()),
        "page_languages": languages,
        # In which languages search engines find the page.
        "alternates": languages,
    }


def page_languages(request):
    """Return the page in each language that readers are offered: code, own name, path with the page's query, and the offer; none where there is one."""
    languages = [(code, name) for code, name in settings.LANGUAGES if current_site().offers(code)]
    if len(languages) == 1:
        return []
    query = f"?{text}" if (text := request.META.get("QUERY_STRING")) else ""
    return [
        {"code": code, "name": name, "address": f"{quote(path_in_language(request.path, code))}{query}"} | offer(code)
        for code, name in languages
    ]


@cache
def offer(language):
    """Return the words in a language by which a script offers the page in it to readers who like it better."""
    with translation.override(language):
        return {"offer": gettext("Read this page in English"), "dismissal": gettext("No, thank you")}
