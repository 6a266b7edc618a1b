"""Login and logout of the portal, and what individuals do for themselves.

Names are without a namespace: settings and Wagtail ask for them."""

from django.urls import path

from accounts import person_views, views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("register/person/", person_views.register, name="register_person"),
    path("register/person/code/", person_views.register_code, name="register_person_code"),
    path("password/forgotten/", person_views.forgotten, name="forgotten_password"),
    path("password/new/", person_views.new_password, name="new_password"),
]
