"""Mails on the console as a person reads them; Django's own backend prints them encoded as they travel."""

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Prints receivers, subject and text."""

    def write_message(self, message: EmailMessage) -> None:
        receivers = ", ".join(message.recipients())
        self.stream.write(f"[MAIL {receivers}] {message.subject}\n{message.body}\n{'-' * 40}\n")
