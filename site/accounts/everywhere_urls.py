"""The page of the own password, which accounts of both zones need."""

from django.urls import path

from accounts import views

urlpatterns = [path("password/", views.OwnPassword.as_view(), name="own_password")]
