"""Whether this machine may not know of all that a telephone sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0008_printed_forms")]

    operations = [
        migrations.AddField(
            model_name="sealedphone",
            name="doubt",
            field=models.CharField(default="", max_length=64),
        ),
    ]
