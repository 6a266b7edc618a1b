"""The addresses of the site with one bare view beside them, which writes one row and does nothing else."""

from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def bare(request, key):
    """One row is written over, by its key."""
    Session.objects.filter(session_key=f"bare-{key}").update(session_data=request.POST.get("text", ""))
    return HttpResponse(status=204)


def rows(count):
    """The rows of the bare view."""
    Session.objects.bulk_create(
        Session(session_key=f"bare-{key}", session_data="", expire_date=timezone.now())
        for key in range(count)
    )


urlpatterns = [path("bare/<int:key>/", bare), path("", include("config.urls"))]
