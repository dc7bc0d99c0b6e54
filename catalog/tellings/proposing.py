"""Propose what the tellings of a film seem to disagree on, as questions that an editor accepts or dismisses."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations, pairwise
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext, override

from catalog.models import Film, Proposal, ProposalState, ProposedReading, Question, Reading, Synopsis
from catalog.tellings.collating import language_of
from catalog.tellings.comparison import compare
from catalog.tellings.method import Disagreement, find_disagreements
from catalog.tellings.method.people import TITLES
from catalog.texts.folding import folded_words
from catalog.texts.quotes import Anchor, find_quote

# So many texts of a language are compared, each with each: the time grows with their square.
MOST_TEXTS = 8


class ProposalCounts(NamedTuple):
    """How many questions are new or wait, how many proposals were removed, and how many texts were not compared."""

    new_questions: int
    waiting_questions: int
    removed_proposals: int
    omitted_texts: int


class NotAcceptableError(ValueError):
    """A proposal that can't become a question as it is; the message says what to do."""


@dataclass
class ProposalDraft:
    """A disagreement of several texts: `readings` has each text's id → its value and quote.

    `name_words` are the words of the person it is on, empty for other kinds; `about` identifies its question.
    """

    kind: str
    question: str
    name_words: frozenset[str]
    about: str = ""
    readings: dict[int, tuple[str, Anchor]] = field(default_factory=dict)


def propose_questions(*, film: Film) -> ProposalCounts:
    """Compare all synopses of a film, published or not, and propose what they seem to disagree on.

    Accepted and dismissed proposals stay as they are. A waiting one that no longer stands in the texts is removed.
    """
    drafts, omitted_texts = draft_proposals(film)
    with transaction.atomic():
        # Two calls at the same moment wait for each other here.
        Film.objects.select_for_update().get(pk=film.pk)
        stored_proposals = {proposal.key: proposal for proposal in film.proposals.all()}
        waiting = [proposal for proposal in stored_proposals.values() if proposal.state == ProposalState.PROPOSED]
        outdated_proposals = [proposal for proposal in waiting if proposal.key not in drafts]
        waiting = [proposal for proposal in waiting if proposal.key in drafts]
        film.proposals.filter(pk__in=[proposal.pk for proposal in outdated_proposals]).delete()
        for proposal in waiting:
            proposal.about = drafts[proposal.key].about
        Proposal.objects.bulk_update(waiting, ["about"])
        new = Proposal.objects.bulk_create(
            Proposal(film=film, key=key, about=draft.about, kind=draft.kind, question=draft.question)
            for key, draft in drafts.items()
            if key not in stored_proposals
        )
        replace_readings(
            [*(proposal for proposal in stored_proposals.values() if proposal.key in drafts), *new], drafts
        )
    new_questions = {proposal.about for proposal in new} - {proposal.about for proposal in waiting}
    waiting_questions = {proposal.about for proposal in [*new, *waiting]}
    return ProposalCounts(len(new_questions), len(waiting_questions), len(outdated_proposals), omitted_texts)


def replace_readings(proposals: Sequence[Proposal], drafts: dict[str, ProposalDraft]) -> None:
    """Replace the readings of proposals by those of the drafts of the same key."""
    ProposedReading.objects.filter(proposal__in=proposals).delete()
    ProposedReading.objects.bulk_create(
        ProposedReading(
            proposal=proposal,
            synopsis_id=synopsis_id,
            value=value,
            quote_exact=quote.exact,
            quote_prefix=quote.prefix,
            quote_suffix=quote.suffix,
        )
        for proposal in proposals
        for synopsis_id, (value, quote) in drafts[proposal.key].readings.items()
    )


def draft_proposals(film: Film) -> tuple[dict[str, ProposalDraft], int]:
    """Return the disagreements of a film's synopses by key, and how many texts were not compared."""
    by_language: defaultdict[str, list[Synopsis]] = defaultdict(list)
    for synopsis in film.synopses.select_related("language").order_by("id"):
        by_language[language_of(synopsis)].append(synopsis)
    drafts: dict[str, ProposalDraft] = {}
    for language, synopses in by_language.items():
        for left, right in combinations(synopses[:MOST_TEXTS], 2):
            pairs = compare(left=left, right=right).alignment.pairs
            # A question becomes content, which is written in one language.
            with override(settings.CONTENT_LANGUAGE):
                disagreements = find_disagreements(left.plain_text, right.plain_text, pairs, language)
            for disagreement in disagreements:
                draft = ProposalDraft(disagreement.kind, disagreement.question[:200], name_words(disagreement))
                draft = drafts.setdefault(digest(disagreement.key), draft)
                draft.readings.setdefault(left.pk, (disagreement.left_value[:300], disagreement.left_quote))
                draft.readings.setdefault(right.pk, (disagreement.right_value[:300], disagreement.right_quote))
    name_questions(drafts)
    return drafts, sum(max(0, len(synopses) - MOST_TEXTS) for synopses in by_language.values())


def name_words(disagreement: Disagreement) -> frozenset[str]:
    """Return the words of a person's name without titles; empty where a disagreement isn't on who a person is."""
    is_on_person = disagreement.kind in ("occupation", "nationality")
    return frozenset(folded_words(disagreement.subject)) - TITLES if is_on_person else frozenset()


def name_questions(drafts: dict[str, ProposalDraft]) -> None:
    """Set what each draft is about: all drafts on one person's occupation are one question."""
    names = {(draft.kind, draft.name_words) for draft in drafts.values()}
    for key, draft in drafts.items():
        if not draft.name_words:
            draft.about = key
            continue
        longer = sorted((name for kind, name in names if kind == draft.kind and draft.name_words <= name), key=len)
        # A name that could be short for two people's names is taken for neither.
        is_unambiguous = all(short <= long for short, long in pairwise(longer))
        name = longer[-1] if is_unambiguous else draft.name_words
        draft.about = digest(" ".join([draft.kind, *sorted(name)]))


def digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:32]


@transaction.atomic
def accept(*, film: Film, about: str) -> tuple[Question | None, bool]:
    """Make a draft question of what is proposed, with a reading for each text and answer; return it and True.

    Return the earlier question and False where it was accepted before; None where nothing is proposed under `about`.
    Raise NotAcceptableError where a quote no longer stands in its text, or a text has no source.
    """
    Film.objects.select_for_update().get(pk=film.pk)
    proposals = list(film.proposals.filter(about=about, state=ProposalState.PROPOSED))
    if not proposals:
        earlier = film.proposals.filter(about=about, accepted_as__isnull=False).first()
        return (earlier.accepted_as if earlier else None), False
    readings = build_readings(proposals)
    question = Question.objects.create(
        film=film,
        question=proposals[0].question,
        spoiler_level=max(reading.quote_level for reading in readings),
        position=(film.questions.aggregate(last=Max("position"))["last"] or 0) + 1,
    )
    for position, reading in enumerate(readings, start=1):
        reading.question, reading.position = question, position
    Reading.objects.bulk_create(readings)
    film.proposals.filter(pk__in=[proposal.pk for proposal in proposals]).update(
        state=ProposalState.ACCEPTED, accepted_as=question, updated_at=timezone.now()
    )
    return question, True


def build_readings(proposals: Iterable[Proposal]) -> list[Reading]:
    """Build an unsaved reading for each text and answer of the proposals; raise NotAcceptableError as `accept` does."""
    readings: dict[tuple[int, str], Reading] = {}
    for row in ProposedReading.objects.filter(proposal__in=proposals).select_related("synopsis__source"):
        text = row.synopsis
        if text.source is None:
            raise NotAcceptableError(
                gettext("“%(text)s” names no source, and a reading needs one. Choose the text's source first.")
                % {"text": text}
            )
        if find_quote(text.plain_text, row.quote_exact, row.quote_prefix, row.quote_suffix) is None:
            raise NotAcceptableError(
                gettext("“%(text)s” was changed, and no longer says “%(quote_exact)s”. Look for disagreements again.")
                % {"text": text, "quote_exact": row.quote_exact}
            )
        readings.setdefault(
            (text.pk, row.value),
            Reading(
                source=text.source,
                synopsis=text,
                value=row.value,
                quote_exact=row.quote_exact,
                quote_prefix=row.quote_prefix,
                quote_suffix=row.quote_suffix,
            ),
        )
    if len({text for text, _ in readings}) < 2:
        raise NotAcceptableError(gettext("A text that was compared is gone. Look for disagreements again."))
    for reading in readings.values():
        reading.derive()
    return [readings[key] for key in sorted(readings, key=lambda key: key[0])]


def dismiss(*, film: Film, about: str) -> int:
    """Dismiss for good what is proposed under `about`; return how many proposals that were."""
    return film.proposals.filter(about=about, state=ProposalState.PROPOSED).update(
        state=ProposalState.DISMISSED, updated_at=timezone.now()
    )


def bring_back(*, film: Film, about: str) -> int:
    """Propose again what was dismissed, or accepted as a question that was deleted since; return how many proposals."""
    proposals = film.proposals.filter(about=about, accepted_as=None).exclude(state=ProposalState.PROPOSED)
    return proposals.update(state=ProposalState.PROPOSED, updated_at=timezone.now())
