"""Keys sort names and titles as libraries file them."""

import random

import pytest

from catalog.texts.sorting import MOST_DIGITS, SortKeyField, filed_title, sort_key, split_article, title_sort_key

# In the order in which they stand on a shelf.
SHELF = [
    ("$", "en"),
    ("#1 Cheerleader Camp", "en"),
    ("2 Guns", "en"),
    ("Les 3 frères", "fr"),
    ("8 Mile", "en"),
    ("8½", "it"),
    ("8 1/2 Women", "en"),
    ("9", "en"),
    ("10 Things I Hate About You", "en"),
    ("'71", "en"),
    ("101 Dalmatians", "en"),
    ("Les 400 coups", "fr"),
    ("(500) Days of Summer", "en"),
    ("1.000 Dollari sul nero", "it"),
    ("1941", "en"),
    ("2,000 Maniacs", "en"),
    ("2001: A Space Odyssey", "en"),
    ("20 000 lieues sous les mers", "fr"),
    ("À bout de souffle", "fr"),
    ("A.I. Artificial Intelligence", "en"),
    ("The Alchemist", "en"),
    ("Alien", "en"),
    ("Alien³", "en"),
    ("Alien Resurrection", "en"),
    ("Aliens", "en"),
    ("#Alive", "en"),
    ("…And Justice for All", "en"),
    ("L’Atalante", "fr"),
    ("¡Átame!", "es"),
    ("L'avventura", "it"),
    ("Až přijde kocour", "cs"),
    ("Os Bandeirantes", "pt"),
    ("Das Boot", "de"),
    ("The 'Burbs", "en"),
    ("Un chien andalou", "fr"),
    ("A Clockwork Orange", "en"),
    ("Die Hard", "en"),
    ("Gli", "it"),
    ("La Haine", "fr"),
    ("I, Robot", "en"),
    ("A kis Valentinó", "hu"),
    ("La La Land", "en"),
    ("De lift", "nl"),
    ("M", "de"),
    ("New York, New York", "en"),
    ("Newark File", "en"),
    ("O Brother, Where Art Thou?", "en"),
    ("Ödipussi", "de"),
    ("Az ötödik pecsét", "hu"),
    ("En passion", "sv"),
    ("[REC]", "es"),
    ("Det sjunde inseglet", "sv"),
    ("An tOileán", "ga"),
    ("El Topo", "es"),
    ("Der Untergang", "de"),
    ("I vitelloni", "it"),
    ("Y tu mamá también", "es"),
    ("Żywot Mateusza", "pl"),
    ("Ο Θίασος", "el"),
    ("Игла", "ru"),
    ("Йод", "ru"),
    ("Калина красная", "ru"),
    ("Солярис", "ru"),
    ("הלהקה", "he"),
    ("المومياء", "ar"),
    ("ラブ＆ポップ", "ja"),
    ("七人の侍", "ja"),
    ("아가씨", "ko"),
]


def test_titles_stand_as_on_a_shelf():
    titles = list(SHELF)
    random.Random(1).shuffle(titles)
    assert sorted(titles, key=lambda title: title_sort_key(*title)) == SHELF


@pytest.mark.parametrize(
    ("title", "language", "filed"),
    [
        ("The Alchemist", "en-GB", "Alchemist, The"),
        ("The Alchemist", "pt", "Alchemist, The"),
        ("L’Atalante", "fr", "Atalante, L’"),
        ("'t Schaep", "nl", "Schaep, 't"),
        ("Un'anima divisa in due", "it", "anima divisa in due, Un'"),
        ("Ó Jardim", "pt", "Jardim, Ó"),
        ("Ὁ Θίασος", "el", "Θίασος, Ὁ"),
        ("المومياء", "ar", "مومياء, ال"),
        ("Al-Mummia", "ar", "Mummia, Al-"),
        ("“The Mask”", "en", "Mask”, The"),
    ],
)
def test_the_article_of_the_titles_language_goes_behind(title, language, filed):
    assert filed_title(title, language) == filed


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("The", "en"),
        ("The …", "en"),
        ("A.I.", "en"),
        ("Die Hard", "en"),
        ("Die Hard", ""),
        ("Le Mans", ""),
        ("Los Angeles Plays Itself", "en"),
        ("À nos amours", "fr"),
        ("Às vezes", "pt"),
        ("Des hommes et des dieux", "fr"),
        ("A zori zdes tikhie", "ru"),
        ("Theorem", "en"),
        ("Lola", "fr"),
        ("الله معنا", "ar"),
        ("", "en"),
    ],
)
def test_other_words_stay_in_front(title, language):
    assert split_article(title, language) == ("", title)


def test_without_a_language_unmistakable_articles_go_behind():
    assert [title_sort_key(title, "") for title in ("The Alchemist", "Der Untergang", "L'Atalante", "La La Land")] == [
        "alchemist",
        "untergang",
        "atalante",
        "la la land",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Łódź, ß, Øre, Ðór", "lodz ss ore dor"),
        ("A\u0301tame", "atame"),
        ("Schindler’s", "schindlers"),
        ("M*A*S*H", "mash"),
        ("007", "017"),
        ("0", "010"),
        ("3:10 to Yuma", "013 0210 to yuma"),
        ("1.2.3", "011 012 013"),
        ("9/11", "019 0211"),
        ("8.50", "018.5"),
        ("٤٢", "0242"),
        ("col·lega", "collega"),
        ("Ёлки", "елки"),
        ("がっこう", "かつこう"),
        ("ガッコー", "かつこ"),
        ("9" * 200, f"{MOST_DIGITS}{'9' * 200}"),
        ("??? !", " ??? !"),
        ("", ""),
    ],
)
def test_keys(text, key):
    assert sort_key(text) == key


def test_a_key_that_is_too_long_is_cut():
    assert SortKeyField(max_length=3).to_python("abcd") == "abc"
