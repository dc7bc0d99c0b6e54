"""Articles with which titles begin, by language: lists of titles pass them over.

From the list of the Library of Congress, MARC 21, appendix F “Initial Definite and Indefinite Articles”
(https://www.loc.gov/marc/bibliographic/bdapndxf.html), as far as a language has a two-letter or three-letter tag. Like
there, plural indefinites (Des, Unos, Umas) are no articles, and declined forms (Dem, Einen) are. Greek and Yiddish stand
in their own letters, too. Where the same word may be a preposition, its accent tells: the French À is no article.
"""

import unicodedata

from catalog.texts.language_tags import primary_subtag

# An article that ends in an apostrophe or a hyphen is written together with the next word, others stand before a space.
ARTICLES = {
    language: sorted(words.split(","), key=len, reverse=True)
    for language, words in {
        "af": "die,'n",
        "ar": "ال,al-,el-,ul-,an-,ar-,as-,ash-,at-,ath-,ad-,adh-,az-,l-",
        "br": "ar,an,al,ur,un,ul",
        "ca": "el,la,els,les,l',lo,los,un,una,en,na,n'",
        "cy": "y,yr,'r",
        "da": "den,det,de,en,et",
        "de": "der,die,das,dem,den,des,'s,ein,eine,einem,einen,einer,eines",
        "el": "ο,η,οι,το,τα,τον,την,της,του,των,τους,τις,ένας,μία,μια,ένα,ὁ,ἡ,οἱ,αἱ,αι,τὸ,τὰ,o,i,oi,to,ta,ho,hē,hoi,hai",
        "en": "the,a,an",
        "eo": "la",
        "es": "el,la,los,las,lo,un,una",
        "fr": "le,la,les,l',un,une",
        "fy": "de,it,'e,in,'n",
        "ga": "an,na,an t-",
        "gd": "an,am,na,a',an t-,na h-",
        "gl": "o,a,os,as,ó,un,unha",
        "gsw": "de,der,die,d',s','s,es,e",
        "haw": "ka,ke,na,he",
        "he": "ha-,he-",
        "hu": "a,az,egy",
        "is": "hinn,hin,hið,hinir,hinar",
        "it": "il,lo,la,l',i,gli,gl',le,un,un',uno,una",
        "lb": "de,den,déi,d',dat,en,eng",
        "mg": "ny",
        "mt": "il-,l-,iċ-,id-,in-,ir-,is-,it-,ix-,iż-",
        "nb": "den,det,de,en,ei,et",
        "nl": "de,het,'t,een,eene,'n",
        "nn": "den,det,dei,ein,ei,eit",
        "no": "den,det,de,dei,en,ei,et,ein,eit",
        "oc": "lo,la,los,las,l',lou,le,les,li,un,una",
        "pt": "o,a,os,as,ó,um,uma",
        "ro": "un,o",
        "sco": "the,a,an,ane",
        "sq": "një",
        "sv": "den,det,de,en,ett",
        "tl": "ang,ang mga",
        "tr": "bir",
        "wa": "li,lu,les,l',des,on,ene",
        "yi": "דער,די,דאָס,דאס,דעם,אַ,אַן,א,אן,der,di,die,dos,dem,a,an",
    }.items()
}
ARTICLES |= {"grc": ARTICLES["el"], "fil": ARTICLES["tl"], "arz": ARTICLES["ar"], "iw": ARTICLES["he"]}
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
