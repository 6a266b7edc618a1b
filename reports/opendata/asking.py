"""A question that the interface does not understand is refused: ignored, it would be answered wrongly."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiResponse
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

#: What every 400 of the interface means, for its OpenAPI description.
REFUSED = OpenApiResponse(
    description="an unknown parameter (the answer names those that are allowed), or a code that the table"
    " does not have (the answer names those it has); keys are the names of the parameters"
)


class OnlyKnownParameters(APIView):
    """Answers 400 to parameters of the address that are not `parameters`, naming each and the known ones."""

    parameters: ClassVar[tuple[str, ...]] = ("format",)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        known = ", ".join(self.parameters)
        unknown = sorted(set(request.query_params) - set(self.parameters))
        if unknown:
            raise ValidationError(dict.fromkeys(unknown, f"unknown parameter; allowed: {known}"))
