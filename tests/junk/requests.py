"""Requests that no page sends, and some that one does: drawn by a seed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, quote_from_bytes
from uuid import UUID

from routines.vocabulary import Flag
from tests.contracts.world import ROUTES, Form, Route, World

METHODS = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "JUNK"]
URLENCODED = "application/x-www-form-urlencoded"
VALUES = [
    *("", " ", "0", "1", "10", "11", "-1", "1_0", "1e9", "NaN", "9" * 25, "9" * 5000, "½", "٣"),
    *("on", "off", "true", "none", "yes", "no", "done", "partial", "skipped", "worse", "same"),
    *("sharp", "further", "persistent", "mistake", "professional", "raise", "undo", "birth"),
    *("Europe/Berlin", "Mars/Olympus", "../../etc/passwd", "localtime", "posixrules"),
    *("2026-11-23", "2099-01-01", "0000-00-00", "0001-01-01", "9999-12-31", "11/12/2025"),
    *("18:30", "25:61", "2026-11-24T00:00:00Z", "0001-01-01T00:00:00+14:00"),
    *("\x00", "a\x00b", "\u202eevil", "\u200b", "\ufeff", "a\r\nb", "👨\u200d👩"),
    *("x" * 81, "x" * 501, "x" * 70_000, "\u0315\u0300" * 5000, "لبس الجوارب"),
    *("alice@example.org", "not an email", "a@" + "b" * 300, "ü@ü.example"),
    *("<script>alert(1)</script>", "' OR 1=1 --", "{{ 7 }}", "%s%n", "${7}"),
    *("https://evil.example/", "//evil.example/", "http://[", "//[", "javascript:1"),
    "/plan/\r\nX: y",
    *("lower_back", "left_calf", "buttock", "chest_pain", "weight_loss", "cobra", "bridge"),
]  # fmt: skip
BYTES = [b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\xaf", b"\x80", b"\xf0\x9f"]
# What a person types where a page offers no list.
TYPED = {
    "measured_on": ["2026-11-23", "2026-11-01"],
    "said_on": ["2026-11-20"],
    "checked_on": ["2026-11-20"],
    "born_on": ["2026-11-01"],
    "starts_at": ["18:30", "07:00"],
    "week": ["12", "40"],
    "first": ["12", "０"],
    "second": ["11"],
    "name": ["Putting on socks", "bridge", "Lifting"],
    "note": ["After digging.", "My foot is numb."],
    "time_zone": ["Europe/Berlin", "UTC"],
    "email": ["new@example.org", "often@example.org"],
    "password": ["a long password"],
    "password1": ["a long password"],
    "password2": ["a long password"],
}
HEADERS = {
    "HX-Request": ["true", "false", "1", ""],
    "HX-Target": ["player", "results", "nowhere", "<b>"],
    "HX-Boosted": ["true"],
    "HX-History-Restore-Request": ["true"],
    "HX-Current-URL": ["http://testserver/today/", "http://[", "//evil.example/", "%", "/\u202e"],
    "HX-Current-URL-URI-AutoEncoded": ["true"],
    "HX-Prompt": ["x"],
    "HX-Trigger": ["}{"],
    "Accept-Language": ["de-AT,de;q=0.9", "tlh", "*", "en;q=x", "q" * 5000, "en-" * 50, "\xff"],
    "Accept": ["application/json", "*/*;q=0", "text"],
    "Accept-Encoding": ["gzip", "br;q=1.0, identity;q=0", "\x7f"],
    "Content-Encoding": ["gzip"],
    "Cookie": [
        "sessionid=nonsense; csrftoken=x",
        "messages=abc",
        "=",
        "a" * 4000,
        "sessionid=\xff",
    ],
    "Range": ["bytes=0-5", "bytes=9-1", "lines=1"],
    "If-None-Match": ['"x"', "*", "W/"],
    "If-Modified-Since": ["yesterday", "Mon, 99 Foo 2026 00:00:00 GMT"],
    "Host": ["evil.example", "testserver:99999", "[::1", "a b"],
    "Origin": ["null", "http://evil.example"],
    "Referer": ["http://[", "//"],
    "X-Forwarded-For": ["1.2.3.4, x", "::", "'"],
    "X-Forwarded-Proto": ["https", "gopher"],
    "X-HTTP-Method-Override": ["DELETE"],
    "X-CSRFToken": ["x"],
    "Transfer-Encoding": ["chunked"],
    "Expect": ["100-continue"],
}
CONTENT_TYPES = [
    *("", "text/plain", "application/json", "text/xml", "multipart/form-data", "a/b; charset=x"),
    *("multipart/form-data; boundary=", "multipart/form-data; boundary=\xff", "nonsense"),
    f"{URLENCODED}; charset=utf-16",
    f"{URLENCODED}; charset=no-such",
    f"multipart/form-data; boundary={'b' * 300}",
]
SEGMENTS = ["..", ".", "%00", "%ff", "é", "0", "-1", "9" * 30, "a" * 3000, "None", "{}", " ", "%2f",
            "\u202e", "cobra", "00000000-0000-0000-0000-000000000000"]  # fmt: skip
BOUNDARY = "JunkBoundary"


@dataclass(frozen=True)
class Request:
    """What `who` sends. The body is what follows the headers, as it is."""

    who: str
    method: str
    address: str
    body: bytes = b""
    content_type: str = URLENCODED
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        headers = f" {dict(self.headers)}" if self.headers else ""
        body = f" {self.content_type!r} {self.body[:600]!r}" if self.body else ""
        return f"{self.who}: {self.method} {self.address[:300]}{headers}{body}"


class Junk:
    """Draws requests. Each form that is shown and each route comes up before one comes again."""

    def __init__(self, world: World, forms: Sequence[Form], random: Random) -> None:
        self.world = world
        self.random = random
        self.forms = list(forms)
        self._forms = self._in_turn(self.forms)
        self._routes = self._in_turn([(who, route) for who in world for route in ROUTES])

    def _in_turn[T](self, things: Sequence[T]) -> Iterator[T]:
        while True:
            yield from self.random.sample(things, len(things))

    def draw(self) -> Request:
        """One more request."""
        if self._happens(0.6):
            return self._by_form(next(self._forms))
        return self._by_route(*next(self._routes))

    def after(self, request: Request) -> Request:
        """A request of the same person, often the same form again, with another answer or not."""
        if self._happens(0.2):
            return request
        theirs = [form for form in self.forms if form.who == request.who]
        same = [form for form in theirs if form.action == request.address] or theirs
        if same and self._happens(0.7):
            return self._by_form(self.random.choice(same))
        return self._by_route(request.who, self.random.choice(ROUTES))

    def _happens(self, share: float) -> bool:
        return self.random.random() < share

    def _by_form(self, form: Form) -> Request:
        pairs = self._filled_in(form)
        for _ in range(self.random.choice([0, 0, 1, 1, 2, 3])):
            pairs = self._spoiled(pairs)
        if form.method == "get":
            query = _encoded(pairs)[:4000]
            return Request(form.who, "GET", f"{form.action.split('?')[0]}?{query}")
        body, content_type = self._as_body(pairs)
        address = form.action
        if self._happens(0.05):
            address += f"?{self._query()}"
        return Request(form.who, "POST", address, body, content_type, self._headers(0.3))

    def _by_route(self, who: str, route: Route) -> Request:
        method = self.random.choice(["POST", "GET", self.random.choice(METHODS)])
        address = self._address(who, route)
        if self._happens(0.3):
            address += f"?{self._query()}"
        if method in ("GET", "HEAD"):
            return Request(who, method, address, headers=self._headers(0.5))
        pairs = self._filled_in(self.random.choice(self.forms)) if self._happens(0.5) else []
        body, content_type = self._as_body(self._spoiled(pairs))
        return Request(who, method, address, body, content_type, self._headers(0.5))

    def _address(self, who: str, route: Route) -> str:
        """Of the route: their own, another person's, or one with a part that is junk."""
        own = self.world[who].addresses(route)
        others = self.world[self.random.choice(list(self.world))].addresses(route)
        # A link out of a mail is a key: with it, one may act for its owner.
        is_open = route.names_a_row or not route.parameters
        address = self.random.choice((own or ["/"]) if self._happens(0.7) else
                                     (others if is_open and others else own or ["/"]))  # fmt: skip
        if self._happens(0.2):
            parts = address.split("/")
            parts[self.random.randrange(1, len(parts))] = self.random.choice(SEGMENTS)
            address = quote("/".join(parts), safe="/%")
        return address

    def _filled_in(self, form: Form) -> list[tuple[str, str | bytes]]:
        """Each field with an answer that it offers, or that somebody types."""
        return [
            (name, self.random.choice(TYPED.get(name) or offered or [""]))
            for name, offered in form.fields.items()
            if self._happens(0.85)
        ]

    def _spoiled(self, pairs: list[tuple[str, str | bytes]]) -> list[tuple[str, str | bytes]]:
        """The pairs with one thing about them changed."""
        pairs, at = list(pairs), self.random.randrange(len(pairs) or 1)
        name = pairs[at][0] if pairs else "pre"
        match self.random.randrange(9):
            case 0 if pairs:
                pairs.append(pairs[at])
            case 1:
                pairs.insert(at, (name, self._value()))
            case 2 if pairs:
                pairs[at] = (name, self._value())
            case 3 if pairs:
                del pairs[at]
            case 4:
                pairs += self._filled_in(self.random.choice(self.forms))
            case 5:
                asked_as = self.random.choice(["flags", "emergency", "urgent"])
                flag = self.random.choice(list(Flag)).value
                pairs.append(self.random.choice([(asked_as, flag), (flag, "on")]))
            case 6:
                pairs = [pair for pair in pairs if pair[0] != "form_key"]
            case 7:
                key = UUID(int=self.random.getrandbits(128), version=4)
                pairs.append(("form_key", self.random.choice([str(key), self._value()])))
            case _:
                pairs.append(
                    (self.random.choice(["nobody-asked", "next", "back", "a]b["]), self._value())
                )
        return pairs

    def _value(self) -> str | bytes:
        if self._happens(0.1):
            return self.random.choice(BYTES)
        if self._happens(0.1):
            return self.random.randbytes(self.random.randrange(20))
        if self._happens(0.2):
            points = (self.random.randrange(0xD7FF) for _ in range(self.random.randrange(20)))
            return "".join(map(chr, points))
        return self.random.choice(VALUES)

    def _query(self) -> str:
        pairs = [
            (self.random.choice(["before", "word", "goal", "kind", "because", "next", "x"]), value)
            for value in (self._value() for _ in range(self.random.randrange(1, 4)))
        ]
        return self.random.choice([_encoded(pairs)[:4000], "&&==;;", "%", "a" * 2000, "%ff=%00"])

    def _as_body(self, pairs: list[tuple[str, str | bytes]]) -> tuple[bytes, str]:
        """The pairs as a form sends them; now and then as something that is no form."""
        if self._happens(0.85):
            return _encoded(pairs).encode(), URLENCODED
        bodies = [
            (_in_parts(pairs), f"multipart/form-data; boundary={BOUNDARY}"),
            (_in_parts(pairs)[:-20], f"multipart/form-data; boundary={BOUNDARY}"),
            (_encoded(pairs).encode(), self.random.choice(CONTENT_TYPES)),
            (_in_parts(pairs), self.random.choice(CONTENT_TYPES)),
            (json.dumps({name: str(value) for name, value in pairs}).encode(), "application/json"),
            (self.random.randbytes(200), self.random.choice([URLENCODED, *CONTENT_TYPES])),
            (b"&" * 2000, URLENCODED),
            (b"x=" + b"y" * 300_000, URLENCODED),
            (b"", URLENCODED),
        ]
        return self.random.choice(bodies)

    def _headers(self, share: float) -> dict[str, str]:
        """Headers for some requests, in the characters that a server hands on."""
        if not self._happens(share):
            return {}
        names = self.random.sample(list(HEADERS), self.random.randrange(1, 4))
        values = {name: self.random.choice(HEADERS[name]) for name in names}
        return {name: value.encode().decode("latin-1") for name, value in values.items()}


def _encoded(pairs: list[tuple[str, str | bytes]]) -> str:
    return "&".join(f"{quote(name)}={quote_from_bytes(_bytes(value))}" for name, value in pairs)


def _in_parts(pairs: list[tuple[str, str | bytes]]) -> bytes:
    """The pairs as parts, the last of them as a file."""
    parts = []
    for number, (name, value) in enumerate(pairs, 1):
        as_file = '; filename="a\x01/../b.txt"' if number == len(pairs) else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{as_file}\r\n\r\n'
        parts.append(head.encode() + _bytes(value) + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def _bytes(value: str | bytes) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
