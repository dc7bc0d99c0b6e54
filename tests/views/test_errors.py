"""Error pages have links to other pages, and need no database."""

import pytest

from wayback import errors


def test_a_page_that_is_not_there_leads_onward_without_a_database(client):
    response = client.get("/nothing/here/")
    html = response.content.decode()
    assert response.status_code == 404
    assert html.count("<h1") == 1
    assert 'href="/films/"' in html
    assert 'name="robots" content="noindex"' in html
    assert 'rel="canonical"' not in html


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (errors.server_error, 500),
        (lambda request: errors.bad_request(request, None), 400),
        (lambda request: errors.forbidden(request, None), 403),
        (errors.csrf_failure, 403),
    ],
)
def test_an_error_is_told_without_a_database(rf, answer, status):
    response = answer(rf.get("/films/"))
    assert response.status_code == status
    assert b"the front page" in response.content
