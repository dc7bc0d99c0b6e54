"""Articles with which titles begin, by language: lists of titles pass them over.

The list is that of the Library of Congress, MARC 21, appendix F “Initial Definite and Indefinite Articles”
(https://www.loc.gov/marc/bibliographic/bdapndxf.html), as far as a language has a tag of two or three letters. As there,
plural indefinites (Des, Unos, Umas) are no articles, and declined forms (Dem, Einen) are. Where the same word may be a
preposition, its accent tells: the French À is no article. docs/model.md says what was left out of the list, and what was added.
"""

import unicodedata

from catalog.texts.language_tags import primary_subtag

NORWEGIAN = "de,dei,den,det,e,ei,ein,eit,en,et"
# An article that ends in an apostrophe or a hyphen is written together with the next word, others stand before a space.
LISTED = {
    "af": "die,'n",
    "ar": "al-,el-",
    "bal": "al-",
    "brh": "al-",
    "ca": "el,els,en,l',la,les,un,una",
    "cy": "y,yr",
    "da": "de,den,det,en,et",
    "de": "das,dem,den,der,des,die,ein,eine,einem,einen,einer,eines,'s",
    "el": "hai,hē,heis,hen,hena,henas,ho,hoi,mia,ta,tēn,tēs,to,ton,tōn,tou",
    "en": "a,an,the,ye",
    "eo": "la",
    "es": "el,la,las,lo,los,un,una",
    "eu": "bat",
    "fa": "al-",
    "fr": "l',la,le,les,un,une",
    "fy": "de,'e,in,it,'n,'t",
    "ga": "an,an t-,na,na h-",
    "gd": "a',am,an,an t-,na,na h-",
    "gl": "a,as,o,unha",
    "grc": "hai,hē,ho,hoi,ta,tais,tas,tē,tēn,tēs,to,tō,tois,ton,tōn,tou",
    "haw": "he,ka,ke,na,o",
    "he": "ha-,he-",
    "hu": "a,az,egy",
    "is": "hin,hina,hinar,hinir,hinn,hinna,hinnar,hinni,hins,hinu,hinum,hið,'r",
    "it": "gl',gli,i,il,l',la,le,lo,un,un',una,uno",
    "mg": "ny",
    "mt": "il-,l-",
    "nap": "'o",
    "nb": NORWEGIAN,
    "nl": "de,een,eene,het,'n,'t",
    "nn": NORWEGIAN,
    "no": NORWEGIAN,
    "oc": "ih',il,l',la,las,le,les,lh,lhi,li,lis,lo,los,lou,lu,un,una,uno,uns,us",
    "pa": "al-",
    "pt": "a,as,o,os,um,uma",
    "ro": "al,o,un,unei,unui",
    "sco": "a,an,ane",
    "sq": "një",
    "sv": "de,den,det,en,ett",
    "tl": "ang,ang mga,mga",
    "tr": "al-,bir",
    "ur": "al-",
    "wa": "des,ein,enne,l',les",
    "yi": "a,an,der,di,die,dos,eyn,eyne",
}
# What the list does not have: articles in their own letters, spellings that it means, and languages that it passes over.
ADDED = {
    "ar": "ال,an-,ar-,as-,ash-,at-,ath-,ad-,adh-,az-",
    "br": "al,an,ar,ul,un,ur",
    "el": "ο,η,οι,το,τα,τον,την,της,του,των,ένας,μία,μια,ένα,o,i,oi",
    "gl": "os,un,ó",
    "grc": "ὁ,ἡ,οἱ,αἱ,τὸ,τὰ,τὸν,τὴν,τῆς,τοῦ,τῶν",
    "gsw": "das,dem,den,der,des,die,ein,eine,einem,einen,einer,eines,'s,d',s'",
    "lb": "d',dat,de,den,déi,en,eng",
    "mt": "iċ-,id-,in-,ir-,is-,it-,ix-,iż-",
    "pt": "ó",
    "yi": "דער,די,דאָס,דאס,אַ,אַן,א,אן",
}
# A Greek title may be in the letters or the accents of either time.
SAME_ARTICLES = {"el": "grc", "grc": "el", "arz": "ar", "fil": "tl", "iw": "he"}
ARTICLES = {
    language: sorted(
        {
            word
            for source in (language, SAME_ARTICLES.get(language, language))
            for words in (LISTED, ADDED)
            for word in words.get(source, "").split(",")
            if word
        },
        key=lambda word: (-len(word), word),
    )
    for language in {*LISTED, *ADDED, *SAME_ARTICLES}
}
# Whatever language a title is said to be in: translations are entered under the language of the film.
ALWAYS = ["the"]
# For a title without a language: words that hardly stand for anything else. “Le Mans”, “Las Vegas”, “Die Hard” keep theirs.
UNMISTAKABLE = ["the", "an", "a", "l'", "der", "das", "ein", "eine", "une", "uma", "gli", "het", "ett", "egy"]
ARABIC_ARTICLE, ALLAH = "ال", "الله"
APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ′`´", "'"))


def split_article(title: str, language_tag: str) -> tuple[str, str]:
    """Return the article that a title in a language begins with, and the rest; ("", title) where there is none.

    `language_tag` is a BCP 47 tag, or "" where nobody knows. Marks before the article are left out: “¡El …” → “El”, “…”.
    """
    line = " ".join(unicodedata.normalize("NFC", title).split())
    start = next((place for place, letter in enumerate(line) if letter.isalnum()), 0)
    language = primary_subtag(language_tag)
    articles = [*ARTICLES.get(language, []), *ALWAYS] if language else UNMISTAKABLE
    for article in articles:
        first = start - 1 if article.startswith("'") and start else start
        end = first + len(article)
        if line[first:end].translate(APOSTROPHES).casefold() != article:
            continue
        rest = line[end:]
        if is_before(article, rest):
            return line[first:end], rest.lstrip()
    return "", title


def is_before(article: str, rest: str) -> bool:
    """Tell whether what follows the letters of an article in a title lets them be one."""
    if not any(letter.isalnum() for letter in rest):
        return False
    if article == ARABIC_ARTICLE:
        return rest[0].isalpha() and len(rest.split()[0]) > 1 and not (article + rest).startswith(ALLAH)
    return rest.startswith(" ") != article.endswith(("'", "-"))
