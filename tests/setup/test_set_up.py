"""A second start does only what is new, also after one that was killed half-way."""

import os

import pytest
from django.db.migrations.recorder import MigrationRecorder

from backflex import set_up
from routines.models import LibraryStamp


class Killed(BaseException):
    """The process ends in the middle of its work."""


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.STATIC_ROOT = settings.DATA_DIR / "static"
    return settings.DATA_DIR


class TestStaticFiles:
    @pytest.fixture(autouse=True)
    def source(self, settings, tmp_path):
        settings.STATICFILES_DIRS = [tmp_path / "source"]
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        file = tmp_path / "source" / "app.css"
        file.parent.mkdir()
        file.write_text("a{}")
        return file

    @pytest.fixture
    def gathered(self, settings, source):
        assert set_up.gather_static_files()
        return settings.STATIC_ROOT / "app.css"

    def test_are_gathered_once(self, gathered):
        assert gathered.read_text() == "a{}"
        assert not set_up.gather_static_files()

    def test_are_gathered_again_when_one_changed_in_size_and_time_alike(self, gathered, source):
        times = (source.stat().st_atime, source.stat().st_mtime)
        source.write_text("b{}")
        os.utime(source, times)
        assert set_up.gather_static_files()
        assert gathered.read_text() == "b{}"
        assert not set_up.gather_static_files()

    def test_are_gathered_again_when_one_is_older_than_before(self, gathered, source):
        source.write_text("before{}")
        os.utime(source, (1, 1))
        assert set_up.gather_static_files()
        assert gathered.read_text() == "before{}"

    def test_of_a_source_that_is_gone_go_too(self, gathered, source):
        source.rename(source.with_name("other.css"))
        assert set_up.gather_static_files()
        assert not gathered.exists()
        assert gathered.with_name("other.css").exists()

    def test_are_gathered_again_when_one_of_them_is_missing_or_cut(self, gathered):
        gathered.write_text("a{")
        assert set_up.gather_static_files()
        gathered.unlink()
        assert set_up.gather_static_files()
        assert gathered.read_text() == "a{}"

    def test_are_gathered_again_by_another_version_of_what_makes_them(self, gathered, monkeypatch):
        monkeypatch.setattr(set_up, "version", lambda name: "99")
        assert set_up.gather_static_files()

    def test_are_gathered_again_after_a_start_that_was_killed(self, gathered, source, monkeypatch):
        def write_half(*args, **options):
            gathered.write_text("b{")
            raise Killed

        source.write_text("b{}")
        with monkeypatch.context() as patched:
            patched.setattr(set_up, "call_command", write_half)
            with pytest.raises(Killed):
                set_up.gather_static_files()
        assert set_up.gather_static_files()
        assert gathered.read_text() == "b{}"

    def test_are_gathered_again_where_the_mark_is_no_text(self, gathered, data):
        (data / "static.sha256").write_bytes(b"\xff")
        assert set_up.gather_static_files()


@pytest.mark.django_db
class TestTheLibrary:
    @pytest.fixture(autouse=True)
    def loaded(self):
        assert set_up.load_library()

    def test_is_loaded_once(self):
        assert not set_up.load_library()

    def test_is_loaded_again_into_a_new_database(self):
        LibraryStamp.objects.all().delete()
        assert set_up.load_library()
        assert not set_up.load_library()

    def test_is_loaded_again_where_somebody_loaded_another_or_restored_a_backup(self):
        LibraryStamp.renew()
        assert set_up.load_library()

    def test_is_loaded_again_when_its_files_or_its_code_changed(self, monkeypatch):
        monkeypatch.setattr(set_up, "_fingerprint", lambda files: "another")
        assert set_up.load_library()
        assert not set_up.load_library()

    def test_is_loaded_again_after_a_start_that_was_killed(self, monkeypatch):
        def end(*args, **options):
            raise Killed

        LibraryStamp.renew()
        with monkeypatch.context() as patched:
            patched.setattr(set_up, "call_command", end)
            with pytest.raises(Killed):
                set_up.load_library()
        assert set_up.load_library()


@pytest.mark.django_db
def test_a_database_without_a_migration_is_not_migrated():
    assert set_up.is_migrated()
    MigrationRecorder.Migration.objects.filter(app="routines").latest("id").delete()
    assert not set_up.is_migrated()


def test_a_fingerprint_is_of_names_and_contents(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("a")
    second.write_text("b")
    both = set_up._fingerprint([first, second])
    assert both == set_up._fingerprint([second, first])
    first.write_text("b")
    second.write_text("a")
    assert both != set_up._fingerprint([first, second])
    assert both != set_up._fingerprint([first])
