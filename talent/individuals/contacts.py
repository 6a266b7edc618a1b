"""How an individual can be reached: a mobile number of the mainland, or a mail address."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from talent.individuals.enums import ContactKind
from talent.security.service import blind_index, mask

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LONGEST = 150


@dataclass(frozen=True)
class Contact:
    """A contact in the one form in which it is compared: digits alone, or small letters."""

    kind: ContactKind
    text: str

    @property
    def index(self) -> bytes:
        """The keyed index by which it is found again."""
        return blind_index(kind=f"contact:{self.kind}", number=self.text)

    @property
    def masked(self) -> str:
        return mask(kind="phone" if self.kind == ContactKind.MOBILE else "email", text=self.text)


def read_contact(text: str) -> Contact | None:
    """What was typed as a contact, with blanks, +86 or in full width; None for what is none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    if "@" in plain:
        try:
            validate_email(plain)
        except ValidationError:
            return None
        return Contact(ContactKind.MAIL, plain) if len(plain) <= _LONGEST else None
    digits = plain.replace("-", "").removeprefix("+86")
    return Contact(ContactKind.MOBILE, digits) if _MOBILE.fullmatch(digits) else None
