"""Questions of the phone forms as the office had them spoken."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0010_emptied_submissions")]

    operations = [
        migrations.CreateModel(
            name="Prompt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=64)),
                ("form", models.CharField(max_length=120)),
                ("language", models.CharField(max_length=40)),
                ("question", models.CharField(max_length=250)),
                ("words", models.CharField(max_length=64)),
                ("file", models.CharField(max_length=120)),
                ("md5", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
            ],
            options={
                "indexes": [models.Index(fields=["register", "form", "file"], name="office_prompt_file")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("register", "form", "language", "question"), name="office_prompt_once"
                    )
                ],
            },
        ),
    ]
