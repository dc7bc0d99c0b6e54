"""How large the body of a request may be."""

from django.conf import settings

# The largest honest form of a visitor is a comment of 5,000 characters of four bytes each: 60 KB when encoded.
PUBLIC_BYTES = 128 * 1024
# A picture may have 20 MB; the form around it has room to spare.
DESK_BYTES = 25 * 1024 * 1024


def most_bytes(path: str, cookies: str) -> int:
    """Return the most bytes that a body may have as far as path and Cookie header show: much only for who is logged in."""
    is_desk = f"/{path.lstrip('/')}".startswith("/admin/")
    return DESK_BYTES if is_desk and f"{settings.SESSION_COOKIE_NAME}=" in cookies else PUBLIC_BYTES
