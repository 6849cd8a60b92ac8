"""The picture of the rooms is drawn from the import contracts, and its arrows are imports."""

import grimp
import pytest

from screenshots.architecture import PATH, PICTURE, layers, picture, purpose

ROOMS = [room for row in layers() for room in row]


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph("routines", cache_dir=None)


def test_the_committed_picture_is_the_one_that_the_contracts_draw():
    """If this fails, run `make architecture`."""
    assert PICTURE.read_text(encoding="utf-8") == picture()


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_for(room):
    assert len(purpose(room)) > len("The .")


@pytest.mark.parametrize("leg", PATH, ids=lambda leg: f"{leg.start} to {leg.end}")
def test_each_leg_of_the_path_is_an_import_of_the_code(leg, imports):
    assert imports.direct_import_exists(
        importer=f"routines.{leg.start}", imported=f"routines.{leg.end}", as_packages=True
    )
