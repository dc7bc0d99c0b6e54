"""What collating two long texts costs: against rapidfuzz's ratio of each sentence with each, run beside it."""

from rapidfuzz import fuzz, process

from bench.bench_reads_and_votes import seconds, told
from catalog.tellings.method import collate, propose, shared_runs

SENTENCES = 400
PEOPLE = "Anna Boris Clara Dmitri Elsa Fritz Greta Hans Ida Jonas".split()  # noqa: SIM905
DEEDS = "meets follows betrays rescues forgets paints teaches hires robs nurses marries deceives".split()  # noqa: SIM905
PLACES = "harbour mill chapel cinema bridge tunnel market orchard station lighthouse prison".split()  # noqa: SIM905


def story(step):
    """A story of so many sentences; another step tells it with other sentences left out and added."""
    return [
        f"On day {n} {PEOPLE[n % 10]} {DEEDS[n % 12]} {PEOPLE[(n * 7 + 3) % 10]} at the {PLACES[n % 11]}, and "
        f"{n * 37 % 101} {'people' if n % step else 'soldiers'} see it."
        for n in range(SENTENCES + SENTENCES // step)
        if n % step
    ][:SENTENCES]


def bench_collation_of_two_long_texts():
    left, right = story(7), story(9)
    texts = " ".join(left), " ".join(right)

    def floor():
        for sentence in left:
            process.extract(sentence, right, scorer=fuzz.ratio, limit=1)

    least = seconds(floor, times=5)
    pairs = collate(*texts).pairs
    told(
        f"collate 2 × {SENTENCES} sentences", seconds(lambda: collate(*texts), times=5), least, "rapidfuzz on each pair"
    )
    told("shared runs of the two", seconds(lambda: shared_runs(*texts), times=5), least, "rapidfuzz on each pair")
    told("proposals of the two", seconds(lambda: propose(*texts, pairs), times=5), least, "rapidfuzz on each pair")
