"""A table is mapped at the desk, its names are decided on, and then it comes in; nothing is known by a name alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalog.models import Credit, Film, Import, ImportDecision, ImportMapping, ImportStatus
from catalog.queue import worker
from tests.admin.desk_forms import address
from tests.factories import make_person

pytestmark = pytest.mark.django_db
TABLE = "Titel;Jahr;Regie;Wo\nMetropolis;1927;Lang, Fritz;Ufa\nM;1931;Lang, Fritz;Nero\n"


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.IMPORT_ROOT = tmp_path / "imports"


def upload(desk, text=TABLE):
    file = SimpleUploadedFile("films.csv", text.encode())
    response = desk.post(address("import", "add"), {"format": "table", "state": "draft", "files": [file]})
    assert response.status_code == 303, response.text
    return Import.objects.get()


def page(name, of_import):
    return address("import", name, of_import.pk)


def mapping_of_page(desk, of_import, **fields):
    """Return what the form of the mapping sends as it is, with some fields changed."""
    form = desk.get(page("mapping", of_import)).context["form"]
    values = {name: form[name].initial for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)} | form.reading_values | fields


def send_mapping(desk, of_import, **fields):
    response = desk.post(page("mapping", of_import), mapping_of_page(desk, of_import, **fields))
    assert response.status_code == 303, response.text
    worker.work_off()


def test_the_page_shows_the_first_rows_and_what_each_column_is_taken_for(desk):
    of_import = upload(desk)
    assert of_import.status == ImportStatus.UPLOADED
    response = desk.get(page("mapping", of_import))
    assert "Metropolis" in response.text
    form = response.context["form"]
    assert [form[f"target-{place}"].initial for place in range(4)] == [
        "film.title",
        "film.given_date",
        "film.people.director",
        "",
    ]
    assert form["form-2"].initial == "Family, Given"


def test_a_table_is_mapped_decided_on_and_brought_in(desk):
    person = make_person(name="Fritz Lang")
    of_import = upload(desk)
    send_mapping(desk, of_import, **{"target-3": "film.companies.production", "name": "club"})
    assert ImportMapping.objects.get().name == "club"
    of_import.refresh_from_db()
    assert (of_import.status, of_import.counts["refused"]) == (ImportStatus.CHECKED, 2)
    assert ImportDecision.objects.filter(choice="ask").count() == 5
    assert page("decisions", of_import) in desk.get(page("change", of_import)).text
    names = {line["row"].name: line for line in desk.get(page("decisions", of_import)).context["names"]}
    assert names["Fritz Lang"]["proposal"] == f"same {person.pk}"
    fields = {f"name-{line['row'].pk}": "new" for line in names.values()}
    fields[f"name-{names['Fritz Lang']['row'].pk}"] = str(person.pk)
    desk.post(page("decisions", of_import), fields | {"do": "keep"})
    desk.post(page("decisions", of_import), {"do": "check"})
    worker.work_off()
    of_import.refresh_from_db()
    assert (of_import.counts.get("created"), of_import.counts.get("refused", 0)) == (2, 0)
    desk.post(page("change", of_import), {"do": "bring_in"})
    worker.work_off()
    assert sorted(Film.objects.values_list("title", "year")) == [("M", 1931), ("Metropolis", 1927)]
    assert set(Credit.objects.values_list("person", flat=True)) == {person.pk}


def test_all_names_that_nobody_here_nearly_has_are_new_at_one_press(desk):
    make_person(name="Fritz Lang")
    of_import = upload(desk)
    send_mapping(desk, of_import)
    desk.post(page("decisions", of_import), {"do": "new"})
    assert set(ImportDecision.objects.filter(choice="ask").values_list("name", flat=True)) == {"Fritz Lang"}


def test_a_mapping_that_tells_no_film_is_refused_with_what_was_chosen(desk):
    of_import = upload(desk)
    response = desk.post(page("mapping", of_import), mapping_of_page(desk, of_import, **{"target-1": "film.logline"}))
    assert response.status_code == 409
    assert "film.given_date" in response.text
    assert response.context["form"]["target-1"].value() == "film.logline"


def test_a_number_of_nobody_decides_nothing_and_is_told(desk):
    of_import = upload(desk)
    send_mapping(desk, of_import)
    row = ImportDecision.objects.get(name="Fritz Lang")
    fields = {"do": "keep", f"name-{row.pk}": "number", f"number-{row.pk}": "999999"}
    response = desk.post(page("decisions", of_import), fields, follow=True)
    assert "no person of this number" in response.text
    row.refresh_from_db()
    assert row.choice == "ask"


def test_a_table_is_read_anew_in_another_way(desk):
    of_import = upload(desk, "Name;Born;Died\nFritz Lang;1890;1976\n")
    response = desk.get(page("mapping", of_import), {"noun": "film", "separator": ";"})
    assert response.context["form"].mapping.noun == "film"
    response = desk.get(page("mapping", of_import), {"encoding": "klingon"})
    assert response.status_code == 409
    assert "no encoding" in response.text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_template_is_downloaded(desk, kind):
    response = desk.get(address("import", "template", "film", kind))
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="film.{kind}"'
