"""Each query of the list finds its row first: by the words of rows, their rank, and corrections of slips."""

from collections import Counter

import pytest

from catalog.texts.search.ranking import Candidate, rank
from catalog.texts.search.slips import is_slip, is_worth_correcting, lookup_forms, proposals
from catalog.texts.search.words import queries_of
from catalog.texts.sorting import split_article
from tests.search.written_list import read, texts_of_rows


class Catalogue:
    """The catalogue of the list in memory: rows of each type, and the words that they have."""

    def __init__(self):
        rows = {
            f"{row['name']} ({row['year']})" if row["noun"] == "film" else row["name"]: row
            for row in read("catalogue.csv")
        }
        self.candidates = {noun: [] for noun in ("film", "person", "company")}
        for noun, texts in texts_of_rows().items():
            for key, (label, row_texts) in enumerate(texts.items(), start=1):
                row = rows.get(label, {}) if noun == "film" else {}
                name_count = 1 + len(row["other_names"].split("|")) if row else len(row_texts)
                names = [name for name in row_texts[:name_count] if name]
                self.candidates[noun].append(
                    (
                        label,
                        Candidate(
                            key,
                            names,
                            sort_name=split_article(names[0], row["language"])[1] if row else "",
                            year=row.get("year", ""),
                            told_with=row_texts[name_count:],
                            votes=int(row.get("votes") or 0),
                        ),
                    )
                )
        self.counts = {
            noun: Counter(
                word for _, row in rows_of_noun for part in ("names", "told_with") for word in row.words_of(part)
            )
            for noun, rows_of_noun in self.candidates.items()
        }

    def find(self, query, noun):
        """Return the labels of the rows that answer, the best first; where none does, of the query without its slips."""
        label_of = {candidate.key: label for label, candidate in self.candidates[noun]}
        rows = [candidate for _, candidate in self.candidates[noun]]
        found_rows = rank(query, rows) or rank(self.corrected(query, noun), rows)
        return [label_of[candidate.key] for _, candidate in found_rows]

    def corrected(self, query, noun):
        counts = self.counts[noun]
        words = [forms[0] for forms in next(queries_of(query), [])]
        return " ".join(
            next(iter(proposals(word, self.alike(word, counts), counts)), word)
            if is_worth_correcting(word, counts)
            else word
            for word in words
        )

    def alike(self, word, counts):
        """Return the words that share a form with a word: what an index of such forms would find."""
        forms = lookup_forms(word)
        return [right_word for right_word in counts if forms & lookup_forms(right_word)]


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue()


@pytest.mark.parametrize("rule", sorted({query["rule"] for query in read("queries.csv")}))
def test_each_query_finds_its_row_first(catalogue, rule):
    faults = [
        (query["query"], query["first"], catalogue.find(query["query"], query["type"])[:3])
        for query in read("queries.csv")
        if query["rule"] == rule and catalogue.find(query["query"], query["type"])[:1] != [query["first"]]
    ]
    assert not faults


@pytest.mark.parametrize(
    ("word", "right_word"),
    [("wier", "weir"), ("bakc", "back"), ("sevne", "seven"), ("metroplis", "metropolis"), ("hitchkok", "hitchcok")],
)
def test_a_slip_is_forgiven_and_found_by_a_form_with_letters_deleted(word, right_word):
    assert is_slip(word, right_word)
    assert lookup_forms(word) & lookup_forms(right_word)


@pytest.mark.parametrize(
    ("word", "right_word"),
    [
        ("way", "wya"),
        ("wear", "weir"),
        ("back", "black"),
        ("seven", "sevens "),
        ("hichcok", "hitchcock"),
        ("same", "same"),
    ],
)
def test_what_is_no_slip_is_none(word, right_word):
    assert not is_slip(word, right_word)


def test_of_words_with_as_few_slips_the_commonest_is_proposed_first():
    counts = {"weird": 1, "weirs": 5, "weiri": 3, "other": 9}
    assert proposals("weirx", counts, counts) == ["weirs", "weiri", "weird"]


def test_names_come_before_what_a_row_is_told_with_and_texts_last_whatever_the_votes():
    rows = [
        Candidate(1, ["A Film"], texts=["It has seven parts."], votes=90),
        Candidate(2, ["Another Film"], told_with=["Seven Angels"], votes=80),
        Candidate(3, ["The Magnificent Seven"], sort_name="Magnificent Seven", votes=70),
        Candidate(4, ["Seventh Son"], votes=60),
        Candidate(5, ["The Seven"], sort_name="Seven", votes=50),
        Candidate(6, ["Sieben", "Seven"], votes=40),
        Candidate(7, ["Seven"], votes=30),
    ]
    assert [candidate.key for _, candidate in rank("seven", rows)] == [7, 6, 5, 4, 3, 2, 1]


def test_votes_then_the_older_id_decide_between_rows_that_answer_as_well():
    rows = [Candidate(3, ["Metropolis"]), Candidate(2, ["Metropolis"]), Candidate(9, ["Metropolis"], votes=1)]
    assert [candidate.key for _, candidate in rank("metropolis", rows)] == [9, 2, 3]


def test_the_year_of_a_film_is_a_word_of_it_and_no_part_of_its_name():
    rows = [
        Candidate(1, ["Metropolis 2001 Revisited"], year="2014", votes=9),
        Candidate(2, ["Metropolis"], year="2001"),
    ]
    assert [candidate.key for _, candidate in rank("metropolis 2001", rows)] == [2, 1]
    assert (
        rank("2012", [Candidate(1, ["2012"], year="2009"), Candidate(2, ["Argo"], told_with=["2012"])])[0][1].key == 1
    )


def test_a_short_word_is_sought_whole_or_where_a_name_begins():
    rows = [Candidate(1, ["Peter Weir"]), Candidate(2, ["Weird Science"]), Candidate(3, ["It is We"])]
    assert [candidate.key for _, candidate in rank("we", rows)] == [2, 3]
