"""Reading pages the way a person does."""

from bs4 import BeautifulSoup
from django.http import HttpResponse


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
