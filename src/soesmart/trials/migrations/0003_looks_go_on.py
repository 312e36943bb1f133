from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trials', '0002_looks_and_lots'),
    ]

    operations = [
        migrations.AddField(
            model_name='analysis',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='data',
            name='live',
            field=models.BooleanField(default=False),
        ),
    ]
