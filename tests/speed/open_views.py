"""The addresses of the site with two views of the REST framework beside them, on the same way and with the
throttle of the open interface: one that answers a word, and one that writes the same figures through a
serializer."""

from django.urls import include, path
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.serializers import ModelSerializer
from rest_framework.views import APIView

from reports.opendata.limits import CallerThrottle
from reports.stats.models import ReleaseCell


class CellSerializer(ModelSerializer):
    class Meta:
        model = ReleaseCell
        fields = ("area", "classes", "value", "mark")


class Plain(APIView):
    """What both views have in common with those of the interface."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (CallerThrottle,)
    renderer_classes = (JSONRenderer,)

    def finalize_response(self, request, response, *args, **kwargs):
        return super().finalize_response(request, response, *args, **kwargs).render()


class Trivial(Plain):
    def get(self, request):
        return Response({"answer": "word"})


class Serialized(Plain):
    """A page of the figures of a table, as the framework's handbook does it."""

    def get(self, request, key):
        areas = [int(each) for each in request.query_params["area"].split(",")]
        cells = ReleaseCell.objects.using("public").filter(table__key=key, area__in=areas).order_by("id")
        page = cells[: int(request.query_params["limit"])]
        return Response(CellSerializer(page, many=True).data)


urlpatterns = [
    path("open/v1/beside/trivial/", Trivial.as_view()),
    path("open/v1/beside/<slug:key>/", Serialized.as_view()),
    path("", include("config.urls")),
]
