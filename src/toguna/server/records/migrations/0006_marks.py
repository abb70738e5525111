"""When each noun of a register was last written to."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0005_indicators_charters")]

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "register", "noun", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("register", models.CharField(max_length=64)),
                ("noun", models.CharField(max_length=40)),
                ("mark", models.CharField(max_length=32)),
            ],
        )
    ]
