"""Keys for programs and for people; neither needs an account."""

from django.conf import settings
from django.http import HttpResponse
from rest_framework.request import Request

from reports.opendata import limits
from reports.opendata.asking import only_known
from reports.opendata.books import as_json
from reports.opendata.describing import describe
from reports.opendata.keys import LASTS_DAYS, new_key
from reports.opendata.views import OpenView


class Keys(OpenView):
    """A new key for whoever posts here."""

    parameters = ()
    throttle_classes = (limits.NewKeyThrottle,)

    @describe("new_key")
    def post(self, request: Request) -> HttpResponse:
        only_known(request.query_params, self.parameters)
        requests, seconds = settings.OPEN_DATA_LIMITS[limits.WITH_KEY]
        told = {
            "key": new_key(),
            "header": "X-API-Key",
            "valid_days": LASTS_DAYS,
            "requests": requests,
            "seconds": seconds,
        }
        answer = HttpResponse(as_json(told), "application/json", status=201)
        answer.headers["Cache-Control"] = "no-store"
        return answer
