"""What the tellings of a film seem to disagree on, proposed as questions for an editor to accept or to dismiss."""

from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations, pairwise
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from catalog.models import Film, Proposal, ProposalState, ProposedReading, Question, Reading
from catalog.tellings.collating import collated
from catalog.tellings.method import propose
from catalog.tellings.method.words import TITLES
from catalog.texts.folding import folded_words
from catalog.texts.plain_text import plain_text
from catalog.texts.quotes import find_quote

# So many texts of a language are compared, each with each: the time grows with their square.
MOST_TEXTS = 8


class Counts(NamedTuple):
    """How many questions a look found anew, how many wait, how many differences went, and how many texts it left out."""

    new: int
    waiting: int
    gone: int
    left_out: int


class NotAcceptableError(ValueError):
    """A proposal that can't become a question as it is; the message says what to do."""


@dataclass
class Difference:
    """What some texts answer otherwise: each text's id → its value and quote."""

    kind: str
    question: str
    subject: frozenset[str]
    about: str = ""
    readings: dict[int, tuple] = field(default_factory=dict)


def propose_questions(*, film):
    """Compare all synopses of a film, published or not, and propose what they seem to disagree on.

    What was accepted or dismissed stays so. What waits and no longer stands in the texts is removed.
    """
    found, left_out = differences(film)
    with transaction.atomic():
        # A second look at the same moment waits here for the first.
        Film.objects.select_for_update().get(pk=film.pk)
        kept = {proposal.key: proposal for proposal in film.proposals.all()}
        fresh = [
            Proposal(film=film, key=key, about=one.about, kind=one.kind, question=one.question)
            for key, one in found.items()
            if key not in kept
        ]
        waiting = [proposal for proposal in kept.values() if proposal.state == ProposalState.PROPOSED]
        gone = [proposal.pk for proposal in waiting if proposal.key not in found]
        film.proposals.filter(pk__in=gone).delete()
        for proposal in waiting:
            if proposal.key in found:
                proposal.about = found[proposal.key].about
        Proposal.objects.bulk_update(waiting, ["about"])
        standing = [proposal for proposal in kept.values() if proposal.key in found]
        ProposedReading.objects.filter(proposal__in=standing).delete()
        ProposedReading.objects.bulk_create(
            ProposedReading(
                proposal=proposal,
                synopsis_id=text,
                value=value,
                quote_exact=quote.exact,
                quote_prefix=quote.prefix,
                quote_suffix=quote.suffix,
            )
            for proposal in [*standing, *Proposal.objects.bulk_create(fresh)]
            for text, (value, quote) in found[proposal.key].readings.items()
        )
        left = [proposal for proposal in waiting if proposal.pk not in gone]
    new = {proposal.about for proposal in fresh} - {proposal.about for proposal in left}
    return Counts(len(new), len({proposal.about for proposal in [*fresh, *left]}), len(gone), left_out)


def differences(film):
    """The differences between a film's synopses by key, and how many texts were left out of the comparison."""
    by_language = defaultdict(list)
    for text in film.synopses.select_related("language").order_by("id"):
        by_language[text.language_id].append(text)
    found = {}
    for language, texts in by_language.items():
        for left, right in combinations(texts[:MOST_TEXTS], 2):
            pairs = collated(left=left, right=right).numbered
            for one in propose(left.plain_text, right.plain_text, pairs, language):
                difference = found.setdefault(named(one.key), Difference(one.kind, one.question[:200], subject(one)))
                difference.readings.setdefault(left.pk, (one.left_value[:300], one.left_quote))
                difference.readings.setdefault(right.pk, (one.right_value[:300], one.right_quote))
    name_questions(found)
    return found, sum(max(0, len(texts) - MOST_TEXTS) for texts in by_language.values())


def subject(proposal):
    """The words of a person's name, however titled; of all else nothing, since each difference is its own question."""
    asks_who = proposal.kind in ("occupation", "nationality")
    return frozenset(folded_words(proposal.subject)) - TITLES if asks_who else frozenset()


def name_questions(found):
    """Say of each difference what it is about: all that is asked of one person's occupation is one question."""
    called = {(one.kind, one.subject) for one in found.values()}
    for key, one in found.items():
        fuller = sorted((name for kind, name in called if kind == one.kind and one.subject <= name), key=len)
        # A name that could be short for two people's is nobody else's.
        whose = fuller[-1] if all(short <= long for short, long in pairwise(fuller)) else one.subject
        one.about = named(" ".join([one.kind, *sorted(whose)])) if one.subject else key


def named(key):
    return sha256(key.encode()).hexdigest()[:32]


@transaction.atomic
def accept(*, film, about):
    """Make a draft question of what is proposed, with a reading for each text and answer: the question, and True.

    Accepted before, it is the question made then, and False; None where nothing of that name is proposed. Raises NotAcceptableError
    where a quote no longer stands in its text, or a text has no source that could be said to say so.
    """
    Film.objects.select_for_update().get(pk=film.pk)
    proposals = list(film.proposals.filter(about=about, state=ProposalState.PROPOSED))
    if not proposals:
        made = film.proposals.filter(about=about, accepted_as__isnull=False).first()
        return (made and made.accepted_as), False
    readings = readings_of(proposals)
    question = Question.objects.create(
        film=film,
        question=proposals[0].question,
        spoiler_level=max(map(given_away, readings)),
        position=(film.questions.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    for place, reading in enumerate(readings, start=1):
        reading.question, reading.position = question, place
    Reading.objects.bulk_create(readings)
    film.proposals.filter(pk__in=[proposal.pk for proposal in proposals]).update(
        state=ProposalState.ACCEPTED, accepted_as=question, updated_at=timezone.now()
    )
    return question, True


def readings_of(proposals):
    """A reading for each text and answer of the proposals, not saved."""
    found = {}
    for one in ProposedReading.objects.filter(proposal__in=proposals).select_related("synopsis__source"):
        text = one.synopsis
        if text.source is None:
            raise NotAcceptableError(
                f"“{text}” names no source, and a reading needs one. Choose the text's source first."
            )
        if find_quote(text.plain_text, one.quote_exact, one.quote_prefix, one.quote_suffix) is None:
            raise NotAcceptableError(
                f"“{text}” was changed, and no longer says “{one.quote_exact}”. Look for disagreements again."
            )
        found.setdefault(
            (text.pk, one.value),
            Reading(
                source=text.source,
                synopsis=text,
                value=one.value,
                quote_exact=one.quote_exact,
                quote_prefix=one.quote_prefix,
                quote_suffix=one.quote_suffix,
            ),
        )
    if len({text for text, _ in found}) < 2:
        raise NotAcceptableError("A text that was compared is gone. Look for disagreements again.")
    return sorted(found.values(), key=lambda reading: reading.synopsis_id)


def given_away(reading):
    """How much of the story the sections that a reading quotes give away, or else its whole text."""
    text = reading.synopsis
    quoting = [part for part in text.sections if reading.quote_exact in plain_text(part["html"])]
    return max(map(text.level_of, quoting), default=text.spoiler_to)


def dismiss(*, film, about):
    """Dismiss what is proposed under a name for good; returns how many proposals that were."""
    return film.proposals.filter(about=about, state=ProposalState.PROPOSED).update(
        state=ProposalState.DISMISSED, updated_at=timezone.now()
    )


def bring_back(*, film, about):
    """Propose again what was dismissed, or accepted as a question that was deleted since."""
    decided = film.proposals.filter(about=about, accepted_as=None).exclude(state=ProposalState.PROPOSED)
    return decided.update(state=ProposalState.PROPOSED, updated_at=timezone.now())
