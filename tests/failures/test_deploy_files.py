"""What nginx and systemd say of the files in `deploy/`, and where these have to agree with the application."""

import re
import subprocess

import pytest
from django.conf import settings

from tests.failures.deployment import INSTALLED, NGINX_SITE, UNIT, nginx_command, write_nginx_files
from tests.failures.servers import PROJECT
from wayback.bodies import DESK_BYTES, PUBLIC_BYTES

# systemd counts an exposure of 10.0 as 100.
MOST_EXPOSURE = 15


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)  # noqa: S603


@pytest.fixture
def units(tmp_path):
    """The units with the paths of this project, because systemd looks whether their programs exist."""
    for file in UNIT.parent.glob("wayback*.s*"):
        (tmp_path / file.name).write_text(file.read_text().replace(INSTALLED, str(PROJECT)))
    return tmp_path


def test_nginx_accepts_the_site_without_a_warning(tmp_path):
    write_nginx_files(tmp_path / "nginx", tmp_path / "wayback.sock", "127.0.0.1:8080", "127.0.0.1:8443")
    check = run(*nginx_command(tmp_path / "nginx"), "-t")
    assert check.returncode == 0, check.stderr
    assert "[warn]" not in check.stderr


def test_systemd_accepts_the_units_without_a_word(units):
    check = run("systemd-analyze", "verify", "--man=no", *map(str, sorted(units.iterdir())))
    assert (check.returncode, check.stdout + check.stderr) == (0, "")


@pytest.mark.parametrize("name", [UNIT.name, "wayback-worker.service"])
def test_the_services_have_few_rights(units, name):
    service = str(units / name)
    check = run("systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSURE}", service)
    assert check.returncode == 0, check.stdout


def test_nginx_bounds_bodies_as_the_application_does():
    sizes = re.findall(r"client_max_body_size (\d+)([km]);", NGINX_SITE.read_text())
    units = {"k": 1024, "m": 1024 * 1024}
    assert [int(number) * units[unit] for number, unit in sizes] == [PUBLIC_BYTES, DESK_BYTES, settings.IMPORT_BYTES]
