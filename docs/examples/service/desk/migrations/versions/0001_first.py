"""Requests, visits and people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("revision", sa.String(64), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False),
        sa.Column("number", sa.String(64), nullable=False),
        sa.Column("customer", sa.String(128), nullable=False),
        sa.Column("opened_with", sa.String(64), nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_index(
        "one_open_request_per_number",
        "requests",
        ["number"],
        unique=True,
        postgresql_where=sa.text("is_open"),
        sqlite_where=sa.text("is_open"),
    )
    op.create_index("what_is_due", "requests", ["due_at", "id"])
    op.create_index("of_a_customer", "requests", ["customer", "id"])
    op.create_table(
        "visits",
        sa.Column("ticket", sa.String(16), primary_key=True),
        sa.Column("request", sa.String(40), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("visitor", sa.String(128), nullable=False),
    )
    op.create_index("visits_of_a_request", "visits", ["request", "visitor"])
    op.create_table(
        "people",
        sa.Column("name", sa.String(128), primary_key=True),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("password", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.String(64)),
    )


def downgrade() -> None:
    op.drop_table("people")
    op.drop_table("visits")
    op.drop_table("requests")
