"""Limits on how often one address may ask. Headers tell them in each answer, as the IETF draft on RateLimit defines."""

import math

from rest_framework.throttling import SimpleRateThrottle

from catalog import visitors


def announce(request, name, *, limit, remaining, reset_seconds, span_seconds):
    """Set the headers of the answer that tell a limit; a later call, for a narrower limit, replaces them."""
    request.rate_limit = {
        "RateLimit-Policy": f'"{name}";q={limit};w={span_seconds}',
        "RateLimit": f'"{name}";r={max(remaining, 0)};t={math.ceil(reset_seconds)}',
    }


class ReadThrottle(SimpleRateThrottle):
    """Counts each request of an address."""

    scope = "read"

    def get_cache_key(self, request, view):
        return f"throttle:{self.scope}:{visitors.client_address(request)}"

    def allow_request(self, request, view):
        is_allowed = super().allow_request(request, view)
        oldest = self.history[-1] if self.history else self.now
        announce(
            request._request,
            self.scope,
            limit=self.num_requests,
            remaining=self.num_requests - len(self.history),
            reset_seconds=oldest + self.duration - self.now,
            span_seconds=self.duration,
        )
        return is_allowed
