"""Mail without a mail server: printed on the console of the host."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Prints the recipients, the subject and the plain text of a message.

    Django's own prints it encoded, which breaks a long link over two lines.
    """

    def write_message(self, message: EmailMessage) -> Any:
        """Print one message between two lines."""
        line = "-" * 79
        to = ", ".join(message.to)
        lines = [line, f"To: {to}", f"Subject: {message.subject}", "", str(message.body), line]
        return self.stream.write("\n".join(lines) + "\n")
