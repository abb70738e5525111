"""Up to which number paper forms were printed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0007_sealed_notes")]

    operations = [
        migrations.CreateModel(
            name="PrintedForms",
            fields=[
                ("register", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("last", models.IntegerField()),
            ],
        ),
    ]
