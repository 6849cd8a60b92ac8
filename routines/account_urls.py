"""The addresses of an account, with allauth's own names."""

from allauth.account import views
from django.urls import path, re_path

from routines.views.account import (
    PasswordResetDoneView,
    PasswordResetFromKeyView,
    PasswordResetView,
    SignInView,
    SignUpView,
    confirm_email,
    confirm_sent,
)

urlpatterns = [
    path("signup/", SignUpView.as_view(), name="account_signup"),
    path("login/", SignInView.as_view(), name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/reset/", PasswordResetView.as_view(), name="account_reset_password"),
    path(
        "password/reset/done/",
        PasswordResetDoneView.as_view(),
        name="account_reset_password_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("confirm-email/", confirm_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", confirm_email, name="account_confirm_email"),
]
