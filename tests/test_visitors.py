"""Limits count each sender under one address, whatever way it is written, and under none that the sender chooses."""

import pytest

from catalog.models import Limit
from catalog.visitors import UNKNOWN_ADDRESS, client_address, spend_limit


def address_of(rf, sender="198.51.100.9", hops=None):
    headers = {} if hops is None else {"HTTP_X_FORWARDED_FOR": hops}
    return client_address(rf.get("/", REMOTE_ADDR=sender, **headers))


@pytest.mark.parametrize(
    ("sender", "address"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("::FFFF:C000:0201", "192.0.2.1"),
        ("::ffff:192.0.2.1%eth0", "192.0.2.1"),
        # NAT64, 6to4 and Teredo: the IPv4 address of who sent it.
        ("64:ff9b::192.0.2.1", "192.0.2.1"),
        ("2002:c000:201:5::1", "192.0.2.1"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "192.0.2.45"),
        # Without an IPv4 address, the network.
        ("2001:db8::1", "2001:db8::"),
        ("2001:DB8::FFFF:1", "2001:db8::"),
        ("2001:db8:0:1::1", "2001:db8:0:1::"),
        ("64:ff9b:1::192.0.2.1", "64:ff9b:1::"),
        ("fe80::1%eth0", "fe80::"),
        ("fe80::2%any-text", "fe80::"),
        ("::1", "::"),
        ("[2001:db8::1]", "2001:db8::"),
    ],
)
def test_each_way_to_write_a_sender_is_one_address(rf, settings, sender, address):
    assert address_of(rf, sender) == address
    settings.TRUSTED_PROXIES = 1
    assert address_of(rf, hops=sender) == address


@pytest.mark.parametrize(
    ("hop", "address"),
    [
        ("8.8.8.8:1234", "8.8.8.8"),
        ("8.8.8.8:1", "8.8.8.8"),
        ("[2001:db8::1]:443", "2001:db8::"),
        ("[::ffff:8.8.8.8]:443", "8.8.8.8"),
        ("  8.8.8.8:1234  ", "8.8.8.8"),
    ],
)
def test_a_port_is_no_part_of_an_address(rf, settings, hop, address):
    settings.TRUSTED_PROXIES = 1
    assert address_of(rf, hops=hop) == address


@pytest.mark.parametrize(
    "hop",
    [
        "unknown",
        "unix:",
        "_hidden",
        "a",
        "b",
        "8.8.8.8:x",
        "8.8.8.8:123456",
        "8.8.8.8.",
        "010.1.1.1",
        "[8.8.8.8",
        "[]",
        " ",
        "1",
        "x" * 9000,
    ],
)
def test_what_is_no_address_is_one_unknown_sender(rf, settings, hop):
    settings.TRUSTED_PROXIES = 1
    assert address_of(rf, hops=hop) == address_of(rf, hops=f"8.8.8.8, {hop}") == UNKNOWN_ADDRESS


def test_a_server_that_names_no_sender_has_one_unknown_sender(rf):
    assert address_of(rf, sender="") == UNKNOWN_ADDRESS


@pytest.mark.parametrize(
    ("proxies", "hops", "address"),
    [
        # No proxy is trusted, so the header counts for nothing.
        (0, "192.0.2.1", "198.51.100.9"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.6, 192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.6, 192.0.2.1, 10.0.0.1", "192.0.2.1"),
        # Past the outer proxy: the inner one wrote whom it saw.
        (2, "192.0.2.1", "192.0.2.1"),
        # Past all of them, as the machine itself asks.
        (2, None, "198.51.100.9"),
        (1, "", "198.51.100.9"),
        # A hop that is missing does not move the visitor's own words into its place.
        (2, "203.0.113.6, , 10.0.0.1", UNKNOWN_ADDRESS),
    ],
)
def test_only_hops_that_our_own_proxies_wrote_count(rf, settings, proxies, hops, address):
    settings.TRUSTED_PROXIES = proxies
    assert address_of(rf, hops=hops) == address


@pytest.mark.django_db
def test_a_limit_is_one_for_all_ways_to_write_a_sender(rf, settings):
    settings.LIMITS = {"vote": "10/hour"}
    for sender in ("192.0.2.1", "::ffff:192.0.2.1", "::ffff:c000:201"):
        quota = spend_limit(rf.get("/", REMOTE_ADDR=sender), "vote")
    assert quota.remaining == 7
    assert Limit.objects.count() == 1
