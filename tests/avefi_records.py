"""Records of AVefi as tests read them."""

import json
from io import StringIO

from django.core.management import call_command


def export(film, *options):
    """Return the records and the text on standard error."""
    out, err = StringIO(), StringIO()
    call_command("export_avefi", str(film.pk), *options, stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def of_category(records, category):
    return [record for record in records if record["category"] == f"avefi:{category}"]


def local(name):
    return {"category": "avefi:LocalResource", "id": name}
