"""An import that is killed at any moment goes on when it is started again, and makes the catalogue of one that nothing disturbed."""

import csv
import json
import subprocess
import sys

import pytest

from tests.failures.conftest import postgres_copy, sqlite_copy
from tests.failures.servers import PROJECT

FILMS, KILLS, SEED = 300, 20, 16
SCRIPT = PROJECT / "tests" / "failures" / "killed_import.py"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Two tables of films and credits as TMDB writes them; people work on several films."""
    folder = tmp_path_factory.mktemp("films")
    films, credits_of_films = [], []
    for number in range(1, FILMS + 1):
        films.append(
            {
                "id": number,
                "title": f"Film {number}",
                "original_title": "",
                "original_language": "en",
                "release_date": "2010-01-21",
            }
        )
        cast = [
            {"id": number + place, "name": f"Person {number + place}", "order": place, "character": f"Role {place}"}
            for place in range(3)
        ]
        crew = [{"id": number, "name": f"Person {number}", "department": "Directing", "job": "Director"}]
        credits_of_films.append({"movie_id": number, "cast": json.dumps(cast), "crew": json.dumps(crew)})
    for name, rows in (("tmdb_5000_movies.csv", films), ("tmdb_5000_credits.csv", credits_of_films)):
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return folder


def run_killed(site, folder, kill_count):
    """Return {"kills": how often it was killed, "contents": what the catalogue holds}."""
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "wayback.settings", "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, str(SCRIPT), str(folder), str(kill_count), str(SEED)]
    return json.loads(subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_an_import_killed_at_twenty_random_moments_makes_the_same_catalogue(request, kind, files, tmp_path):
    copy = {"sqlite": sqlite_copy, "postgres": postgres_copy}[kind]
    template = request.getfixturevalue(f"{kind}_template")
    with copy(template, tmp_path / "quiet") as quiet_site, copy(template, tmp_path / "killed") as killed_site:
        quiet, disturbed = run_killed(quiet_site, files, 0), run_killed(killed_site, files, KILLS)
    assert disturbed["kills"] == KILLS
    assert quiet["contents"].keys() == disturbed["contents"].keys()
    for noun, rows in quiet["contents"].items():
        assert disturbed["contents"][noun] == rows, noun
    assert sum('"title": "Film' in row for row in quiet["contents"]["film"]) == FILMS
