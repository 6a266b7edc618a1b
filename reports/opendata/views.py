"""What every address of the open interface has in common."""

from rest_framework.permissions import AllowAny
from rest_framework.views import APIView


class OpenView(APIView):
    """Open to everybody: no account, no session, no cookie."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
