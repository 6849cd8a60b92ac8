"""The library is read once in a process, and again after each load."""

import pytest

from routines.library.load import load
from routines.library.schema import read_library
from routines.models import Decision, Dose, Exercise, LibraryStamp, Variant
from routines.models.listed import attach, forget_library, listed_library
from tests.factories import do_session, tell_morning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


class TestListedLibrary:
    def test_it_is_read_once_and_then_only_the_stamp_is(self, django_assert_num_queries):
        forget_library()
        with django_assert_num_queries(2):
            first = listed_library()
        with django_assert_num_queries(1):
            assert listed_library() is first

    def test_a_load_elsewhere_is_noticed_by_its_stamp(self):
        before = listed_library()
        LibraryStamp.renew()
        assert listed_library() is not before

    def test_each_load_renews_the_stamp(self):
        load(read_library())
        before = LibraryStamp.objects.get().stamp
        load(read_library())
        assert LibraryStamp.objects.get().stamp != before

    def test_a_load_that_fails_leaves_stamp_and_rows(self, monkeypatch):
        before = LibraryStamp.objects.get().stamp
        monkeypatch.setattr(
            "routines.library.load._replace_unlisted_doses_and_goals", lambda: 1 / 0
        )
        with pytest.raises(ZeroDivisionError):
            load(read_library())
        assert LibraryStamp.objects.get().stamp == before

    def test_before_the_first_load_nothing_is_kept(self):
        LibraryStamp.objects.all().delete()
        before = listed_library()
        assert listed_library() is not before

    def test_it_holds_what_is_listed_and_nothing_else(self):
        Variant.objects.filter(slug="sphinx").update(rank=None)
        library = listed_library()
        assert "sphinx" not in {variant.slug for variant in library.variants.values()}
        assert library.by_slug.keys() == set(Exercise.objects.values_list("slug", flat=True))
        assert all(dose.step is not None for dose in library.doses.values())

    def test_doses_share_their_variant_and_variants_their_exercise(self):
        library = listed_library()
        for dose in library.doses.values():
            assert dose.variant is library.variants[dose.variant_id]
            assert dose.variant.exercise is library.exercises[dose.variant.exercise_id]


class TestAttach:
    def test_rows_get_the_objects_of_the_library_without_a_statement(
        self, alice, monday, django_assert_num_queries
    ):
        library = listed_library()
        with django_assert_num_queries(1):
            rows = attach(
                alice.current_doses.all(), library, exercises=["exercise"], doses=["dose"]
            )
            assert all(row.dose is library.doses[row.dose_id] for row in rows)
            assert all(row.exercise.slug in library.by_slug for row in rows)

    def test_what_is_not_listed_any_more_is_read_from_its_row(self, alice, monday):
        session = do_session(alice, at=monday)
        tell_morning(session)
        decision = Decision.objects.first()
        Dose.objects.filter(pk=decision.from_dose_id).update(step=None)
        library = listed_library()
        assert decision.from_dose_id not in library.doses
        [row] = attach(
            [Decision.objects.get(pk=decision.pk)],
            library,
            exercises=["exercise", "swap_to"],
            doses=["from_dose"],
        )
        assert row.from_dose == decision.from_dose
        assert row.swap_to is None
