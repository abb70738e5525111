"""Telephones that write sealed SMS; answers that tell what became of a report."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0005_saved_mappings")]

    operations = [
        migrations.CreateModel(
            name="SealedPhone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=64)),
                ("number", models.IntegerField()),
                ("seat", models.CharField(max_length=120)),
                ("salt", models.CharField(max_length=64)),
                ("since", models.DateField()),
                ("revoked", models.DateField(null=True)),
                ("latest", models.IntegerField(default=0)),
                ("window", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("register", "number"), name="office_sealed_phone_number")
                ],
            },
        ),
        migrations.AddField(
            model_name="answer",
            name="outcome_of",
            field=models.CharField(max_length=12, null=True),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("register", "outcome_of"), name="office_outcome_once"),
        ),
    ]
