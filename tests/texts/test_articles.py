"""The articles that titles begin with are those of the list of the Library of Congress, MARC 21, appendix F."""

import pytest

from catalog.texts.articles import ADDED, LISTED, split_article

# The list as it stands there, by article; languages by their tags.
APPENDIX = """
a en gl hu pt ro sco yi
a' gd
al ro
al- ar bal brh fa pa tr ur
am gd
an en ga gd sco yi
an_t- ga gd
ane sco
ang tl
ang_mga tl
as gl pt
az hu
bat eu
bir tr
d' en
das de
de da en fy nb nl nn no sv
dei nb nn no
dem de
den da de nb nn no sv
der de yi
des de wa
det da nb nn no sv
di yi
die af de yi
dos yi
e nb nn no
'e fy
een nl
eene nl
egy hu
ei nb nn no
ein de nb nn no wa
eine de
einem de
einen de
einer de
eines de
eit nb nn no
el ca es
el- ar
els ca
en ca da nb nn no sv
enne wa
et da nb nn no
ett sv
eyn yi
eyne yi
gl' it
gli it
ha- he
hai el grc
he haw
hē el grc
he- he
heis el
hen el
hena el
henas el
het nl
hin is
hina is
hinar is
hinir is
hinn is
hinna is
hinnar is
hinni is
hins is
hinu is
hinum is
hið is
ho el grc
hoi el grc
i it
ih' oc
il it oc
il- mt
in fy
it fy
ka haw
ke haw
l' ca fr it oc wa
l- mt
la ca eo es fr it oc
las es oc
le fr it oc
les ca fr oc wa
lh oc
lhi oc
li oc
lis oc
lo es it oc
los es oc
lou oc
lu oc
mga tl
mia el
'n af fy nl
na ga gd haw
na_h- ga gd
një sq
ny mg
o gl haw pt ro
'o nap
os pt
'r is
's de
't fy nl
ta el grc
tais grc
tas grc
tē grc
tēn el grc
tēs el grc
the en
to el grc
tō grc
tois grc
ton el grc
tōn el grc
tou el grc
um pt
uma pt
un ca es fr it oc ro
un' it
una ca es it oc
une fr
unei ro
unha gl
uno it oc
uns oc
unui ro
us oc
y cy
ye en
yr cy
"""
# Words that are far more often something else: “De Palma”, “D'Artagnan”, and “A fost sau n-a fost?”.
LEFT_OUT = {("de", "en"), ("d'", "en"), ("a", "ro")}


def pairs_of(words_by_language):
    return {(word, language) for language, words in words_by_language.items() for word in words.split(",")}


def test_the_articles_are_those_of_the_list():
    rows = [line.split() for line in APPENDIX.strip().splitlines()]
    appendix = {(article.replace("_", " "), language) for article, *languages in rows for language in languages}
    assert pairs_of(LISTED) == appendix - LEFT_OUT
    assert appendix >= LEFT_OUT


def test_what_is_added_is_not_in_the_list():
    assert not pairs_of(ADDED) & pairs_of(LISTED)


@pytest.mark.parametrize(
    ("title", "language", "article"),
    [
        ("Na hÍobairtí", "ga", "Na"),
        ("Na h-oícheanta", "ga", "Na h-"),
        ("'t Hûs", "fy", "'t"),
        ("Hinum megin", "is", "Hinum"),
        ("Mga anak", "tl", "Mga"),
        ("Unei femei", "ro", "Unei"),
        ("Ye Olde Film", "en", "Ye"),
        ("Enne djaye", "wa", "Enne"),
        ("To vlemma tou Odyssea", "el", "To"),
        ("Ο Θίασος", "el", "Ο"),
        ("Ὁ Οἰδίπους", "el", "Ὁ"),
        ("As-Sijill", "ar", "As-"),
        ("'O rre", "nap", "'O"),
        ("D'Schwyzermacher", "gsw", "D'"),
    ],
)
def test_the_article_of_each_language_is_passed_over(title, language, article):
    assert split_article(title, language)[0] == article


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("De Palma", "en"),
        ("D'Artagnan", "en"),
        ("A fost sau n-a fost?", "ro"),
        ("Al-Anon", "en"),
        ("Los jocs", "ca"),
        ("On ome", "wa"),
    ],
)
def test_what_the_list_does_not_have_stays(title, language):
    assert split_article(title, language) == ("", title)
