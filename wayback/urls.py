from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("admin/", admin.site.urls),
]
handler400 = "wayback.errors.bad_request"
handler403 = "wayback.errors.forbidden"
handler404 = "wayback.errors.not_found"
handler500 = "wayback.errors.server_error"
