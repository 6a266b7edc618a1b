"""Login of the staff, relative to /back/. Include it before Wagtail's addresses: a password alone must not
open a session by Wagtail's own login."""

from django.urls import path
from django.views.generic import RedirectView

from accounts import views

urlpatterns = [
    path("loginUI", views.StaffLogin.as_view(), name="staff_login"),
    # Wagtail's own would leave no event in the audit log.
    path("logout/", views.Logout.as_view(next_page="staff_login")),
    path("login/", RedirectView.as_view(pattern_name="staff_login", query_string=True)),
]
