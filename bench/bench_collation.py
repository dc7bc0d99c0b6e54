"""Measure what the comparison of two long texts costs, beside rapidfuzz's ratio of each sentence with each."""

from rapidfuzz import fuzz, process

from bench.bench_reads_and_votes import report, seconds
from catalog.tellings.method import align, find_disagreements, find_shared_runs

SENTENCES = 400
PEOPLE = "Anna Boris Clara Dmitri Elsa Fritz Greta Hans Ida Jonas".split()  # noqa: SIM905
DEEDS = "meets follows betrays rescues forgets paints teaches hires robs nurses marries deceives".split()  # noqa: SIM905
PLACES = "harbour mill chapel cinema bridge tunnel market orchard station lighthouse prison".split()  # noqa: SIM905


def story(step):
    """Return a story of `SENTENCES` sentences; with another step, other sentences are left out and added."""
    return [
        f"On day {n} {PEOPLE[n % 10]} {DEEDS[n % 12]} {PEOPLE[(n * 7 + 3) % 10]} at the {PLACES[n % 11]}, and "
        f"{n * 37 % 101} {'people' if n % step else 'soldiers'} see it."
        for n in range(SENTENCES + SENTENCES // step)
        if n % step
    ][:SENTENCES]


def bench_comparison_of_two_long_texts():
    left, right = story(7), story(9)
    texts = " ".join(left), " ".join(right)

    def compare_each_pair():
        for sentence in left:
            process.extract(sentence, right, scorer=fuzz.ratio, limit=1)

    floor = seconds(compare_each_pair, times=5)
    pairs = align(*texts).pairs
    for label, act in (
        (f"align 2 × {SENTENCES} sentences", lambda: align(*texts)),
        ("shared runs of the two", lambda: find_shared_runs(*texts)),
        ("disagreements of the two", lambda: find_disagreements(*texts, pairs)),
    ):
        report(label, seconds(act, times=5), floor, "rapidfuzz on each pair")
