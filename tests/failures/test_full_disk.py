"""A full disk: reads go on, writes answer 503 with what to do, and all heals when there is room, also past a restart.

The disk holds the database, the pictures, the temporary folder and the log of the server.
"""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from tests.failures.browsers import Browser, password_of
from tests.failures.clusters import copy_database, own_cluster
from tests.failures.conftest import database_url, site_at
from tests.failures.disks import small_disk
from tests.failures.servers import quickstart_server

FILM = "/films/1-the-way-back/"
RATING = "/api/v1/films/1/rating/"
PUBLIC_PAGES = [
    *("/", "/films/", FILM, f"{FILM}credits/", f"{FILM}synopses/", "/people/", "/people/?sort=name", "/top/"),
    *("/search/?q=way", "/search/?q=siberia", "/sitemap.xml", "/feeds/films/"),
    *("/api/v1/films/", "/api/v1/films/1/?include=credits", "/api/v1/search/?q=way", RATING),
]
DESK_PAGES = [
    *("/admin/", "/admin/catalog/film/", "/admin/catalog/film/1/change/", "/admin/catalog/person/"),
    *("/admin/catalog/source/1/change/", "/admin/catalog/source/1/history/", "/admin/catalog/image/add/"),
]


@pytest.fixture(params=["sqlite", "postgres"])
def disk_and_site(request):
    """A site whose files are all on a small disk, on each database."""
    with small_disk(160) as disk:
        disk.folder.joinpath("tmp").mkdir()
        home = disk.folder / "home"
        if request.param == "sqlite":
            shutil.copytree(request.getfixturevalue("sqlite_template"), home)
            yield disk, site_at(home, f"sqlite:///{home}/db.sqlite3"), None
        else:
            template_home, template = request.getfixturevalue("postgres_template")
            shutil.copytree(template_home, home)
            with own_cluster(disk) as cluster:
                copy_database(database_url(template), cluster.url)
                yield disk, site_at(home, cluster.url), cluster


@contextmanager
def server_on(disk, site):
    with quickstart_server(site, TMPDIR=str(disk.folder / "tmp"), LIMIT_COMMENTS="10000/hour") as server:
        yield server


def picture_file():
    """Return a picture of several megabytes, for which a server takes its temporary folder."""
    file = ContentFile(b"", "picture.png")
    Image.linear_gradient("L").resize((1000, 900)).convert("RGB").save(file, "png", compress_level=0)
    file.seek(0)
    return file


class Visitor:
    """Sends all kinds of writes, and counts the votes that the site acknowledged."""

    def __init__(self, server):
        self.server, self.votes, self.comments = server, 0, 0
        self.editor = Browser(server)

    def vote_on_the_page(self):
        answer = Browser(self.server).send(f"{FILM}rating/", stars=4)
        self.votes += answer.status == 303
        return answer

    def vote_by_the_api(self):
        answer = Browser(self.server).send_json(RATING, "PUT", {"stars": 3})
        self.votes += answer.status == 200
        return answer

    def comment(self):
        # One that was sent already would need no room.
        self.comments += 1
        return Browser(self.server).send(f"{FILM}comments/", name=f"Ann {self.comments}", body="word " * 900)

    def save_source(self):
        return self.editor.send("/admin/catalog/source/add/", title="A book", kind="book", note="word " * 9000)

    def upload_picture(self):
        fields = {"person": 1, "kind": "portrait", "alt": "A face", "spoiler_level": 0, "position": 9, "state": "draft"}
        return self.editor.upload("/admin/catalog/image/add/", **fields, file=picture_file())

    def log_in(self):
        return Browser(self.server).log_in("reviewer", self.password)

    def statuses(self):
        """Return {a kind of write: the status of its success}."""
        return {
            self.vote_on_the_page: 303,
            self.vote_by_the_api: 200,
            self.comment: 303,
            self.save_source: 302,
            self.upload_picture: 302,
            self.log_in: 302,
        }

    def stored_votes(self):
        return json.loads(Browser(self.server).ask(RATING).body)["count"]


def assert_writes(visitor):
    assert {write.__name__: write().status for write in visitor.statuses()} == {
        write.__name__: status for write, status in visitor.statuses().items()
    }


def assert_refusal(answer):
    """A refused write says what to do, to people and to programs."""
    assert answer.status == 503, answer
    assert int(answer.headers["retry-after"]) > 0
    assert b"nothing was saved" in answer.body
    if "problem" in answer.headers["content-type"]:
        assert json.loads(answer.body)["status"] == 503
    else:
        assert answer.headers["content-type"].startswith("text/html")


def assert_refusals(visitor, tries):
    """Each write succeeds whole or is refused; with one try, it must be refused."""
    for write, status in visitor.statuses().items():
        for _ in range(tries):
            answer = write()
            if tries == 1 or answer.status != status:
                assert_refusal(answer)
                break


def assert_reads(visitor, picture_path):
    pages = [*PUBLIC_PAGES, picture_path, "/healthz/", "/readyz/"]
    with ThreadPoolExecutor(4) as threads:
        answers = dict(zip(pages, threads.map(Browser(visitor.server).ask, pages), strict=True))
    answers |= {page: visitor.editor.ask(page) for page in DESK_PAGES}
    assert {page: answer.status for page, answer in answers.items() if answer.status != 200} == {}


def assert_whole_pictures(folder):
    """No picture lacks a size, and no file is cut off."""
    names = [path.name for path in folder.iterdir()]
    for path in folder.iterdir():
        with Image.open(path) as picture:
            picture.load()
        stem = path.name[:32]
        largest = {name.partition("-")[2].partition(".")[0] for name in names if name.startswith(f"{stem}-")}
        assert f"{stem}.jpg" in names
        assert {f"{stem}-{width}.{kind}" for width in largest for kind in ("avif", "webp")} <= set(names)


def assert_a_lost_database_is_told(visitor, cluster):
    """Without PostgreSQL every page says so, and all is well when it is back."""
    cluster.stop()
    for answer in (
        Browser(visitor.server).ask("/films/"),
        Browser(visitor.server).ask(RATING),
        visitor.vote_by_the_api(),
    ):
        assert answer.status == 503
        assert int(answer.headers["retry-after"]) > 0
        assert b"database does not answer" in answer.body.replace(b"\xe2\x80\x99", b"'")
    ready = visitor.server.ask("/readyz/")
    assert (ready.status, ready.body) == (503, b'{"database": "down", "cache": "up"}')
    assert visitor.server.ask("/healthz/").status == 200
    cluster.start()
    assert Browser(visitor.server).ask("/films/").status == 200
    assert visitor.stored_votes() == visitor.votes


def find_picture(visitor):
    images = json.loads(Browser(visitor.server).ask("/api/v1/films/1/images/").body)["results"]
    url = images[0]["renditions"][0]["url"]
    return "/" + url.split("/", 3)[-1]


def test_reads_go_on_writes_are_refused_and_all_heals(disk_and_site):
    disk, site, cluster = disk_and_site
    pictures = site.home / "media" / "images"
    # PostgreSQL takes what has room in the pages of its files.
    tries = 10 if cluster else 1
    with server_on(disk, site) as server:
        visitor = Visitor(server)
        visitor.password = password_of("reviewer", server)
        assert visitor.editor.log_in("admin", password_of("admin", server)).status == 302
        picture_path = find_picture(visitor)
        assert_writes(visitor)
        # The disk gets full in the middle of writes, too.
        disk.fill(room=200_000)
        while visitor.vote_by_the_api().status == 200 and visitor.upload_picture().status == 302:
            disk.fill(room=disk.free_bytes() // 2)
        disk.fill()
        assert_refusals(visitor, tries)
        assert_reads(visitor, picture_path)
        assert visitor.stored_votes() == visitor.votes
    # Others took the room that the last connection to SQLite left.
    for path in site.home.glob("*-shm"):
        path.unlink()
    disk.fill()
    with server_on(disk, site) as server:
        visitor.server = visitor.editor.server = server
        assert_reads(visitor, picture_path)
        assert_refusals(visitor, tries)
        assert_reads(visitor, picture_path)
        assert_whole_pictures(pictures)
        disk.free()
        assert_writes(visitor)
        assert_reads(visitor, picture_path)
        assert visitor.stored_votes() == visitor.votes
        assert_whole_pictures(pictures)
        assert list(disk.folder.joinpath("tmp").iterdir()) == []
        if cluster:
            assert_a_lost_database_is_told(visitor, cluster)
