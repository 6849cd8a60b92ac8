"""Whatever a request says of the host and the proxy, a mail leads to the server's own address."""

import re
from datetime import timedelta
from itertools import combinations

import pytest
from django.core import mail
from django.test import Client

from tests.views.pages import soup_of, text_of

pytestmark = pytest.mark.django_db

PUBLIC = "https://backflex.example"
ALICE = {"email": "alice@example.org"}
NOBODY = {"email": "nobody@example.org"}
SPOOFED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-For": "203.0.113.9",
}
SPOOFS = [chosen for length in range(len(SPOOFED) + 1) for chosen in combinations(SPOOFED, length)]


@pytest.fixture
def public(settings):
    """A server with an address of its own, as its settings set it up."""
    settings.PUBLIC_URL = PUBLIC
    settings.ALLOWED_HOSTS = ["backflex.example"]
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    return settings


def links_in_mail() -> list[str]:
    return re.findall(r"https?://\S+", "\n".join(message.body for message in mail.outbox))


@pytest.mark.parametrize("spoofed", SPOOFS, ids="+".join)
@pytest.mark.parametrize("proxies", [0, 1], ids=["direct", "proxy"])
def test_a_mail_leads_to_the_public_address_alone(public, alice, proxies, spoofed):
    public.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    usual = {"Host": "backflex.example", "X-Forwarded-Proto": "https"}
    headers = {**usual, **{name: SPOOFED[name] for name in spoofed}}
    for said in (ALICE, NOBODY):
        response = Client().post("/account/password/reset/", said, headers=headers)
        if "Host" in spoofed:
            assert response.status_code in (301, 400)
        elif "X-Forwarded-Proto" in spoofed:
            assert response.url.startswith(PUBLIC)
        else:
            assert response.status_code == 302
    links = links_in_mail()
    assert all(link.startswith(f"{PUBLIC}/account/") for link in links)
    assert bool(links) == (not {"Host", "X-Forwarded-Proto"} & {*spoofed})


def test_no_port_of_the_request_is_in_a_mail(public, alice):
    headers = {"Host": "backflex.example:1234", "X-Forwarded-Proto": "https"}
    Client().post("/account/password/reset/", ALICE, headers=headers)
    assert [link.startswith(f"{PUBLIC}/account/") for link in links_in_mail()] == [True]


def test_a_mail_of_a_sign_up_leads_there_too(public, library):
    public.MAIL_GOES_TO_CONSOLE = False
    said = {"email": "new@example.org", "password1": "correct horse battery"}
    headers = {"Host": "backflex.example:1234", "X-Forwarded-Proto": "https"}
    Client().post("/account/signup/", said, headers=headers)
    assert [link.startswith(f"{PUBLIC}/account/") for link in links_in_mail()] == [True]


@pytest.mark.parametrize("spoofed", ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-For"])
def test_without_an_address_a_mail_leads_to_the_host_of_the_request(client, alice, spoofed):
    value = "https" if spoofed == "X-Forwarded-Proto" else "evil.example"
    client.post("/account/password/reset/", ALICE, headers={spoofed: value})
    assert [link.startswith("http://testserver/account/") for link in links_in_mail()] == [True]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "evil.example", "", "a b"])
def test_a_health_check_may_come_by_any_name(public, client, host):
    response = client.get("/healthz", headers={"Host": host})
    assert response.status_code == 200
    assert client.get("/today/", headers={"Host": host}).status_code in (301, 400)


class TestReset:
    def link_for(self, client) -> str:
        client.post("/account/password/reset/", ALICE)
        assert "within an hour" in mail.outbox[-1].body
        return links_in_mail()[-1].removeprefix("http://testserver")

    def test_the_page_says_how_long_the_link_works(self, client, alice):
        page = client.post("/account/password/reset/", ALICE, follow=True)
        assert "for an hour" in text_of(page)

    @pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
    def test_the_link_works_for_an_hour(self, client, alice, clock, minutes, works):
        link = self.link_for(client)
        clock.shift(timedelta(minutes=minutes))
        page = text_of(client.get(link, follow=True))
        assert ("does not work any more" in page) is not works

    def test_a_new_password_ends_every_session(self, client, alice, as_alice):
        assert as_alice.get("/today/").status_code == 200
        form = soup_of(client.get(self.link_for(client), follow=True)).find("form")
        new = {"password1": "another long one", "password2": "another long one"}
        assert client.post(form["action"], new).status_code == 302
        assert as_alice.get("/today/").url.startswith("/account/login/")
