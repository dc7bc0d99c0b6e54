"""What a change alters of all that visitors and programs read of the demo film.

    python bench/compare_answers.py BEFORE [AFTER]

Each is a commit or a folder with the project in it; AFTER is this folder unless it is named. For each, the demo is loaded into
a database of its own, every public page and every API answer is fetched, and the differences are printed. Form tokens,
links to stylesheets, hashes and moments are left out. Ends with 0 where nothing differs, else with 1.
"""

import difflib
import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections import deque
from html import unescape
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote

HOST = "127.0.0.1:8000"
HERE = Path(__file__).resolve().parent.parent
LINK = re.compile(rf"""(?:["'>(]|,\s)(?:http://{re.escape(HOST)})?(/(?!/|static/|admin/|images/)[^\s"'<>)]*)""")
QUERY = re.compile(r'href="(\?[^"]*)"')
MOST_ADDRESSES = 5000
# What differs between two runs of the same code, with what stands for it.
VOLATILE = [
    (re.compile(r"<link[^>]*\.css[^>]*>"), ""),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"), "MOMENT"),
    (re.compile(r"\d{1,2} \w+ 20\d\d, \d\d:\d\d(:\d\d)?"), "MOMENT"),
    (re.compile(r"\b[0-9a-f]{32,64}\b"), "HASH"),
    (re.compile(r'(X-CSRFTOKEN"\] = )"[^"]*"'), r'\1"…"'),
    (re.compile(r"(/static/[\w/-]+)\.[0-9a-f]{12}\."), r"\1."),
]
API = "/api/v1/films/{film}/"
PARTS = [
    "credits",
    "releases",
    "synopses",
    "articles",
    "images",
    "questions",
    "citations",
    "titles",
    "awards",
    "events",
    "comments",
]
SPOILING = {"synopses", "articles", "images", "questions", "citations", "events", "comments"}
FIXED = [
    "/",
    "/nothing/",
    "/robots.txt",
    "/sitemap.xml",
    "/healthz/",
    "/readyz/",
    "/search/?q=way",
    "/films/?q=zzz",
    "/api/",
    "/api/v1/",
    "/api/schema/",
    "/api/docs/",
    "/api/docs/try/",
    "/api/v1/films/",
    "/api/v1/films/?nothing=1",
    "/api/v1/films/?country=PL&year_min=2000&count=true",
    "/api/v1/films/?country=ZZZ",
    "/api/v1/films/999999/",
    "/api/v1/people/",
    "/api/v1/companies/",
    "/api/v1/sources/",
    "/api/v1/genres/?limit=100",
    "/api/v1/jobs/?limit=100",
    "/api/v1/search/?q=way",
    "/api/v1/search/?q=weir&type=person",
    "/api/v1/find/?imdb=tt1023114",
    "/api/v1/find/?imdb=tt1023114&tmdb=1",
]


def film_addresses(film, sources, synopses):
    """Yield the addresses of the API on a film: with each part, each spoiler level, as each source tells it."""
    base = API.format(film=film)
    for level in range(4):
        yield f"{base}?include={','.join(part for part in PARTS if part != 'comments')}&spoiler_max={level}"
    yield f"{base}?fields=id,title,year"
    yield f"{base}rating/"
    for part in PARTS:
        yield f"{base}{part}/"
        if part in SPOILING:
            yield f"{base}{part}/?spoiler_max=3"
    for source in sources:
        yield f"{base}?according_to={source}&include=credits,releases,titles,awards,events&spoiler_max=3"
        yield f"{base}credits/?according_to={source}"
    for left, right in combinations(synopses, 2):
        yield f"{base}synopses/compare/?left={left}&right={right}&spoiler_max=3"


def lasting(text):
    """The text less what differs between two runs of the same code."""
    for pattern, replacement in VOLATILE:
        text = pattern.sub(replacement, text)
    return text


def lines(response):
    """An answer as lines: its status and type, then its JSON indented or its markup a tag a line."""
    content_type = response.headers.get("Content-Type", "")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8", "replace")
    if "json" in content_type and text:
        text = json.dumps(json.loads(text), indent=1, ensure_ascii=False)
    elif "html" in content_type or "xml" in content_type:
        # White space between words is one space to a reader, and none beside a tag or at its end, however a template
        # breaks its lines.
        text = re.sub(r"\s*(<[^>]*?)\s*>\s*", r"\n\1>", re.sub(r"\s+", " ", text))
    head = f"{response.status_code} {content_type} {response.headers.get('Location', '')}".strip()
    return [head, *(line.strip() for line in lasting(text).splitlines() if line.strip())]


def links(address, text):
    """The addresses on this site that an answer names."""
    for link in LINK.findall(text):
        yield unescape(link).partition("#")[0]
    for query in QUERY.findall(text):
        yield address.partition("?")[0] + unescape(query)


def read_all():
    """Print {address: lines} of all public answers, as JSON. Runs in a process of its own, in the folder of the project."""
    sys.path[0] = os.getcwd()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client
    from django.utils.module_loading import import_string

    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=sys.stderr)
    models = {name: import_string(f"catalog.models.{name}") for name in ("Film", "Source", "Synopsis")}
    keys = {name: list(model.objects.order_by("pk").values_list("pk", flat=True)) for name, model in models.items()}
    answers = {}
    for level in (None, "3"):
        client = Client(HTTP_HOST=HOST)
        if level:
            client.post("/spoilers/", {"level": level})
        queue = deque(FIXED)
        for film in keys["Film"]:
            queue.extend(film_addresses(film, keys["Source"], keys["Synopsis"]))
        visited_addresses = set()
        while queue and len(visited_addresses) < MOST_ADDRESSES:
            address = queue.popleft()
            if address in visited_addresses:
                continue
            visited_addresses.add(address)
            response = client.get(address)
            reading = lines(response)
            answers[lasting(unquote(address)) + (f" (spoilers to {level})" if level else "")] = reading
            if level is None or not address.startswith("/api/"):
                body = b"" if response.streaming else response.content
                queue.extend(
                    link for link in links(address, body.decode("utf-8", "replace")) if link not in visited_addresses
                )
    json.dump(answers, sys.stdout)


def answers_of(project, folder, key):
    """{address: lines} of a folder or a commit; `folder` is for what is made on the way, `key` signs cursors."""
    if Path(project, "manage.py").exists():
        root = Path(project).resolve()
    else:
        root = Path(folder, "project")
        subprocess.run(["git", "-C", HERE, "worktree", "add", "--detach", "--quiet", root, project], check=True)
    try:
        environment = os.environ | {"WAYBACK_HOME": str(Path(folder, "home")), "SECRET_KEY": key}
        command = [sys.executable, Path(__file__).resolve(), "--read"]
        output = subprocess.run(command, cwd=root, env=environment, check=True, stdout=subprocess.PIPE).stdout
    finally:
        if root == Path(folder, "project"):
            subprocess.run(["git", "-C", HERE, "worktree", "remove", "--force", root], check=True)
    return json.loads(output)


def main(before, after=HERE):
    key = secrets.token_urlsafe(64)
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        old, new = answers_of(before, first, key), answers_of(after, second, key)
    different = 0
    for address in sorted(old.keys() | new.keys()):
        if address not in new or address not in old:
            different += 1
            print(f"--- {address}: only {'before' if address in old else 'after'}")
            continue
        changes = list(difflib.unified_diff(old[address], new[address], lineterm="", n=0))[2:]
        if changes:
            different += 1
            print(f"--- {address}")
            print("\n".join(line for line in changes if not line.startswith("@@")))
    print(f"{len(old)} answers before, {len(new)} after, {different} differ.")
    return bool(different)


if __name__ == "__main__":
    if sys.argv[1:] == ["--read"]:
        read_all()
    elif len(sys.argv) in (2, 3):
        sys.exit(main(*sys.argv[1:]))
    else:
        sys.exit(__doc__)
