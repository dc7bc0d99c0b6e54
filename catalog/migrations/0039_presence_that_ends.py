from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0038_indexes_of_the_work_list")]

    operations = [
        migrations.RemoveIndex("presence", "presence_seen"),
        migrations.RenameField("presence", "seen_at", "ends_at"),
        migrations.AddIndex("presence", models.Index(fields=["ends_at"], name="presence_ends")),
    ]
