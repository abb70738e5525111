"""Columns of incidents, filled from the data that lies beside them; the projector fills those of later ones."""

import json

from django.db import migrations, models

from toguna.base.dates import When

LONGEST = 300


def _column(values):
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= LONGEST else "[]"


def fill(apps, schema_editor):
    incidents = apps.get_model("records", "Incident").objects
    for row in incidents.filter(valid=True).iterator(chunk_size=1000):
        when, data = When.parse(row.data["date"]), row.data
        incidents.filter(register=row.register, case=row.case, known_from=row.known_from).update(
            first_day=when.first,
            last_day=when.last,
            kind=data["kind"],
            status=data.get("status", "reported"),
            wheres=_column(data["where"]),
            near=data.get("near") or "",
            handling=_column(sorted(data.get("handling", []))),
            events=data.get("count") or 1,
            killed=data.get("killed"),
        )


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.AddField("incident", "first_day", models.DateField(null=True)),
        migrations.AddField("incident", "last_day", models.DateField(null=True)),
        migrations.AddField("incident", "kind", models.CharField(default="", max_length=40)),
        migrations.AddField("incident", "status", models.CharField(default="", max_length=40)),
        migrations.AddField("incident", "wheres", models.CharField(default="", max_length=LONGEST)),
        migrations.AddField("incident", "near", models.CharField(default="", max_length=120)),
        migrations.AddField("incident", "handling", models.CharField(default="", max_length=LONGEST)),
        migrations.AddField("incident", "events", models.IntegerField(default=1)),
        migrations.AddField("incident", "killed", models.IntegerField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            "incident",
            models.Index(
                fields=[
                    *("register", "last_day", "case", "first_day", "known_from", "known_to", "valid"),
                    *("kind", "status", "wheres", "near", "handling", "events", "killed"),
                ],
                name="incident_days",
            ),
        ),
    ]
