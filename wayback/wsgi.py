import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

from wayback.bodies import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayback.settings")
# A thread that draws a large form gives way after this many seconds. Python's own 5 ms, which a vote waits after each of its
# queries, makes votes three times as slow beside such a form: see bench/bench_votes_beside_forms.py.
sys.setswitchinterval(0.001)
application = WholeBodies(get_wsgi_application())
# Import all views now: what can't be imported stops the start, instead of breaking each request, error pages included.
resolve("/healthz/")
