"""The desk's pages of merging: two of a noun side by side, the merges there were, and possible duplicates."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from catalog.admin.core.conflicts import CONFLICT
from catalog.admin.core.edits import key_of
from catalog.admin.core.posted import is_number, noted
from catalog.editing.describe import describe_patch
from catalog.editing.documents import RefusedError, Root
from catalog.editing.edit import STATE_FIELDS
from catalog.editing.history import OvertakenError, add_note
from catalog.editing.patches import Patch, RowChange
from catalog.editing.references import survivors
from catalog.merging.describe import describe_collisions, describe_moves
from catalog.merging.duplicates import decide_pair, find_duplicates
from catalog.merging.merge import merge
from catalog.merging.plan import BOTH, LOSER, SURVIVOR, MergePlan, can_take_both
from catalog.merging.unmerge import unmerge
from catalog.models import DuplicatePair, DuplicateState, Merge, State
from catalog.roles import permission_refusal

A_PAGE = 50
# A page searches a noun for duplicates up to so many rows; beyond, the command does.
MOST_ROWS_SEARCHED = 5000
SIDES = ("left", "right")
EMPTY = (None, "", [])
NO_ACTION = "Nothing was done: the form named no action. Choose one of those on the page."


class MergingMixin:
    """The pages themselves, and what the list of a noun shows of them."""

    def get_urls(self):
        pages = (("merge", self.merge_view), ("merges", self.merges_view), ("duplicates", self.duplicates_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [path(f"{page}/", self.admin_site.admin_view(view), name=f"{name}_{page}") for page, view in pages]
        return [*own, *super().get_urls()]

    def merging_page(self, page, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def has_merge_permission(self, request):
        return request.user.has_perm(f"catalog.merge_{self.opts.model_name}")

    def _get_base_actions(self):
        """What the list offers besides; a noun names its own in `actions`."""
        return [*super()._get_base_actions(), self.get_action(MergingMixin.merge_two)]

    @admin.action(description="Merge the chosen two…", permissions=["merge"])
    def merge_two(self, request, queryset):
        chosen = sorted(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(chosen) != 2:
            said = "only one" if len(chosen) == 1 else "more than two"
            self.message_user(
                request, f"Two can be merged at a time, and you chose {said}. Choose exactly two.", messages.ERROR
            )
            return None
        return HttpResponseRedirect(f"{self.merging_page('merge')}?left={chosen[0]}&right={chosen[1]}")

    def changelist_view(self, request, extra_context=None):
        pages = {"merges_page": self.merging_page("merges"), "duplicates_page": self.merging_page("duplicates")}
        return super().changelist_view(request, pages | (extra_context or {}))

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Lead an old address of the desk to what was merged there."""
        key = key_of(opts.model_name, unquote(object_id))
        into = key and survivors(opts.model_name, [key]).get(key)
        if not into:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        messages.info(request, f"The {opts.verbose_name} {key} was merged into this one.")
        return HttpResponseRedirect(self.merging_page("change", into))

    def refusal(self, verb):
        return permission_refusal(f"{verb}_{self.opts.model_name}")

    def merging_context(self, request, **context):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "nouns_page": self.merging_page("changelist"),
            "merges_page": self.merging_page("merges"),
            "duplicates_page": self.merging_page("duplicates"),
            "merge_page": self.merging_page("merge"),
            "may_merge": self.has_merge_permission(request),
            **context,
        }

    def called(self, keys):
        """{key: what the desk calls the row} of those that are there."""
        rows = self.model._base_manager.filter(pk__in=keys)
        label = getattr(self, "label", str)
        return {row.pk: label(row) for row in getattr(self, "labelled", lambda queryset: queryset)(rows)}

    # Two of a noun.

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def merge_view(self, request):
        """Two side by side: what is picked of each, what moves, what collides. A form does it."""
        if not self.has_merge_permission(request):
            raise PermissionDenied(self.refusal("merge"))
        asked = request.POST if request.method == "POST" else request.GET
        pair = [key_of(self.opts.model_name, asked.get(side)) for side in SIDES]
        if None in pair:
            why = f"The address names no two {self.opts.verbose_name_plural}. Choose two on the list, and “Merge the chosen two…”."
            return self.merge_page(request, None, why=why, status=400)
        stays = asked.get("survivor")
        if stays not in SIDES:
            stays = self.likely_survivor(pair)
        survivor, loser = pair if stays == "left" else pair[::-1]
        try:
            plan = MergePlan(noun=self.opts.model_name, survivor=survivor, loser=loser, picks=self.picks(asked, stays))
        except RefusedError as error:
            return self.merge_page(request, None, why=str(error), status=400)
        if request.method != "POST":
            return self.merge_page(request, plan, pair=pair, stays=stays)
        try:
            return self.merge(request, plan)
        except (RefusedError, OvertakenError) as error:
            again = MergePlan(noun=plan.noun, survivor=survivor, loser=loser, picks=plan.picks)
            return self.merge_page(request, again, pair=pair, stays=stays, why=str(error), status=CONFLICT)

    def likely_survivor(self, pair):
        """The published one of two films; else what is in the catalogue longer."""
        published = [
            row.pk
            for row in self.model._base_manager.filter(pk__in=pair)
            if getattr(row, "state", None) == State.PUBLISHED
        ]
        return SIDES[pair.index(min(published or pair))]

    def picks(self, asked, stays):
        """{field: side that holds} as a form says it."""
        sides = {"left": SURVIVOR, "right": LOSER, "both": BOTH}
        if stays == "right":
            sides |= {"left": LOSER, "right": SURVIVOR}
        given = {name.removeprefix("pick_"): side for name, side in asked.items() if name.startswith("pick_")}
        return {name[:50]: sides.get(side, side[:20]) for name, side in given.items()}

    def merge(self, request, plan):
        note = noted(request.POST, "note")
        seen = {key: number(request.POST.get(f"seen_{key}", "")) for key in plan.keys}
        if None in seen.values():
            raise RefusedError(
                "This form doesn’t say what you looked at, so nothing was done. Look at the two now, and decide."
            )
        survivor, loser = plan.keys
        made = merge(
            noun=plan.noun,
            survivor=survivor,
            loser=loser,
            picks=plan.picks,
            editor=request.user,
            note=note,
            seen_revisions=seen,
        )
        self.message_user(
            request,
            f"“{made.loser_label}” is part of “{made.survivor_label}” now, and its address leads here. "
            f"The list of merges takes it back.",
        )
        return HttpResponseRedirect(self.merging_page("change", survivor), status=303)

    def merge_page(self, request, plan, *, pair=(), stays="", why="", status=200):
        both = plan is not None and len(plan.rows) == 2 and plan.keys[0] != plan.keys[1]
        refusals = [why] if why else []
        if plan:
            refusals += [one for one in plan.refusals if one not in why]
        context = {"title": f"Merge {self.opts.verbose_name_plural}", "refusals": refusals, "both": both, "plan": plan}
        if both:
            called = self.called(pair)
            context |= {
                "sides": [
                    {
                        "side": side,
                        "key": key,
                        "label": called[key],
                        "page": self.merging_page("change", key),
                        "stays": side == stays,
                    }
                    for side, key in zip(SIDES, pair, strict=True)
                ],
                "stays": stays,
                "fields": self.differing(request, plan, pair, stays),
                "seen": plan.newest_revisions,
                "moves": describe_moves(plan),
                "collisions": describe_collisions(plan),
                "note": request.POST.get("note", ""),
                "can_merge": not plan.refusals,
            }
        return TemplateResponse(
            request, "admin/merging/merge.html", self.merging_context(request, **context), status=status
        )

    def differing(self, request, plan, pair, stays):
        """The fields in which the two differ, each with what both say and what is chosen of it."""
        noun, mine = plan.noun, plan.sides if stays == "left" else plan.sides[::-1]
        sides = ({n: v for n, v in side.items() if n not in STATE_FIELDS} for side in mine)
        change = RowChange.between(noun, str(pair[0]), *sides)
        if not change:
            return []
        [row] = describe_patch(Patch.of([change]), root=Root(noun, pair[0]))
        asked = request.POST if request.method == "POST" else request.GET
        return [
            {
                "name": field.name,
                "label": field.label,
                "left": field.before,
                "right": field.after,
                "may_unite": can_take_both(noun, field.name),
                "chosen": asked.get(f"pick_{field.name}") or self.preselected(noun, field.name, change, stays),
            }
            for field in row.fields
        ]

    def preselected(self, noun, name, change, stays):
        """Both where that can be; else what the survivor says, or the other one where that says nothing."""
        values = {"left": change.before[name], "right": change.after[name]}
        other = "right" if stays == "left" else "left"
        if can_take_both(noun, name) and values[other] not in EMPTY:
            return "both"
        return other if values[stays] in EMPTY else stays

    # The merges there were.

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def merges_view(self, request):
        """Which were merged, by whom and why. A form takes one back."""
        if not self.has_view_permission(request):
            raise PermissionDenied(self.refusal("view"))
        if request.method == "POST":
            return self.take_merge_back(request)
        made = Merge.objects.filter(noun=self.opts.model_name).defer("patch").order_by("-id")
        found = Paginator(made, A_PAGE).get_page(request.GET.get("page"))
        there = self.called({one.survivor for one in found} | {one.loser for one in found})
        lines = [
            {
                "merge": one,
                "survivor_page": self.merging_page("change", one.survivor) if one.survivor in there else "",
                "loser_page": self.merging_page("change", one.loser) if one.loser in there else "",
            }
            for one in found
        ]
        title = f"Merged {self.opts.verbose_name_plural}"
        context = self.merging_context(request, title=title, found=found, lines=lines)
        return TemplateResponse(request, "admin/merging/merges.html", context)

    def take_merge_back(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied(self.refusal("merge"))
        merge = Merge.objects.filter(noun=self.opts.model_name, pk=number(request.POST.get("merge", ""))).first()
        if merge is None:
            raise Http404
        try:
            undone = unmerge(merge, editor=request.user, note=noted(request.POST, "note"))
        except RefusedError as error:
            self.message_user(request, f"Nothing was done. {error}", messages.ERROR)
            return HttpResponseRedirect(self.merging_page("merges"), status=303)
        self.message_user(request, f"“{merge.loser_label}” is on its own again, under its old number {merge.loser}.")
        if undone.unrestored:
            self.message_user(request, f"What was edited since stays: {' '.join(undone.unrestored)}", messages.WARNING)
        return HttpResponseRedirect(self.merging_page("merges"), status=303)

    # Possible duplicates.

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def duplicates_view(self, request):
        """List possible duplicates. A form says that two are not the same, proposes them again, or looks for duplicates."""
        if not self.has_view_permission(request):
            raise PermissionDenied(self.refusal("view"))
        if request.method == "POST":
            return self.decide_duplicates(request)
        apart = request.GET.get("state") == DuplicateState.NOT_THE_SAME
        state = DuplicateState.NOT_THE_SAME if apart else DuplicateState.PROPOSED
        of_noun = DuplicatePair.objects.filter(noun=self.opts.model_name, state=state).select_related("decided_by")
        found = Paginator(of_noun.order_by("id"), A_PAGE).get_page(request.GET.get("page"))
        called = self.called({key for one in found for key in (one.left, one.right)})
        lines = [
            {
                "pair": one,
                "two": [
                    (called[key], self.merging_page("change", key)) for key in (one.left, one.right) if key in called
                ],
                "there": {one.left, one.right} <= called.keys(),
            }
            for one in found
        ]
        context = {
            "title": f"Possible duplicates: {self.opts.verbose_name_plural}",
            "found": found,
            "lines": lines,
            "apart": apart,
            "may_look": self.few(),
            "command": f"manage.py find_duplicates {self.opts.model_name}",
        }
        return TemplateResponse(request, "admin/merging/duplicates.html", self.merging_context(request, **context))

    def few(self):
        """Whether a page may look through all of them itself."""
        return self.model._base_manager.order_by()[: MOST_ROWS_SEARCHED + 1].count() <= MOST_ROWS_SEARCHED

    def decide_duplicates(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied(self.refusal("merge"))
        act, noun = request.POST.get("do"), self.opts.model_name
        page = self.merging_page("duplicates")
        if act == "look" and self.few():
            found = find_duplicates(noun)
            gone = f" {found.withdrawn} no longer hold and went." if found.withdrawn else ""
            self.message_user(request, f"{found.summary}.{gone}")
        elif act in ("apart", "again"):
            keys = [number(request.POST.get(side, "")) for side in SIDES]
            if None in keys:
                raise Http404
            done = decide_pair(noun=noun, left=keys[0], right=keys[1], are_same=act == "again", editor=request.user)
            said = "Proposed again." if act == "again" else "They are two. They won’t be proposed again."
            self.message_user(request, said if done else "That was decided already.")
            for row, other in zip(keys, reversed(keys), strict=True) if done else ():
                judged = "likely the same as" if act == "again" else "not the same as"
                add_note(self.model(pk=row), f"Judged {judged} number {other}.", editor=request.user)
            page += f"?state={DuplicateState.NOT_THE_SAME}" if act == "again" else ""
        else:
            self.message_user(request, NO_ACTION, messages.ERROR)
        return HttpResponseRedirect(page, status=303)


def number(text):
    """A whole number of a form, or None."""
    return int(text) if is_number(text) else None
