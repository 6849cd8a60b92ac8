"""The addresses of the product and of accounts."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("routines.account_urls")),
    path("", include("routines.urls")),
]

handler400 = "routines.views.errors.bad_request"
handler403 = "routines.views.errors.permission_denied"
# allauth looks for it.
handler429 = "routines.views.errors.too_many_requests"
handler404 = "routines.views.errors.not_found"
handler500 = "routines.views.errors.server_error"
