"""Who sends a request is said by the site's own proxies alone, however a client writes the header."""

import pytest

from tests.failures.servers import quickstart_server

RATING = "/api/v1/films/1/rating/"
JSON = {"Content-Type": "application/json"}
INVENTED = "198.51.100.{}"


def vote(server, number, headers):
    """Cast a vote of a new visitor; return its status."""
    own_headers = {name: text.format(number) for name, text in headers.items()}
    return server.ask(RATING, "PUT", '{"stars": 4}', JSON | own_headers).status


@pytest.mark.parametrize(
    ("proxies", "senders"),
    [
        (
            "1",
            [
                {"X-Forwarded-For": "192.0.2.1", "X_Forwarded_For": INVENTED},
                {"X-Forwarded-For": f"{INVENTED}, 192.0.2.2", "Forwarded": f"for={INVENTED}"},
                {"X_Forwarded_For": INVENTED},
            ],
        ),
        ("0", [{"X-Forwarded-For": INVENTED, "X_Forwarded_For": INVENTED, "Forwarded": f"for={INVENTED}"}]),
    ],
)
def test_six_votes_with_six_invented_addresses_come_from_one(sqlite_site, proxies, senders):
    with quickstart_server(sqlite_site, TRUSTED_PROXIES=proxies, LIMIT_VOTES="5/hour") as server:
        for headers in senders:
            statuses = [vote(server, number, headers) for number in range(6)]
            assert statuses == [200] * 5 + [429], headers
