"""The guide and the schema in the repository agree with the API."""

import re

import pytest
import yaml
from django.conf import settings
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from catalog.api.core.pagination import KeysetPagination
from catalog.api.films import FIELDS, PARTS, FilmViewSet
from catalog.api.urls import ROUTES
from catalog.filters import FILM_ORDERINGS, FilmApiFilter
from catalog.templatetags.reference import with_code

GUIDE = (settings.BASE_DIR / "docs" / "api.md").read_text()
SCHEMA_FILE = settings.BASE_DIR / "docs" / "openapi.yaml"
PROSE = re.sub(r"```.*?```", "", GUIDE, flags=re.DOTALL)
WORDS = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`]+)`", PROSE))))


@pytest.fixture(scope="module")
def schema(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return SchemaGenerator().get_schema(request=None, public=True)


def operations(schema):
    return [operation for methods in schema["paths"].values() for operation in methods.values()]


def test_the_guide_names_every_parameter_field_part_and_order():
    view = FilmViewSet(action="list")
    names = {*FilmApiFilter.base_filters, *view.own_parameter_fields(), *KeysetPagination.parameter_fields()}
    names |= {*FIELDS, *PARTS, *FILM_ORDERINGS, "yours", "imdb", "tmdb", "wikidata"}
    assert names - WORDS == set()


def test_the_guide_names_every_route():
    nouns = {part for route in ROUTES for part in re.findall(r"[a-z]+(?=/|$)", route)} - {"id", "v"}
    assert nouns - set(re.findall(r"[\w]+", GUIDE)) == set()


def test_the_schema_in_the_repository_is_the_one_that_is_served(schema, client, db):
    text = OpenApiYamlRenderer().render(schema, renderer_context={}).decode()
    assert SCHEMA_FILE.read_text().strip() == text.strip(), "Run `make schema`."
    served = client.get("/api/schema/", headers={"Accept": "application/vnd.oai.openapi"})
    assert served.content.decode() == text
    assert client.get("/api/schema/?format=json").json() == yaml.safe_load(text)


def test_the_schema_describes_every_route(schema):
    routes = {re.sub(r"<\w+:id>", "{id}", f"/api/{route}".rstrip("/")) for route in ROUTES}
    assert set(schema["paths"]) == routes - {"/api/schema", "/api/docs", "/api/docs/try"}
    assert get_resolver().resolve("/api/v1/films/")


def test_every_operation_is_named_described_and_says_how_it_fails(schema):
    all_operations = operations(schema)
    assert len({operation["operationId"] for operation in all_operations}) == len(all_operations)
    for operation in all_operations:
        assert operation["summary"], operation
        assert operation["description"], operation
        assert operation["tags"], operation
        assert {"200", "400", "406", "429"} <= set(operation["responses"])
        for status, response in operation["responses"].items():
            kind = "application/json" if status == "200" else "application/problem+json"
            assert list(response["content"]) == [kind]


def test_every_parameter_is_typed_and_described(schema):
    for operation in operations(schema):
        for parameter in operation.get("parameters", []):
            assert parameter["description"], parameter
            assert parameter["schema"].get("type"), parameter


def test_an_answer_has_the_keys_that_the_schema_tells(schema):
    assert list(schema["components"]["schemas"]["Film"]["properties"]) == [*FIELDS, *PARTS]


def test_the_page_tells_every_route_and_every_shape(schema, client, db):
    page = client.get("/api/docs/").content.decode()
    assert page.count("<h1") == 1
    operation_ids = [operation["operationId"] for operation in operations(schema)]
    shapes = [name for name, shape in schema["components"]["schemas"].items() if "properties" in shape]
    anchors = re.findall(r'<h3 id="([^"]+)"', page)
    assert sorted(anchors) == sorted(operation_ids + shapes)
    assert set(re.findall(r'href="#([^"]+)"', page)) - {"main"} <= set(anchors)
    assert client.get("/api/docs/?frob=1").status_code == 400


def test_the_page_to_try_routes_on_needs_no_other_site_and_no_inline_script(client, db):
    response = client.get("/api/docs/try/")
    page = response.content.decode()
    assert "<script>" not in page
    assert not re.findall(r'(?:src|href)="https?:', page)
    policy = response.headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src" not in policy
    for path in ("/api/docs/", "/api/v1/"):
        assert "unsafe-inline" not in client.get(path).headers["Content-Security-Policy"]
    script = re.findall(r'<script src="(/api[^"]+)"', page)
    assert client.get(script[0].replace("&amp;", "&")).headers["Content-Type"].startswith("application/javascript")


def test_the_page_writes_what_stands_between_backticks_as_code_and_all_else_as_text(client, db):
    html = client.get("/api/docs/").text
    assert "`" not in html
    assert "<code>errors</code>" in html
    assert with_code("`<b>` & c") == "<code>&lt;b&gt;</code> &amp; c"
