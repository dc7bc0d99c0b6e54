import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from catalog.models import Image
from catalog.models.current_site import current_site
from catalog.pictures import SHARE_NAME, as_jpeg

logger = logging.getLogger(__name__)
# A new upload has new addresses, so a browser never asks again for a picture that it has. A proxy does after ten seconds:
# what was withdrawn is no longer sent to those who have not seen it.
PUBLIC_CACHING = "public, max-age=31536000, s-maxage=10, immutable"


@require_safe
def image(request, pk, stem, name):
    """Send a rendition of a picture: a public one to anybody, any to editors who may view images in the admin.

    No web server serves the folder of pictures, so that a withdrawn picture is gone at once.
    """
    images = Image.objects.filter(pk=pk)
    picture = images.public().first()
    public = picture is not None
    if not public and request.user.has_perm("catalog.view_image"):
        picture = images.first()
    names = {rendition["name"] for rendition in picture.renditions} if picture else set()
    if picture is None or picture.stem != stem or name not in names | {SHARE_NAME}:
        raise Http404
    etag = f'"{stem}-{name}"'
    caching = PUBLIC_CACHING if public else "private, no-store"
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = HttpResponse(*content_and_type(picture, name))
        except FileNotFoundError as error:
            raise Http404 from error
    response["ETag"] = etag
    response["Cache-Control"] = caching
    return response


@require_safe
def logo(request, stem, name):
    """Send the site's logo, or its icon."""
    if current_site().logo_stem != stem:
        raise Http404
    try:
        with default_storage.open(f"images/{stem}-{name}.png") as file:
            response = HttpResponse(file.read(), "image/png")
    except FileNotFoundError as error:
        raise Http404 from error
    response["Cache-Control"] = PUBLIC_CACHING
    return response


def content_and_type(picture, name):
    """Return the bytes of a rendition and their media type."""
    if name == SHARE_NAME:
        return share_jpeg(picture), "image/jpeg"
    return read_rendition(picture, name), f"image/{name.rpartition('.')[2]}"


def share_jpeg(picture):
    """Return the largest WebP as a JPEG; it is made for who asks first, and kept with the renditions."""
    try:
        return read_rendition(picture, SHARE_NAME)
    except FileNotFoundError:
        content = as_jpeg(read_rendition(picture, picture.largest["name"]))
    try:
        default_storage.save(storage_name(picture, SHARE_NAME), ContentFile(content))
    except OSError as error:
        logger.warning("A JPEG was not kept and will be made again: %s", error)
    return content


def read_rendition(picture, name):
    with default_storage.open(storage_name(picture, name)) as file:
        return file.read()


def storage_name(picture, name):
    return f"images/{picture.stem}-{name}"
