"""The table of what two people do together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0007_rules_reviews")]

    operations = [
        migrations.CreateModel(
            name="Countersigning",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "register", "case", "known_from", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("register", models.CharField(max_length=64)),
                ("case", models.CharField(max_length=120)),
                ("known_from", models.DateField()),
                ("known_to", models.DateField(null=True)),
                ("framework", models.CharField(default="", max_length=120)),
                ("valid", models.BooleanField(default=True)),
                ("data", models.JSONField()),
                ("contests", models.JSONField(default=list)),
                ("entries", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["case", "known_from"],
                "abstract": False,
            },
        ),
    ]
