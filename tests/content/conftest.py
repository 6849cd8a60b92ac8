"""A library to spoil."""

import shutil

import pytest

from routines.content.library import CONTENT


@pytest.fixture
def folder(tmp_path):
    """A copy of the library that a test may spoil."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy
