"""A made-up language in which each message stands in brackets: what stands outside of them is no message."""

import re
from html.parser import HTMLParser
from pathlib import Path

import django
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.db.models import CharField, TextField
from django.utils import translation
from django.utils.text import capfirst

from catalog.exchange.formats.imdb.words import KINDS
from catalog.models import Image, Proposal
from wayback import messages

# Django has no translation into it, so whatever is not in brackets was not looked for.
MADE_UP = "zu"
READ_OF_HEAD = {"description", "og:title", "og:description", "og:image:alt"}
WORD = re.compile(r"[^\W\d_]{2,}")
# Where Django keeps the words of its forms, its admin and its accounts.
FOLDERS_OF_DJANGO = ("conf", "contrib/admin", "contrib/auth")


def messages_of_django(domain="django"):
    """Yield the words that Django, or its scripts (`djangojs`), say at the desk."""
    for folder in FOLDERS_OF_DJANGO:
        path = Path(django.__file__).parent / folder / f"locale/en/LC_MESSAGES/{domain}.po"
        if path.exists():
            with path.open("rb") as file:
                yield from read_po(file)


def write_made_up_language(folder):
    """Write the catalogues of the made-up language into a folder of catalogues."""
    write_made_up_catalogue(folder, "django", [*messages_of_django(), *messages.collect("django")])
    write_made_up_catalogue(folder, "djangojs", [*messages_of_django("djangojs"), *messages.collect("djangojs")])


def write_made_up_catalogue(folder, domain, messages_of_domain):
    catalogue = Catalog(locale=MADE_UP)
    catalogue._num_plurals, catalogue._plural_expr = 2, "(n != 1)"
    for message in messages_of_domain:
        if message.id:
            words = message.id if isinstance(message.id, tuple) else (message.id,)
            translated = tuple(bracketed(text) for text in words)
            catalogue.add(
                message.id, translated if isinstance(message.id, tuple) else translated[0], context=message.context
            )
    path = folder / MADE_UP / "LC_MESSAGES" / f"{domain}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def bracketed(text):
    lead, core, tail = re.fullmatch(r"(\s*)(.*?)(\s*)", text, re.DOTALL).groups()
    return f"{lead}⟦{core}⟧{tail}"


class Words(HTMLParser):
    """All that a page says: its text, and the attributes that are read."""

    def __init__(self, html):
        super().__init__()
        self.texts, self._unread_depth = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._unread_depth += tag in {"script", "style"}
        values = dict(attrs)
        self.texts += filter(None, map(values.get, ("title", "aria-label", "alt", "placeholder")))
        if tag == "meta" and (values.get("name") or values.get("property")) in READ_OF_HEAD:
            self.texts.append(values["content"])

    def handle_endtag(self, tag):
        self._unread_depth -= tag in {"script", "style"}

    def handle_data(self, text):
        if not self._unread_depth:
            self.texts.append(text)


def words_outside_brackets(html):
    """Return the words of a page that no translation gave. Brackets may hold brackets."""
    outside, depth = [], 0
    for character in "\n".join(Words(html).texts):
        depth += (character == "⟦") - (character == "⟧")
        outside.append(" " if depth or character == "⟧" else character)
    return set(WORD.findall("".join(outside)))


def words_of_catalogue():
    """Return all words of what editors and visitors wrote."""
    own_words = set()
    for model in apps.get_app_config("catalog").get_models():
        columns = [field.attname for field in model._meta.fields if isinstance(field, CharField | TextField)]
        for row in model._base_manager.values_list(*columns):
            for value in row:
                own_words.update(WORD.findall(str(value)))
        # What a row is called without a language of its own: a country by its CLDR name.
        with translation.override(MADE_UP):
            own_words.update(word for row in model._base_manager.all()[:500] for word in WORD.findall(str(row)))
    return own_words


def own_words_of_desk():
    """Return the words that are no words of the interface: what people entered, names of accounts, permissions and time zones."""
    words = words_of_catalogue() | {"English", MADE_UP, "Wayback", "UTC"}
    # Formats of files, and IMDb's own words for kinds of films.
    words |= {"CSV", "XLSX", *KINDS}
    words |= set(Locale(MADE_UP).months["format"]["wide"].values())
    for texts in (User.objects.values_list("username", flat=True), Permission.objects.values_list("name", flat=True)):
        words |= {word for text in texts for word in WORD.findall(text)}
    # The kind of a proposal, which is the method's own word and starts with a capital letter.
    kinds = Proposal.objects.values_list("kind", flat=True)
    words |= {word for kind in kinds for word in WORD.findall(capfirst(kind))}
    # A picture's file, Django's mark of a ticked box, and the key of an authenticator app.
    words |= {word for name in Image.objects.values_list("file", flat=True) for word in WORD.findall(name)} | {"True"}
    return words
