"""The editors' desk, a module a noun."""

from catalog.admin import awards as awards
from catalog.admin import claims as claims
from catalog.admin import comments as comments
from catalog.admin import curated_lists as curated_lists
from catalog.admin import events as events
from catalog.admin import films as films
from catalog.admin import imports as imports
from catalog.admin import outside_ratings as outside_ratings
from catalog.admin import people as people
from catalog.admin import places as places
from catalog.admin import ratings as ratings
from catalog.admin import schemes as schemes
from catalog.admin import site_pages as site_pages
from catalog.admin import sites as sites
from catalog.admin import sources as sources
from catalog.admin import subjects as subjects
from catalog.admin import users as users
