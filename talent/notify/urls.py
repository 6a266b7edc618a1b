"""Addresses of everybody's own notifications, the same in both zones."""

from django.urls import path

from talent.notify import views

app_name = "notify"
urlpatterns = [
    path("", views.message_list, name="list"),
    path("<int:pk>/", views.open_message, name="open"),
    path("read/", views.read_all, name="read_all"),
    path("preferences/", views.preferences, name="preferences"),
]
