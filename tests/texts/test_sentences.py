"""Where sentences begin and end."""

import pytest

from catalog.texts.sentences import split_sentences


def texts(text, language="en"):
    return [sentence.text for sentence in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mr. Smith met Dr. Jones.|They left."),
        ("en", "J. R. R. Hale lives on St. James St. in the U.S. Army base.|He waits."),
        ("en", "She moved to the U.S.|They wrote to her."),
        ("en", "He lives in Baker St.|She lives in St. Ives."),
        ("en", "At 5 p.m. on Jan. 5 he pays $3.50 for No. 7 (a lot).|He runs."),
        ("en", "Wait... what?!|“Stop!” he cried.|“Go.”|She went."),
        ("en", "He slept. . .|(She did not.)|“Never,” she said."),
        ("en", "The ship sinks.[1]|Nobody is saved.[2][3]|"),
        ("en-GB", "He trusts Gen. Hart vs. Col. Ives, i.e. the army.|Then he dies."),
        ("fr", "« Qui est là ? » demande M. Petit.|« Moi ! »|Elle entre."),
        ("de", "Am 3. September kam Dr. Krüger, d.h. der Arzt.|„Geh!“|„Nein.“|Sie blieb."),
        ("es", "¿Quién es?|¡Nadie!|La Sra. Ruiz sale."),
        ("pl", "Żył tam np. św. Jan.|Potem 3. maja wyjechał."),
        ("ru", "Он жил на ул. Мира.|«Кто там?» — спросил он.|Она ушла."),
        ("ja", "彼は逃げた。|「行け！」と言った。|終わり？|はい"),
        ("zh", "他走了。|“为什么？”|她问。"),
        ("hi", "वह गया।|वह लौटा।"),
        ("xx", "One here. Two here.".replace(". ", ".|")),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(language, text):
    space = "" if language in ("ja", "zh") else " "
    assert texts(text.replace("|", space).strip(), language) == [part for part in text.split("|") if part]


def test_offsets_give_the_sentence_back():
    text = "# The Camp\n\n  Anna waits.  Then,\tat dawn, she leaves.\r\n\r\n- a key\n- a rope\n\n\n"
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()


def test_headings_and_lines_of_lists_are_paragraphs_of_their_own():
    sentences = split_sentences("## The Camp\nAnna waits. She leaves.\n\n- a key\n- a rope")
    assert [(sentence.text, sentence.paragraph) for sentence in sentences] == [
        ("The Camp", 0),
        ("Anna waits.", 1),
        ("She leaves.", 1),
        ("a key", 2),
        ("a rope", 3),
    ]


def test_a_wrapped_line_goes_on():
    text = "Anna waits at the edge of the\nForbidden Forest for her old\nfriend.\n\nShe leaves."
    assert [sentence.paragraph for sentence in split_sentences(text)] == [0, 1]


def test_a_missing_space_after_a_full_stop_is_forgiven():
    assert texts("He died.Then she left for example.com.") == ["He died.", "Then she left for example.com."]


@pytest.mark.parametrize("text", ["", " \n\n ", "…", "— * —", "."])
def test_a_text_without_words_has_no_sentences(text):
    assert split_sentences(text) == []
