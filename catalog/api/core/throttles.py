"""How often one address may ask, announced in each answer as the IETF draft on RateLimit headers writes it."""

import math

from rest_framework.throttling import SimpleRateThrottle

from catalog import visitors

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def announce(request, name, *, most, left, resets, span):
    """Note a limit for the headers of the answer; the narrowest one noted last is told."""
    request.rate_limit = {
        "RateLimit-Policy": f'"{name}";q={most};w={span}',
        "RateLimit": f'"{name}";r={max(left, 0)};t={math.ceil(resets)}',
    }


class ReadThrottle(SimpleRateThrottle):
    """Any request of an address, whatever it reads."""

    scope = "read"

    def get_cache_key(self, request, view):
        return f"throttle:{self.scope}:{visitors.address(request)}"

    def allow_request(self, request, view):
        allowed = super().allow_request(request, view)
        oldest = self.history[-1] if self.history else self.now
        announce(
            request._request,
            self.scope,
            most=self.num_requests,
            left=self.num_requests - len(self.history),
            resets=oldest + self.duration - self.now,
            span=self.duration,
        )
        return allowed
