"""The square that an authenticator app photographs."""

import base64

from allauth.mfa.adapter import get_adapter

from talent.security.models import User


def qr_code(user: User, secret: str) -> str:
    """An image address that holds the whole drawing: nothing is asked elsewhere or kept in a file."""
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(user, secret))
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"
