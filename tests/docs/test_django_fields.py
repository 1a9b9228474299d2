"""The fields of Django: what is typed is read as everywhere, and nobody is in the database.

Everybody and every number here is made up.
"""

import json
from typing import Any

import django
import pytest
from django import forms
from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hosting import KEYS, draft_of
from journey import sample, tell
from planted import PLANTED, leaks
from simreplace import Msisdn, Nik, Severity, events
from simreplace.errors import InvalidRecordError, StaleRequestError

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[],
    SIMREPLACE_KEYS=KEYS,
    USE_TZ=True,
)
django.setup()

from django.core import serializers  # noqa: E402 - Django wants its settings first
from django.db import IntegrityError, connection, models, transaction  # noqa: E402
from django.db.migrations.writer import MigrationWriter  # noqa: E402
from django.utils.translation import override  # noqa: E402

from recipes.django_fields import RequestField, ValueField, ValueFormField, save_over  # noqa: E402


class Line(models.Model):
    number = ValueField("Msisdn")
    owner = ValueField("Nik", null=True, blank=True, help_text="as on the KTP")

    class Meta:
        app_label = "made_up"


class Replacement(models.Model):
    revision = models.CharField(max_length=64)
    record = RequestField()

    class Meta:
        app_label = "made_up"


class LineForm(forms.ModelForm):
    class Meta:
        model = Line
        fields = ("number", "owner")


@pytest.fixture(autouse=True, scope="module")
def tables() -> Any:
    with connection.schema_editor() as editor:
        editor.create_model(Line)
        editor.create_model(Replacement)
    yield
    connection.close()


def raw(table: str) -> str:
    with connection.cursor() as cursor:
        return str(cursor.execute(f"select * from made_up_{table}").fetchall())  # noqa: S608 - our own table


# ---- The field of a form


@pytest.mark.parametrize("kind", PLANTED, ids=lambda kind: kind.__name__)
def test_a_field_of_a_form_reads_a_value(kind: Any) -> None:
    value = ValueFormField(kind).clean(PLANTED[kind])
    assert value == kind.parse(PLANTED[kind])
    assert ValueFormField(kind).clean(value) is value


@pytest.mark.parametrize(("language", "word"), [("en", "digits"), ("id", "digit"), ("zh-hans", "位"), ("de", "digits")])
def test_every_mistake_is_said_in_the_language_of_the_reader(language: str, word: str) -> None:
    with override(language), pytest.raises(ValidationError) as caught:
        ValueFormField(Nik).clean("3174")
    (error,) = caught.value.error_list
    assert error.code == "nik.length" and word in error.message


@given(
    typed=st.text(max_size=40) | st.integers() | st.none() | st.lists(st.integers(), max_size=2) | st.binary(max_size=9)
)
def test_whatever_is_typed_is_read_or_refused_as_the_library_does(typed: Any) -> None:
    field = ValueFormField(Msisdn, required=False)
    if typed in field.empty_values:
        assert field.clean(typed) is None
        return
    report = Msisdn.read(typed)
    found = [it.code.value for it in report.issues if it.severity is Severity.ERROR]
    if not found:
        assert field.clean(typed) == report.value
        return
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    assert [it.code for it in caught.value.error_list] == found


@pytest.mark.parametrize("typed", ["\0", "\ud800", "0812\0", "9" * 1_000_000, " " * 500, "<script>", "%s{}"])
def test_a_hostile_field_is_refused_and_not_repeated(typed: str) -> None:
    shown = LineForm({"number": typed, "owner": typed})
    assert not shown.is_valid()
    said = json.dumps(shown.errors.get_json_data())
    assert typed not in said and set(shown.errors) == {"number", "owner"}


def test_what_must_be_there_is_asked_for() -> None:
    assert LineForm({}).errors.get_json_data()["number"][0]["code"] == "required"
    assert "owner" not in LineForm({}).errors
    assert LineForm({}).fields["owner"].help_text == "as on the KTP"


def test_a_page_shows_a_value_to_whoever_may_edit_it() -> None:
    line = Line(number=Msisdn.parse(PLANTED[Msisdn]))
    form = LineForm(instance=line)
    assert f'value="{PLANTED[Msisdn]}"' in str(form["number"])
    same = LineForm({"number": "0812-3456-7890"}, instance=line)
    assert same.is_valid() and same.changed_data == []


# ---- The field of a model


def test_a_value_is_stored_sealed_and_comes_back() -> None:
    form = LineForm({"number": PLANTED[Msisdn], "owner": PLANTED[Nik]})
    assert form.is_valid(), form.errors
    line = form.save()
    assert leaks(raw("line")) == []
    again = Line.objects.get(pk=line.pk)
    assert (again.number, again.owner) == (Msisdn.parse(PLANTED[Msisdn]), Nik.parse(PLANTED[Nik]))
    assert Line.objects.create(number="0812 3456 7890").owner is None
    assert leaks(repr(again.__dict__) + serializers.serialize("json", Line.objects.all())) == []


def test_nobody_is_looked_for_where_nobody_can_be_found() -> None:
    for lookup in ("number", "number__contains", "number__in", "number__startswith"):
        with pytest.raises(FieldError) as caught:
            Line.objects.filter(**{lookup: PLANTED[Msisdn]}).exists()
        assert leaks(str(caught.value)) == []
    Line.objects.all().delete()
    Line.objects.create(number="0812 3456 7890")
    assert Line.objects.filter(owner__isnull=True).count() == 1


def test_what_is_set_wrongly_is_not_stored() -> None:
    for wrong in ("0812", 1, "\0"):
        with pytest.raises(ValidationError):
            Line.objects.create(number=wrong)
        with pytest.raises(ValidationError):
            Line(number=wrong).full_clean()


def test_an_empty_text_is_no_value() -> None:
    line = Line.objects.create(number="0812 3456 7890", owner="")
    assert Line.objects.get(pk=line.pk).owner is None
    Line.objects.filter(pk=line.pk).update(owner="")
    assert Line.objects.filter(owner__isnull=True).count() == Line.objects.count()
    for nothing in ("", None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Line.objects.create(number=nothing)
    Line.objects.all().delete()


@pytest.mark.parametrize("name", ["max_length", "min_length"])
def test_how_long_a_value_may_be_is_nobody_elses_to_say(name: str) -> None:
    with pytest.raises(TypeError, match="leave out max_length and min_length"):
        ValueFormField(Msisdn, **{name: 20})
    with pytest.raises(TypeError):
        ValueField("Nik").formfield(**{name: 20})
    assert ValueFormField(Msisdn, **{name: None}).clean(PLANTED[Msisdn]) == Msisdn.parse(PLANTED[Msisdn])


def test_what_was_changed_in_the_database_is_an_alarm() -> None:
    line = Line.objects.create(number="0812 3456 7890")
    for text in ("0812 3456 7890", "", "new.xx", "\0"):
        with connection.cursor() as cursor:
            cursor.execute("update made_up_line set number = %s where id = %s", [text, line.pk])
        with pytest.raises(InvalidRecordError) as caught:
            Line.objects.get(pk=line.pk)
        assert leaks(str(caught.value)) == []
    Line.objects.all().delete()


def test_a_migration_can_write_the_fields_down() -> None:
    written, _ = MigrationWriter.serialize(ValueField("Nik", null=True))
    assert written == "recipes.django_fields.ValueField('Nik', null=True)"
    assert MigrationWriter.serialize(RequestField())[0] == "recipes.django_fields.RequestField()"


# ---- A request


def test_a_request_is_saved_over_what_was_read_or_not_at_all() -> None:
    draft = draft_of("r-1")
    row = Replacement.objects.create(revision=draft.revision, record=draft)
    rows = Replacement.objects.filter(pk=row.pk)
    sent = tell(draft, sample(events.Submit, draft))
    save_over(rows, draft.revision, sent)
    save_over(rows, sent.revision, sent)  # told twice
    with pytest.raises(StaleRequestError):
        save_over(rows, draft.revision, tell(draft, sample(events.Cancel, draft)))
    assert Replacement.objects.get(pk=row.pk).record == sent
    assert leaks(raw("replacement")) == [] and "Siti" not in raw("replacement")
    assert "Siti" not in serializers.serialize("json", rows)
    row.refresh_from_db()
    row.full_clean()
    assert Replacement(revision="x", record=None).record is None
