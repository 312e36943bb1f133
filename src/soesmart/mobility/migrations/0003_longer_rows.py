from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mobility', '0002_jobs'),
    ]

    operations = [
        migrations.AlterField(
            model_name='proposal',
            name='text',
            field=models.TextField(max_length=40000),
        ),
    ]
