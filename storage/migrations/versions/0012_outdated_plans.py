"""The people whose nudges were planned by older rules: all that there are.

They are planned by today's rules once the new version runs, a few people at a time.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint

from storage.column_types import ID

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "outdated_plans",
        Column("person_id", ID, nullable=False),
        PrimaryKeyConstraint("person_id", name="pk_outdated_plans"),
        ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_outdated_plans_people", ondelete="CASCADE"
        ),
    )
    op.execute("INSERT INTO outdated_plans (person_id) SELECT id FROM people")


def downgrade() -> None:
    op.drop_table("outdated_plans")
