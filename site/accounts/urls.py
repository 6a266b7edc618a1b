"""Login and logout of the portal. Names are without a namespace: settings and Wagtail ask for them."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
]
