"""What an import says otherwise than an editor or a cited source: proposals, which editors take over or decline."""

import hashlib
import json
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from catalog.editing.documents import RefusedError, Root, parse_key
from catalog.editing.edit import apply_change
from catalog.editing.locks import atomic_or_refused
from catalog.editing.patches import Patch, RowChange
from catalog.exchange.bringing_in.comparing import Difference
from catalog.exchange.bringing_in.words import field_label, in_words
from catalog.models import Import, ImportProposal, ImportProposalState, Revision


def propose(of_import: Import, root: Root, label: str, differences: Iterable[Difference]) -> None:
    """Store proposals of values that differ; what has been proposed before, and maybe declined, is not proposed again."""
    rows = [proposal_of(of_import, root, label, difference) for difference in differences]
    ImportProposal.objects.bulk_create(rows, ignore_conflicts=True)


def proposal_of(of_import: Import, root: Root, label: str, difference: Difference) -> ImportProposal:
    noun, key, name = difference.noun, str(difference.key), difference.name
    content = json.dumps([noun, key, name, difference.value], default=str, sort_keys=True)
    is_row = name != "languages" or noun == "film"
    change = RowChange(noun, key, {name: difference.present}, {name: difference.value})
    return ImportProposal(
        of_import=of_import,
        noun=root.noun,
        key=str(root.key),
        label=label[:300],
        field=field_label(noun, name)[:60],
        present=in_words(noun, name, difference.present),
        value=in_words(noun, name, difference.value),
        patch=Patch.of([change]) if is_row else {},
        digest=hashlib.blake2b(content.encode(), digest_size=16).hexdigest(),
    )


def take(proposal: ImportProposal, by: User) -> Revision | None:
    """Save the value of a proposal as the editor's change; return its revision. Raise RefusedError where that can't be."""
    with atomic_or_refused():
        proposal = open_proposal(proposal)
        if not proposal.patch:
            raise RefusedError(
                gettext("This can’t be taken over here: correct it in the form, then decline the proposal.")
            )
        root = Root(proposal.noun, parse_key(proposal.noun, proposal.key))
        revision = apply_change(root, Patch(proposal.patch), editor=by, note=gettext("Taken over from an import."))
        decide(proposal, ImportProposalState.TAKEN, by)
        return revision


def decline(proposal: ImportProposal, by: User) -> None:
    """Leave the catalogue as it is; the same value is not proposed again."""
    with atomic_or_refused():
        decide(open_proposal(proposal), ImportProposalState.DECLINED, by)


def open_proposals(of_import: Import) -> QuerySet[ImportProposal]:
    return ImportProposal.objects.filter(of_import=of_import, state=ImportProposalState.OPEN)


def open_proposal(proposal: ImportProposal) -> ImportProposal:
    """Return a proposal, locked; raise RefusedError where somebody has decided it."""
    row = ImportProposal.objects.select_for_update().get(pk=proposal.pk)
    if row.state != ImportProposalState.OPEN:
        raise RefusedError(
            gettext("Somebody has decided this already: %(state)s.") % {"state": row.get_state_display()}
        )
    return row


def decide(proposal: ImportProposal, state: str, by: User) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, timezone.now()
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
