"""Mail for who runs the product at home: read where it was started."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    """Prints whom a message is for, what it is about, and its text as it is.

    Encoded for the post, a long link would be broken over two lines.
    """

    def write_message(self, message: EmailMessage) -> Any:
        """One message, between two lines."""
        line = "-" * 79
        to = ", ".join(message.to)
        lines = [line, f"To: {to}", f"Subject: {message.subject}", "", str(message.body), line]
        return self.stream.write("\n".join(lines) + "\n")
