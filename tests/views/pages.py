"""Reading pages the way a person does."""

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client


def soup_of(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text_of(response: HttpResponse) -> str:
    return " ".join(soup_of(response).get_text(" ").split())


def error_beside(response: HttpResponse, name: str) -> str:
    """The words beside a field `name`, or nothing."""
    fields = soup_of(response).find_all(attrs={"name": name})
    boxes = (field.find_parent(class_="field") for field in fields)
    errors = (box.find(class_="field__error") for box in boxes if box)
    return next((" ".join(error.get_text(" ").split()) for error in errors if error), "")


def typed(response: HttpResponse, name: str) -> str | list[str]:
    """What stands in the field `name` now."""
    fields = soup_of(response).find_all(attrs={"name": name})
    first = fields[0]
    if first.name == "textarea":
        return first.get_text().lstrip("\n")
    if first.get("type") in ("radio", "checkbox"):
        return [field.get("value", "on") for field in fields if field.has_attr("checked")]
    return first.get("value", "")


def fields_in(form: Tag) -> dict[str, str | list[str]]:
    """What a browser sends of a form as it is drawn."""
    fields: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind = field.get("type", "text")
        if kind in ("radio", "checkbox") and not field.has_attr("checked"):
            continue
        fields.setdefault(str(field["name"]), []).append(str(field.get("value", field.get_text())))
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


def use_mine(client: Client, page: HttpResponse) -> HttpResponse:
    """Choose what was sent now, on the page that shows both answers."""
    form = soup_of(page).select_one("main form")
    return client.post(form["action"], fields_in(form))


def fields_of(page: HttpResponse, address: str) -> dict[str, str | list[str]]:
    """What a browser sends of the form of a page that goes to an address."""
    form = soup_of(page).select_one(f'form[action="{address}"]')
    assert form is not None, address
    return fields_in(form)
