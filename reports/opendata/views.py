"""What every address of the open interface has in common."""

from rest_framework.permissions import AllowAny

from reports.opendata.asking import OnlyKnownParameters


class OpenView(OnlyKnownParameters):
    """Open to everybody: no account, no session, no cookie; what it does not understand it refuses."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
