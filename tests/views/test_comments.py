import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from catalog.models import Comment, CommentState, SpoilerLevel
from tests.factories import make_comment, make_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, film):
    def send(**fields):
        form = {"name": "Ann", "body": "I liked it."} | fields
        return client.post(reverse("film_comments", args=[film.pk, film.slug]), form)

    return send


def page(client, film):
    return client.get(film.get_absolute_url()).content.decode()


def test_a_comment_waits_for_approval_and_the_visitor_is_told_so(client, film, send):
    response = send()
    assert (response.status_code, response["Location"]) == (303, film.get_absolute_url() + "#comments")
    assert Comment.objects.get().state == CommentState.PENDING
    html = page(client, film)
    assert "Your comment will be shown once an editor has read it." in html
    assert "I liked it." not in html


def test_an_approved_comment_is_shown(client, film, send):
    send(body="I liked it.\r\n\r\nVery much.")
    Comment.objects.moderate(CommentState.APPROVED, None)
    assert "<p>I liked it.</p>\n\n<p>Very much.</p>" in page(client, film)


def test_a_comment_is_plain_text(client, film):
    make_comment(film, name="<i>Ann</i>", body="<script>alert(1)</script> https://example.org/")
    html = page(client, film)
    assert "&lt;i&gt;Ann&lt;/i&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; https://example.org/" in html
    assert 'href="https://example.org' not in html


def test_a_comment_that_gives_the_story_away_is_folded(client, film, send):
    send(body="He gets home.", spoiler="on")
    Comment.objects.moderate(CommentState.APPROVED, None)
    assert Comment.objects.get().spoiler_level == SpoilerLevel.ENDING
    html = page(client, film)
    fold = html[html.index('<details class="spoiler">') : html.index("</details>")]
    assert "He gets home." in fold
    assert html.count("He gets home.") == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"name": ""}, "Write a name; any will do."),
        ({"body": " \r\n "}, "Write your comment here."),
        ({"name": "x" * 81}, "Shorten this to 80 characters; it has 81."),
        ({"body": "x" * 5001}, "Shorten this to 5000 characters; it has 5001."),
        ({"body": "a\0b"}, "There is a character in this that no text can have."),
        ({"name": "a\0b"}, "There is a character in this that no text can have."),
        ({"website": "a\0b"}, "Your comment is not sent yet."),
    ],
)
def test_a_comment_that_cannot_be_taken_is_shown_again_with_the_reason(send, fields, problem):
    response = send(**{"name": "Typed name", "body": "Typed body"} | fields)
    html = response.content.decode()
    assert response.status_code == 400
    assert problem in html
    assert ("Typed name" in html) == ("name" not in fields)
    assert ("Typed body" in html) == ("body" not in fields)
    assert not Comment.objects.exists()


def test_a_line_end_counts_as_one_character_as_it_does_in_the_browser(send):
    assert send(body="x\r\n" * 2499 + "xx").status_code == 303


def test_who_fills_the_trap_is_thanked_and_kept_as_spam(client, film, send):
    assert send(website="https://example.org/").status_code == 303
    assert Comment.objects.get().state == CommentState.SPAM
    assert "Thank you." in page(client, film)


def test_too_many_comments_are_refused_until_later_and_what_was_typed_is_kept(send, settings):
    settings.LIMITS = {"vote": "1/hour", "comment": "1/hour"}
    send()
    response = send(body="My second thought")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "which is the limit" in response.content.decode()
    assert "My second thought" in response.content.decode()
    assert Comment.objects.count() == 1


def test_a_film_that_is_not_published_takes_no_comment(client):
    draft = make_film(state="draft")
    address = f"/films/{draft.pk}-{draft.slug}/comments/"
    assert client.post(address, {"name": "Ann", "body": "Hm."}).status_code == 404
    assert not Comment.objects.exists()


def test_the_newest_comments_are_shown_and_all_are_counted(client, film):
    for number in range(52):
        make_comment(film, body=f"Thought {number:03}.")
    html = page(client, film)
    assert "The newest 50 of 52." in html
    assert "Thought 051." in html
    assert "Thought 001." not in html


def test_a_state_that_is_sent_along_is_not_believed(send):
    send(state="approved")
    assert Comment.objects.get().state == CommentState.PENDING


def test_the_same_comment_sent_again_is_thanked_for_and_saved_once(client, film, send):
    send(body="I liked it.\r\nVery much.")
    page(client, film)
    assert send(name=" Ann  ", body="I liked it.\nVery much. ").status_code == 303
    assert "Thank you." in page(client, film)
    assert Comment.objects.count() == 1


def test_the_same_comment_sent_again_does_not_count_against_the_limit(send, settings):
    settings.LIMITS = settings.LIMITS | {"comment": "2/hour"}
    for _ in range(4):
        assert send().status_code == 303
    assert send(body="My second thought").status_code == 303
    assert send().status_code == 303
    assert send(body="My third thought").status_code == 429


@pytest.mark.parametrize("fields", [{"name": "Bob"}, {"body": "I liked it!"}])
def test_another_name_and_other_words_are_another_comment(send, fields):
    send()
    send(**fields)
    assert Comment.objects.count() == 2


def test_the_same_comment_on_another_film_is_another_one(client, send):
    send()
    client.post(make_film().get_absolute_url() + "comments/", {"name": "Ann", "body": "I liked it."})
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("state", CommentState)
def test_a_comment_that_was_decided_on_waits_for_no_second_decision(send, state):
    send()
    Comment.objects.moderate(state, None)
    assert send(spoiler="on").status_code == 303
    comment = Comment.objects.get()
    assert comment.state == state
    assert (comment.spoiler_level == SpoilerLevel.ENDING) == (state == CommentState.PENDING)


def test_a_comment_that_an_editor_deleted_or_that_is_a_day_old_may_be_sent_anew(send):
    send()
    Comment.objects.all().delete()
    send()
    assert Comment.objects.count() == 1
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))
    send()
    assert Comment.objects.count() == 2


def test_a_comment_that_turns_out_to_give_the_story_away_is_folded_when_its_writer_says_so(send):
    send()
    send(spoiler="on")
    send()
    assert Comment.objects.get().spoiler_level == SpoilerLevel.ENDING


def test_all_comments_are_reached_by_pages_the_newest_first(client, film):
    for number in range(51):
        make_comment(film, body=f"Thought {number}.")
    make_comment(film, body="Not yet read.", state="pending")
    address = f"{film.get_absolute_url()}comments/"
    assert "The newest 50 of 51." in page(client, film)
    assert f'<a href="{address}">All comments</a>' in page(client, film)
    first_page, second_page = (client.get(f"{address}?page={number}").content.decode() for number in (1, 2))
    assert "Thought 50." in first_page
    assert "Thought 0." not in first_page
    assert 'href="?page=2"' in first_page
    assert re.findall(r"Thought \d+\.", second_page) == ["Thought 0."]
    assert "Not yet read." not in first_page + second_page
    assert f'<link rel="canonical" href="{settings.SITE_URL}{address}?page=2">' in second_page
    assert client.get(f"{address}?page=3").status_code == 404


def test_the_page_of_comments_folds_what_tells_more_than_the_reader_wants(client, film):
    make_comment(film, name="Ann", body="He dies.", spoiler_level=3)
    html = client.get(f"{film.get_absolute_url()}comments/").content.decode()
    assert "dies" not in re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    client.cookies["wayback_spoilers"] = "3"
    response = client.get(f"{film.get_absolute_url()}comments/")
    assert '<details class="spoiler"' not in response.content.decode()
    assert "private" in response["Cache-Control"]


def test_a_comment_can_be_sent_from_the_page_of_comments(client, film):
    html = client.get(f"{film.get_absolute_url()}comments/").content.decode()
    assert f'action="{film.get_absolute_url()}comments/#comments"' in html


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/search/?q=" + "x" * 201, "Shorten this to 200 characters; it has 201."),
        ("/people/?q=" + "x" * 201, "Shorten this to 200 characters; it has 201."),
        ("/films/?year=1700", "Write 1800 or more."),
        ("/films/?year_max=2300", "Write 2200 or less."),
        ("/films/?rating_min=6", "Write 5 or less."),
        ("/films/?q=a%00b", "There is a character in this that no text can have."),
        ("/sources/?q=a%00b", "There is a character in this that no text can have."),
    ],
)
def test_forms_of_visitors_refuse_in_words_of_this_site(client, address, words):
    response = client.get(address)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert "Ensure this value" not in response.content.decode()
