"""Say in the form how long a picture may be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0009_quote_levels"),
    ]

    operations = [
        migrations.AlterField(
            model_name="image",
            name="file",
            field=models.FileField(
                help_text="JPEG, PNG, WebP, AVIF or TIFF, up to 20 MB, 50 million pixels and 16,000 a side. It is encoded anew in sRGB, and what else the file holds is dropped.",
                upload_to="images/",
                verbose_name="picture",
            ),
        ),
    ]
