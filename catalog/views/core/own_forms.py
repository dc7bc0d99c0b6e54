"""Forms of visitors: they need no token, by which each visitor's page would differ from all others."""

from functools import wraps

from django.views.decorators.csrf import csrf_exempt

from catalog.site_address import refuse_other_sites


def from_own_pages(view):
    """Decorate a view that takes a form: only from pages of this site."""

    @csrf_exempt
    @wraps(view)
    def view_of_own_form(request, *args, **kwargs):
        if request.method == "POST":
            refuse_other_sites(request)
        return view(request, *args, **kwargs)

    return view_of_own_form
