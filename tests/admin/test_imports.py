"""Films are brought in at the desk: uploaded, checked, brought in, and taken back; nothing is in the catalogue before somebody says so."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from catalog.exchange.bringing_in.proposals import open_proposals
from catalog.models import Film, Import, ImportLine, ImportProposal, ImportStatus, Revision
from catalog.queue import worker
from tests.admin.desk_forms import address
from tests.edits import save_fields

pytestmark = pytest.mark.django_db
COLUMNS = ["id", "title", "release_date", "runtime", "genres", "spoken_languages", "original_title"]


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.IMPORT_ROOT = tmp_path / "imports"
    return settings.IMPORT_ROOT


def tmdb(*rows, name="movies.csv"):
    """Return a file of TMDB with films of these ids, titles and running times."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for number, title, runtime in rows:
        writer.writerow(
            {"id": number, "title": title, "release_date": "1926-01-01", "runtime": runtime, "genres": json.dumps([])}
        )
    return SimpleUploadedFile(name, text.getvalue().encode())


def upload(desk, *files, **fields):
    return desk.post(address("import", "add"), {"format": "tmdb", "state": "draft", "files": list(files)} | fields)


def page(of_import=None):
    return address("import", "change", (of_import or Import.objects.get()).pk)


def press(desk, button):
    response = desk.post(page(), {"do": button})
    assert response.status_code == 303, response.text
    worker.work_off()


def bring_in(desk, *files, **fields):
    upload(desk, *files, **fields)
    worker.work_off()
    press(desk, "bring_in")


def test_an_upload_is_checked_and_nothing_comes_in(desk):
    response = upload(desk, tmdb((1, "Lulu", 90), (2, "Nosferatu", 94)))
    assert (response.status_code, response["Location"]) == (303, page())
    assert Import.objects.get().status == ImportStatus.WAITING
    worker.work_off()
    of_import = Import.objects.get()
    assert of_import.status == ImportStatus.CHECKED
    assert of_import.counts["created"] == 2
    assert not Film.objects.exists()
    page_text = desk.get(page()).text
    assert "What would be done" in page_text
    assert "Lulu" in page_text


def test_what_was_checked_is_brought_in_by_a_button_and_its_files_go(desk, editor, private_folder):
    bring_in(desk, tmdb((1, "Lulu", 90), (2, "Nosferatu", 94)))
    assert set(Film.objects.values_list("title", "state")) == {("Lulu", "draft"), ("Nosferatu", "draft")}
    of_import = Import.objects.get()
    assert (of_import.status, of_import.by) == (ImportStatus.DONE, editor)
    assert of_import.counts["created"] == 2
    assert not list(private_folder.iterdir())


def test_refused_values_stand_on_the_page_with_their_place_and_in_the_sheet(desk):
    upload(desk, tmdb((1, "Lulu", "ninety")))
    worker.work_off()
    line = ImportLine.objects.exclude(outcome__in=["created"]).get()
    page_text = desk.get(page() + f"?outcome={line.outcome}").text
    assert line.expected in page_text.replace("&#x27;", "'")
    assert "ninety" in page_text
    sheet = b"".join(desk.get(address("import", "report", Import.objects.get().pk)).streaming_content).decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["value"] for row in rows if row["outcome"] == line.get_outcome_display()] == ["ninety"]
    assert len(rows) == ImportLine.objects.count()


def test_an_import_is_taken_back_after_a_page_that_says_what_stays(desk):
    bring_in(desk, tmdb((1, "Lulu", 90), (2, "Nosferatu", 94)))
    film = Film.objects.get(title="Lulu")
    save_fields(film, logline="A box is opened.")
    undo_page = address("import", "undo", Import.objects.get().pk)
    question = desk.get(undo_page).text
    assert "Lulu" in question
    assert "Nosferatu" not in question
    assert desk.post(undo_page).status_code == 303
    assert "It is being taken back." in desk.get(page()).text
    worker.work_off()
    assert [film.title for film in Film.objects.all()] == ["Lulu"]
    assert Import.objects.get().status == ImportStatus.UNDONE
    assert "somebody has changed it since" in desk.get(page() + "?outcome=kept").text


def test_an_import_that_waits_is_cancelled_at_once_and_the_worker_leaves_it(desk, private_folder):
    upload(desk, tmdb((1, "Lulu", 90)))
    press(desk, "cancel")
    assert Import.objects.get().status == ImportStatus.CANCELLED
    assert not list(private_folder.iterdir())
    assert not Film.objects.exists()


def test_what_has_moved_on_meanwhile_is_not_done_again(desk):
    bring_in(desk, tmdb((1, "Lulu", 90)))
    response = desk.post(page(), {"do": "bring_in"})
    assert response.status_code == 409
    assert Film.objects.count() == 1


def test_a_form_that_is_sent_twice_uploads_once(desk):
    for _ in range(2):
        upload(desk, tmdb((1, "Lulu", 90)), _once="k" * 22)
    assert Import.objects.count() == 1
    assert DBTaskResult.objects.count() == 1


def test_an_editor_can_not_choose_published_and_a_reviewer_can(desk, reviewers_desk):
    response = upload(desk, tmdb((1, "Lulu", 90)), state="published")
    assert response.status_code == 200
    assert not Import.objects.exists()
    bring_in(reviewers_desk, tmdb((1, "Lulu", 90)), state="published")
    assert Film.objects.published().count() == 1


def test_an_editor_can_not_bring_in_what_a_reviewer_uploaded_as_published(desk, reviewers_desk):
    upload(reviewers_desk, tmdb((1, "Lulu", 90)), state="published")
    worker.work_off()
    response = desk.post(page(), {"do": "bring_in"})
    assert response.status_code == 409
    assert "may not publish" in response.text
    assert Import.objects.get().status == ImportStatus.CHECKED


def test_a_moderator_sees_imports_and_changes_none(desk, moderators_desk):
    upload(desk, tmdb((1, "Lulu", 90)))
    assert moderators_desk.get(page()).status_code == 200
    assert 'name="do"' not in moderators_desk.get(page()).text
    assert moderators_desk.post(page(), {"do": "cancel"}).status_code == 403
    assert moderators_desk.get(address("import", "add")).status_code == 403
    assert upload(moderators_desk, tmdb((1, "Lulu", 90))).status_code == 403


@pytest.mark.parametrize("fields", [{"format": "nonsense"}, {"files": []}, {"votes": "many"}, {"state": "withdrawn"}])
def test_a_form_that_says_nonsense_is_shown_again(desk, fields):
    response = upload(desk, tmdb((1, "Lulu", 90)), **fields)
    assert response.status_code == 200
    assert "Nothing was uploaded" in response.text
    assert not Import.objects.exists()


def test_two_files_of_one_name_are_refused(desk):
    response = upload(desk, tmdb((1, "Lulu", 90)), tmdb((2, "Nosferatu", 94)))
    assert "Two files are called movies.csv" in response.text


def test_answers_of_one_name_are_numbered(desk):
    film = {"imdb_id": "", "original_title": "", "runtime": 90, "status": "Released", "genres": [], "budget": 0}
    answers = [
        SimpleUploadedFile("get.json", json.dumps(film | {"id": number, "title": f"Film {number}"}).encode())
        for number in (1, 2, 3)
    ]
    bring_in(desk, *answers)
    assert {file["name"] for file in Import.objects.get().files} == {"get.json", "get (2).json", "get (3).json"}
    assert set(Film.objects.values_list("title", flat=True)) == {"Film 1", "Film 2", "Film 3"}


def test_of_a_table_the_columns_are_asked_for_at_once(desk):
    table = SimpleUploadedFile("films.csv", b"Title,Year\nLulu,1929\n")
    response = upload(desk, table, format="table")
    assert response["Location"] == address("import", "mapping", Import.objects.get().pk)


def test_files_lie_in_a_folder_that_no_address_leads_to(desk, private_folder, settings):
    upload(desk, tmdb((1, "Lulu", 90)), _once="")
    (file,) = private_folder.rglob("movies.csv")
    assert not file.is_relative_to(settings.MEDIA_ROOT)
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_file_that_is_not_of_the_format_fails_with_a_reason(desk):
    upload(desk, SimpleUploadedFile("movies.csv", b"a;b\n1;2\n"))
    worker.work_off()
    of_import = Import.objects.get()
    assert of_import.status in (ImportStatus.FAILED, ImportStatus.CHECKED)
    assert of_import.fault or of_import.counts.get("refused")


def test_the_page_shows_how_far_an_import_is_without_a_script(desk):
    upload(desk, tmdb((1, "Lulu", 90)))
    page_text = desk.get(page()).text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page_text
    Import.objects.update(
        status=ImportStatus.RUNNING, read_records=100, read_bytes=50, total_bytes=100, began_at="2026-01-01T00:00:00Z",
        alive_at="2026-01-01T00:00:10Z",
    )  # fmt: skip
    part = desk.get(address("import", "progress", Import.objects.get().pk)).text
    assert "100 records read, 10 a second, about 10 seconds left" in part
    assert 'value="50"' in part
    Import.objects.update(status=ImportStatus.DONE)
    assert "moving" not in desk.get(address("import", "progress", Import.objects.get().pk)).text


def test_what_a_dead_worker_left_is_gone_on_with(desk):
    upload(desk, tmdb((1, "Lulu", 90)))
    worker.next_job()
    Import.objects.update(status=ImportStatus.CHECKING)
    worker.queue_anew()
    worker.work_off()
    assert Import.objects.get().status == ImportStatus.CHECKED


def test_an_import_over_which_the_worker_dies_again_and_again_is_given_up(desk):
    upload(desk, tmdb((1, "Lulu", 90)))
    for _ in range(10):
        worker.next_job()
        worker.queue_anew()
    worker.work_off()
    of_import = Import.objects.get()
    assert of_import.status == ImportStatus.FAILED
    assert "given up" in of_import.fault


def test_the_first_page_of_the_desk_tells_its_owner_of_an_import(desk, reviewers_desk):
    bring_in(desk, tmdb((1, "Lulu", 90)))
    assert f'href="{page()}"' in desk.get(reverse("admin:index")).text
    assert f'href="{page()}"' not in reviewers_desk.get(reverse("admin:index")).text


def test_the_history_of_a_film_leads_to_its_import(desk):
    bring_in(desk, tmdb((1, "Lulu", 90)))
    film = Film.objects.get()
    assert f'href="{page()}"' in desk.get(address("film", "history", film.pk)).text


# Proposals.


@pytest.fixture
def proposal(desk):
    """A title that an import says otherwise than an editor."""
    bring_in(desk, tmdb((1, "Lulu", 90)))
    film = Film.objects.get()
    save_fields(film, title="Pandora’s Box")
    Import.objects.all().update(by=None)
    upload(desk, tmdb((1, "Loulou", 90), name="later.csv"))
    worker.work_off()
    later = Import.objects.first()
    desk.post(page(later), {"do": "bring_in"})
    worker.work_off()
    return open_proposals(later).get(value="Loulou")


def test_an_editor_takes_a_proposal_over(desk, proposal):
    list_page = address("importproposal", "changelist")
    assert "Loulou" in desk.get(list_page).text
    assert desk.post(list_page, {"do": f"take {proposal.pk}"}).status_code == 303
    film = Film.objects.get()
    assert film.title == "Loulou"
    assert Revision.objects.of("film", film.pk).first().editor_name == "edda"
    assert "Loulou" not in desk.get(list_page).text


def test_proposals_are_declined_together(desk, proposal):
    list_page = address("importproposal", "changelist")
    assert desk.post(list_page, {"do": "decline", "proposal": [proposal.pk]}).status_code == 303
    assert Film.objects.get().title == "Pandora’s Box"
    assert ImportProposal.objects.get(pk=proposal.pk).state == "declined"
    assert "Loulou" in desk.get(f"{list_page}?state=declined").text


def test_what_was_decided_already_is_told(desk, proposal):
    list_page = address("importproposal", "changelist")
    desk.post(list_page, {"do": "decline", "proposal": [proposal.pk]})
    response = desk.post(list_page, {"do": "take", "proposal": [proposal.pk]}, follow=True)
    assert "decided this already" in response.text
    assert Film.objects.get().title == "Pandora’s Box"


def test_the_form_of_a_film_leads_to_its_proposals(desk, proposal):
    film = Film.objects.get()
    page_text = desk.get(address("film", "change", film.pk)).text
    assert f"{address('importproposal', 'changelist')}?noun=film&amp;key={film.pk}" in page_text


def test_a_moderator_decides_on_no_proposal(moderators_desk, proposal):
    list_page = address("importproposal", "changelist")
    assert "Take it over" not in moderators_desk.get(list_page).text
    assert moderators_desk.post(list_page, {"do": f"take {proposal.pk}"}).status_code == 403
