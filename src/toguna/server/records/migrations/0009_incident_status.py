"""An index for the few incidents in one state among very many."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0008_countersigning")]

    operations = [
        migrations.AddIndex(
            "incident",
            models.Index(fields=["register", "status", "case"], name="incident_status"),
        ),
    ]
