import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

from wayback.bodies import WholeBodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayback.settings")
application = WholeBodies(get_wsgi_application())
# Import all views now: what can't be imported stops the start, instead of breaking each request, error pages included.
resolve("/healthz/")
