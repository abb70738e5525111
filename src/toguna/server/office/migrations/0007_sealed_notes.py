"""Sealed notes of seats, and the key of each."""

from django.db import migrations, models


def _key(*names: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("office", "0006_sealed_phones")]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("pk", _key("register", "case")),
                ("register", models.CharField(max_length=64)),
                ("case", models.CharField(max_length=120)),
                ("seat", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="NoteKey",
            fields=[
                ("pk", _key("register", "seat")),
                ("register", models.CharField(max_length=64)),
                ("seat", models.CharField(max_length=120)),
                ("public", models.BinaryField()),
                ("sealed", models.BinaryField()),
            ],
        ),
    ]
