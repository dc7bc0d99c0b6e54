"""A table of names in many traditions, filed and sorted as libraries do.

Sources: IFLA, Names of Persons (4th ed., 1996) with its supplement; RDA, appendix F, and AACR2 22.4–22.28, from which it
comes; headings of the Library of Congress (id.loc.gov/authorities/names). Each section names the rule.
"""

import random

import pytest

from catalog.texts.names import file_name, name_sort_key

GIVEN, FAMILY, ONE = "given_first", "family_first", "one_name"

# (name, order, language, as it is filed), in the order of the shelf.
SHELF = [
    # Dutch: part after the prefix (RDA F.11.6). Afrikaans and Flemish: the prefix.
    ("Pieter van der Aa", GIVEN, "nl", "Aa, Pieter van der"),
    # Arabic: the article is passed over, ʻAbd, Abu and Ibn are not (RDA F.1).
    ("Ahmed Abd al-Rahman", GIVEN, "ar", "Abd al-Rahman, Ahmed"),
    ("Hany Abu-Assad", GIVEN, "ar", "Abu-Assad, Hany"),
    # Burmese: as it is written (RDA F.2); U and Daw go behind.
    ("Aung San Suu Kyi", GIVEN, "my", "Aung San Suu Kyi"),
    # Icelandic: under the given name (RDA F.5).
    ("Baltasar Kormákur", GIVEN, "is", "Baltasar Kormákur"),
    # Names of one word, and of the stage (RDA 9.2.2.22).
    ("Cher", ONE, "", "Cher"),
    # Spanish: both family names; the part after a preposition (RDA F.11.12).
    ("Juana Inés de la Cruz", GIVEN, "es", "Cruz, Juana Inés de la"),
    # Irish and other prefixes in English: the prefix (RDA F.11.4).
    ("Robert De Niro", GIVEN, "en", "De Niro, Robert"),
    # Italian, modern: the prefix (RDA F.11.7).
    ("Vittorio De Sica", GIVEN, "it", "De Sica, Vittorio"),
    ("Robert Downey Jr.", GIVEN, "en", "Downey, Robert, Jr."),
    # French: articles and contractions; not de (RDA F.11.5).
    ("Joachim du Bellay", GIVEN, "fr", "Du Bellay, Joachim"),
    ("Manuel de Falla", GIVEN, "es", "Falla, Manuel de"),
    ("Andy García", GIVEN, "en", "García, Andy"),
    ("Gael García Bernal", GIVEN, "es", "García Bernal, Gael"),
    ("Federico García Lorca", GIVEN, "es", "García Lorca, Federico"),
    # German: not von; but contractions (RDA F.11.5).
    ("Johann Wolfgang von Goethe", GIVEN, "de", "Goethe, Johann Wolfgang von"),
    ("Vincent van Gogh", GIVEN, "nl", "Gogh, Vincent van"),
    # Titles don't count (RDA 9.2.2.9).
    ("Sir Alec Guinness", GIVEN, "en", "Guinness, Alec"),
    # Amharic: as it is written.
    ("Haile Gerima", GIVEN, "am", "Haile Gerima"),
    ("Tawfiq al-Hakim", GIVEN, "ar", "Hakim, Tawfiq al-"),
    # Scandinavian: not von, af (RDA F.11.10); De stays.
    ("Gunnar Johannes af Hällström", GIVEN, "sv", "Hällström, Gunnar Johannes af"),
    ("Florian Henckel von Donnersmarck", GIVEN, "de", "Henckel von Donnersmarck, Florian"),
    # Hungarian: family name first, where it is written so.
    ("Jancsó Miklós", FAMILY, "hu", "Jancsó, Miklós"),
    ("Kurosawa Akira", FAMILY, "ja", "Kurosawa, Akira"),
    ("Jean de La Fontaine", GIVEN, "fr", "La Fontaine, Jean de"),
    ("Sophie von La Roche", GIVEN, "de", "La Roche, Sophie von"),
    ("J. M. G. Le Clézio", GIVEN, "fr", "Le Clézio, J. M. G."),
    # Chinese and Korean: the family name, whichever comes first.
    ("Ang Lee", GIVEN, "zh", "Lee, Ang"),
    ("Lee Chang-dong", FAMILY, "ko", "Lee, Chang-dong"),
    ("Spike Lee", GIVEN, "en", "Lee, Spike"),
    ("Tony Leung Chiu-wai", FAMILY, "zh", "Leung, Tony Chiu-wai"),
    # Portuguese: the last part; Filho, Neto, Júnior with the part before (RDA F.11.9).
    ("Walter Lima Júnior", GIVEN, "pt", "Lima Júnior, Walter"),
    ("Little Richard", ONE, "", "Little Richard"),
    ("Micheál Mac Liammóir", GIVEN, "ga", "Mac Liammóir, Micheál"),
    # Tamil: as it is written, initials behind.
    ("Mani Ratnam", GIVEN, "ta", "Mani Ratnam"),
    ("Guy de Maupassant", GIVEN, "fr", "Maupassant, Guy de"),
    # Indonesian: the last part (RDA F.6).
    ("Garin Nugroho", GIVEN, "id", "Nugroho, Garin"),
    ("Tomás Ó Criomhthain", GIVEN, "ga", "Ó Criomhthain, Tomás"),
    ("Manoel de Oliveira", GIVEN, "pt", "Oliveira, Manoel de"),
    ("José Ortega y Gasset", GIVEN, "es", "Ortega y Gasset, José"),
    # Malay: as it is written (RDA F.7).
    ("P. Ramlee", GIVEN, "ms", "P. Ramlee"),
    ("A. R. Rahman", GIVEN, "ta", "Rahman, A. R."),
    ("John D. Rockefeller III", GIVEN, "en", "Rockefeller, John D., III"),
    ("Mário de Sá-Carneiro", GIVEN, "pt", "Sá-Carneiro, Mário de"),
    ("Yves Saint Laurent", GIVEN, "fr", "Saint Laurent, Yves"),
    ("Nelson Pereira dos Santos", GIVEN, "pt", "Santos, Nelson Pereira dos"),
    ("H. O. Schulze", GIVEN, "de", "Schulze, H. O."),
    ("Sukarno", ONE, "id", "Sukarno"),
    ("Max von Sydow", GIVEN, "sv", "Sydow, Max von"),
    ("U Thant", GIVEN, "my", "Thant, U"),
    ("Guillermo del Toro", GIVEN, "es", "Toro, Guillermo del"),
    # Vietnamese: the family name (RDA F.9).
    ("Trần Anh Hùng", FAMILY, "vi", "Trần, Anh Hùng"),
    ("Lars von Trier", GIVEN, "da", "Trier, Lars von"),
    ("Dick Van Dyke", GIVEN, "en", "Van Dyke, Dick"),
    ("Jean Van Hamme", GIVEN, "nl-BE", "Van Hamme, Jean"),
    ("Erich vom Ende", GIVEN, "de", "Vom Ende, Erich"),
    ("Josef von Sternberg", GIVEN, "en", "Von Sternberg, Josef"),
    # Thai: as it is written (RDA F.10), here beside a Chinese name.
    ("Wisit Sasanatieng", GIVEN, "th", "Wisit Sasanatieng"),
    ("Wong Kar-wai", FAMILY, "zh", "Wong, Kar-wai"),
    ("Zhang Yimou", FAMILY, "zh", "Zhang, Yimou"),
]
# What nobody says anything of: (name, guess).
GUESSES = [
    ("Peter Weir", "Weir, Peter"),
    ("Jean Reno", "Reno, Jean"),
    ("Robert De Niro", "De Niro, Robert"),
    ("Jean Van Hamme", "Van Hamme, Jean"),
    ("Ludwig van Beethoven", "Beethoven, Ludwig van"),
    ("Lars von Trier", "Trier, Lars von"),
    ("Jean de La Fontaine", "La Fontaine, Jean de"),
    ("Gael García Bernal", "García Bernal, Gael"),
    ("Wong Kar-wai", "Wong, Kar-wai"),
    ("Tony Leung Chiu-wai", "Leung, Tony Chiu-wai"),
    ("Bong Joon-ho", "Bong, Joon-ho"),
    ("Ang Lee", "Lee, Ang"),
    ("Kim Novak", "Novak, Kim"),
    ("Tarr Béla", "Tarr, Béla"),
    ("Béla Tarr", "Tarr, Béla"),
    ("Björk Guðmundsdóttir", "Björk Guðmundsdóttir"),
    ("Nawal al-Saadawi", "Saadawi, Nawal al-"),
    ("Sammy Davis, Jr.", "Davis, Sammy, Jr."),
    ("King Vidor", "Vidor, King"),
    ("Dr. Dre", "Dr. Dre"),
    ("The Rock", "Rock, The"),
    ("50 Cent", "50 Cent"),
    ("Le Corbusier", "Le Corbusier"),
    ("Ibn Khaldun", "Ibn Khaldun"),
    ("Prince", "Prince"),
    ("Elizabeth II", "Elizabeth II"),
    ("Weir, Peter", "Weir, Peter"),
    ("黒澤明", "黒澤明"),
]


@pytest.mark.parametrize(("name", "order", "language", "filed"), SHELF)
def test_a_name_is_filed_by_its_tradition(name, order, language, filed):
    assert file_name(name, order, language).text == filed


@pytest.mark.parametrize(("name", "filed"), GUESSES)
def test_a_name_of_which_nothing_is_said_is_guessed(name, filed):
    assert file_name(name).text == filed


def test_sixty_names_stand_on_the_shelf_in_order():
    assert len(SHELF) == 60
    names = random.Random(60).sample(SHELF, len(SHELF))
    assert sorted(names, key=lambda row: name_sort_key(file_name(*row[:3]).text)) == SHELF


def test_a_family_name_sorts_before_those_that_begin_with_it_and_a_father_before_his_son():
    names = ["Garcia, Zoe", "Garcia Lorca, Federico", "Smith, Robert", "Smith, Robert, Jr.", "Smith, Robert A."]
    assert sorted(random.Random(5).sample(names, 5), key=name_sort_key) == names


@pytest.mark.parametrize(
    "name", ["", " ", ",", "Jr.", "de", "van der", "de la", "Sir", "Sir X", "al-", "Ó", "'", "A B C D E F G"]
)
@pytest.mark.parametrize("language", ["", "en", "nl", "fr", "es", "ar", "my", "ta", "xx"])
@pytest.mark.parametrize("order", ["", GIVEN, FAMILY, ONE])
def test_whatever_stands_for_a_name_is_filed_somehow(name, order, language):
    assert isinstance(file_name(name, order, language).text, str)
