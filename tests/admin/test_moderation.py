"""The queue of comments: each is decided on by one button, and the last decision is taken back by another."""

import pytest

from catalog.models import Comment, CommentState
from tests.admin.desk_forms import address, once_key
from tests.factories import make_comment

QUEUE = address("comment", "changelist")


def decide(browser, words):
    page = browser.get(QUEUE)
    fields = {"_once": once_key(page), "_seen": page.context["seen_revisions"], "_decide": words}
    return browser.post(QUEUE, fields, follow=True)


@pytest.mark.parametrize("state", [CommentState.APPROVED, CommentState.REJECTED, CommentState.SPAM])
def test_a_button_decides_on_one_comment_and_undo_lets_it_wait_again(moderators_desk, moderator, film, state):
    comment, other_comment = (
        make_comment(film, state=CommentState.PENDING),
        make_comment(film, state=CommentState.PENDING),
    )
    assert f'value="{state} {comment.pk}"' in moderators_desk.get(QUEUE).text
    response = decide(moderators_desk, f"{state} {comment.pk}")
    assert f"now {state.label}." in response.text
    comment.refresh_from_db()
    other_comment.refresh_from_db()
    assert (comment.state, comment.moderated_by) == (state, moderator)
    assert other_comment.state == CommentState.PENDING
    response = decide(moderators_desk, "undo")
    comment.refresh_from_db()
    assert (comment.state, comment.moderated_by, comment.moderated_at) == (CommentState.PENDING, None, None)
    assert 'value="undo"' not in response.text


@pytest.mark.parametrize(
    "words", ["undo", "approved", "approved 999999", "burnt {}", "approved x", "approved " + "9" * 40, ""]
)
def test_a_forged_button_decides_nothing(moderators_desk, film, words):
    comment = make_comment(film, state=CommentState.PENDING)
    assert "Nothing was decided" in decide(moderators_desk, words.format(comment.pk)).text
    comment.refresh_from_db()
    assert comment.state == CommentState.PENDING


def test_who_may_not_decide_sees_no_button_and_is_refused(desk, film):
    comment = make_comment(film, state=CommentState.PENDING)
    page = desk.get(QUEUE)
    if page.status_code == 200:
        assert "_decide" not in page.text
    assert desk.post(QUEUE, {"_decide": f"approved {comment.pk}"}).status_code == 403
    assert Comment.objects.get().state == CommentState.PENDING


def test_the_queue_shows_a_comment_whole_with_its_film_and_spoiler_level(moderators_desk, film):
    comment = make_comment(film, state=CommentState.PENDING, body="w" * 900 + "\nthe end", spoiler_level=3)
    text = moderators_desk.get(QUEUE).text
    for words in ("w" * 900 + "<br>the end", str(film), comment.get_spoiler_level_display()):
        assert words in text
