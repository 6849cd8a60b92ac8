"""Whose page is it: sign-in by default, the stranger's 404, and no post without a token."""

import pytest
from django.test import Client

from routines.carried_posts import OWNER, owner_token
from tests.contracts.world import IN_THE_MIDDLE, PEOPLE, PUBLIC, ROUTES, snapshot

pytestmark = pytest.mark.django_db
by_name = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
by_person = pytest.mark.parametrize("who", PEOPLE)


def test_the_public_routes_are_named_and_exist():
    assert {route.name for route in ROUTES} >= PUBLIC


@by_name
def test_sign_in_is_required_unless_the_route_is_public(route, world, client):
    for address in world[IN_THE_MIDDLE].addresses(route):
        response = client.get(address)
        is_sent = response.status_code == 302 and response.url.startswith("/account/login/?next")
        assert is_sent == (route.name not in PUBLIC), (address, response.status_code)
        asks = client.post(address).status_code == 401
        assert asks == (route.name not in PUBLIC), address


@by_name
def test_a_lost_sign_in_sends_an_htmx_request_to_the_whole_page(route, world, client):
    if route.name in PUBLIC:
        return
    for address in world[IN_THE_MIDDLE].addresses(route):
        headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/today/"}
        response = client.get(address, headers=headers)
        assert response.headers["HX-Redirect"] == "/account/login/?next=/today/"


@pytest.mark.parametrize("page", ["", "http://[", "http://a]b/", "//evil.example/", "%", "/\\"])
def test_a_lost_sign_in_comes_back_to_no_page_that_is_none(page, client, db):
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    response = client.get("/today/", headers=headers)
    assert response.headers["HX-Redirect"] == "/account/login/?next=/"


@by_name
def test_a_lost_sign_in_leaves_the_page_of_a_form_that_htmx_sends(route, world, client):
    if route.name in PUBLIC:
        return
    for address in world[IN_THE_MIDDLE].addresses(route):
        response = client.post(address, headers={"HX-Request": "true"})
        assert response.status_code == 401
        assert "HX-Redirect" not in response.headers
        assert "<html" not in response.content.decode()


@by_name
def test_a_form_of_a_person_who_is_signed_out_makes_nobody_and_writes_nothing(route, world, client):
    person = world[IN_THE_MIDDLE].person
    before = snapshot()
    for address in world[IN_THE_MIDDLE].addresses(route):
        if route.name.startswith("routines:"):
            response = client.post(address, {OWNER: owner_token(person.pk), "urgent": "lump"})
            assert response.status_code == 401, address
            assert "Sign in to save your last answer." in response.content.decode()
    assert snapshot() == before


@by_person
def test_a_stranger_s_row_is_not_there(who, world, bob):
    stranger = Client()
    stranger.force_login(bob)
    for route in ROUTES:
        for address in world[who].addresses(route) if route.names_a_row else []:
            for method in (stranger.get, stranger.post, stranger.head):
                assert method(address).status_code in (404, 405), address
            assert stranger.get(address).status_code == 404, address


@by_name
def test_a_post_without_a_token_is_refused(route, world):
    visitor = world[IN_THE_MIDDLE]
    client = Client(enforce_csrf_checks=True)
    client.force_login(visitor.person)
    before = snapshot()
    for address in visitor.addresses(route):
        assert client.post(address).status_code in (403, 405), address
    assert snapshot() == before
