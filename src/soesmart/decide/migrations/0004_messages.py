# SPDX-License-Identifier: EUPL-1.2
import django.db.models.deletion
from django.db import migrations, models

import soesmart.kernel.clock


class Migration(migrations.Migration):
    dependencies = [("decide", "0003_tally")]

    operations = [
        migrations.AddField("vote", "sms_codes", models.BooleanField(default=False)),
        migrations.AddField("vote", "message_codes", models.PositiveIntegerField(default=0)),
        migrations.RemoveConstraint("wish", "decide_wish_once"),
        migrations.RenameField("wish", "email", "address"),
        migrations.AlterField("wish", "address", models.CharField(max_length=200)),
        migrations.AddField("wish", "way", models.CharField(default="mail", max_length=8)),
        migrations.AddField("wish", "language", models.CharField(default="de", max_length=16)),
        migrations.AddConstraint(
            "wish",
            models.UniqueConstraint(fields=("vote", "way", "address"), name="decide_wish_once"),
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("key", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("sealed", models.TextField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due", models.DateTimeField(default=soesmart.kernel.clock.now)),
                ("trouble", models.CharField(blank=True, max_length=60)),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="decide.vote",
                    ),
                ),
            ],
        ),
    ]
