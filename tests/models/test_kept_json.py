"""What the library keeps as JSON is decoded once, and is a JSON field like any other."""

import pytest

from routines.models import Exercise


@pytest.mark.django_db
class TestKept:
    def test_rows_share_what_was_decoded(self, library):
        first, again = (Exercise.objects.get(slug="cobra").precautions for _ in range(2))
        assert first is again
        assert first["osteoporosis"]["note"]

    def test_a_new_value_is_read_as_it_was_written(self, library):
        cobra = Exercise.objects.get(slug="cobra")
        cobra.areas = ["neck"]
        cobra.save(update_fields=["areas"])
        assert Exercise.objects.get(slug="cobra").areas == ["neck"]


def test_a_migration_sees_a_plain_field():
    _, path, _, _ = Exercise._meta.get_field("areas").deconstruct()
    assert path == "django.db.models.JSONField"
