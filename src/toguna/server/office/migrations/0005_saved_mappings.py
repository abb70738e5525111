"""How partners' files are read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0004_messages")]

    operations = [
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "register", "source", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("register", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=120)),
                ("text", models.TextField()),
            ],
        ),
    ]
