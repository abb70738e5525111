"""Which filled forms were emptied when their time was over; short messages were before."""

from django.db import migrations, models


def mark(apps, schema_editor):  # type: ignore[no-untyped-def]
    apps.get_model("office", "Submission").objects.filter(digest="").update(emptied=True)


class Migration(migrations.Migration):
    dependencies = [("office", "0009_sealed_phone_doubt")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="emptied",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["register", "emptied", "received"], name="office_submission_due"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
