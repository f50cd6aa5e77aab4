"""Tables for documents that people added: their text, what was read in them, and every decision about it."""

from __future__ import annotations

from atlas.stores.dialect import ByDialect, Declaration

_COUNT_UP = "UPDATE revision SET number = number + 1, documents = documents + 1"
#: What shows in public: items that somebody confirmed, and the head of a document.
_SHOWN = "confirmations > 0"
_HEAD = "id, title_zh, title_en, issuer, region, year, horizon, status, source, removed_at"
_HISTORY = ("ingested_step", "ingested_change")
_ITEM_EVENTS = {
    "INSERT": f"NEW.{_SHOWN}",
    "UPDATE": f"OLD.{_SHOWN} OR NEW.{_SHOWN}",
    "DELETE": f"OLD.{_SHOWN}",
}

#: Tables of this module, for ``workspace_schema``. A document keeps its rows when it is removed, and its id is free for
#: another one then. Decisions are only ever added; see ``DOCUMENT_PURGE`` for the end of them. ``revision.documents`` counts changes that readers can see, made by
#: triggers so that no statement can forget it.
DOCUMENT_TABLES: tuple[Declaration, ...] = (
    """
    CREATE TABLE ingested_document (
        key TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        title_zh TEXT NOT NULL,
        title_en TEXT NOT NULL,
        issuer TEXT NOT NULL,
        region TEXT NOT NULL,
        year INTEGER,
        horizon INTEGER,
        status TEXT NOT NULL,
        source TEXT NOT NULL,
        file_name TEXT NOT NULL,
        size INTEGER NOT NULL,
        digest TEXT NOT NULL,
        kind TEXT NOT NULL,
        encoding TEXT NOT NULL,
        notes TEXT NOT NULL,
        changes INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        removed_at TEXT,
        removed_by TEXT
    )
    """,
    "CREATE UNIQUE INDEX ingested_document_id ON ingested_document (id) WHERE removed_at IS NULL",
    """
    CREATE TABLE ingested_text (
        document TEXT PRIMARY KEY REFERENCES ingested_document (key),
        title TEXT NOT NULL,
        pieces TEXT NOT NULL,
        outline TEXT NOT NULL,
        words TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE ingested_item (
        document TEXT NOT NULL REFERENCES ingested_document (key),
        id TEXT NOT NULL,
        position REAL NOT NULL,
        clause TEXT NOT NULL,
        decision TEXT NOT NULL,
        confirmations INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (document, id)
    )
    """,
    "CREATE INDEX ingested_item_position ON ingested_item (document, position, id)",
    "CREATE INDEX ingested_item_decision ON ingested_item (document, decision, confirmations)",
    """
    CREATE TABLE ingested_step (
        document TEXT NOT NULL REFERENCES ingested_document (key),
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        undoes INTEGER,
        PRIMARY KEY (document, number)
    )
    """,
    "CREATE INDEX ingested_step_actor ON ingested_step (document, actor, number)",
    """
    CREATE TABLE ingested_change (
        document TEXT NOT NULL,
        number INTEGER NOT NULL,
        item TEXT NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (document, number, item),
        FOREIGN KEY (document, number) REFERENCES ingested_step (document, number)
    )
    """,
    "CREATE INDEX ingested_change_item ON ingested_change (document, item)",
    "ALTER TABLE revision ADD COLUMN documents INTEGER NOT NULL DEFAULT 0",
    ByDialect(
        sqlite=(
            *(
                f"CREATE TRIGGER ingested_item_{event.lower()}_revises AFTER {event} ON ingested_item "
                f"WHEN {shown} BEGIN {_COUNT_UP}; END"
                for event, shown in _ITEM_EVENTS.items()
            ),
            f"CREATE TRIGGER ingested_document_revises AFTER UPDATE OF {_HEAD} ON ingested_document "
            f"BEGIN {_COUNT_UP}; END",
            *(
                f"CREATE TRIGGER {table}_keeps_{event.lower()} BEFORE {event} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'steps stay'); END"
                for table in _HISTORY
                for event in ("UPDATE", "DELETE")
            ),
        ),
        postgres=(
            f"""
            CREATE FUNCTION revise_documents() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
            AS $$ BEGIN {_COUNT_UP}; RETURN NULL; END $$
            """,
            *(
                f"CREATE TRIGGER ingested_item_{event.lower()}_revises AFTER {event} ON ingested_item "
                f"FOR EACH ROW WHEN ({shown}) EXECUTE FUNCTION revise_documents()"
                for event, shown in _ITEM_EVENTS.items()
            ),
            f"CREATE TRIGGER ingested_document_revises AFTER UPDATE OF {_HEAD} ON ingested_document "
            "FOR EACH STATEMENT EXECUTE FUNCTION revise_documents()",
            """
            CREATE FUNCTION keep_steps() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN RAISE EXCEPTION 'steps stay' USING ERRCODE = 'integrity_constraint_violation'; END $$
            """,
            *(
                f"CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION keep_steps()"
                for table in _HISTORY
            ),
        ),
    ),
)

_IS_REMOVED = "EXISTS (SELECT 1 FROM ingested_document WHERE key = OLD.document AND removed_at IS NOT NULL)"
#: Steps of a document that was removed can go, together with everything else of it.
DOCUMENT_PURGE: tuple[Declaration, ...] = (
    ByDialect(
        sqlite=tuple(
            statement
            for table in _HISTORY
            for statement in (
                f"DROP TRIGGER {table}_keeps_delete",
                f"CREATE TRIGGER {table}_keeps_delete BEFORE DELETE ON {table} WHEN NOT {_IS_REMOVED} "
                "BEGIN SELECT RAISE(ABORT, 'steps stay'); END",
            )
        ),
        postgres=(
            f"""
            CREATE FUNCTION keep_live_steps() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
            AS $$ BEGIN
                IF TG_OP = 'DELETE' AND {_IS_REMOVED} THEN
                    RETURN OLD;
                END IF;
                RAISE EXCEPTION 'steps stay' USING ERRCODE = 'integrity_constraint_violation';
            END $$
            """,
            *(
                statement
                for table in _HISTORY
                for statement in (
                    f"DROP TRIGGER {table}_keeps_rows ON {table}",
                    f"CREATE TRIGGER {table}_keeps_rows BEFORE UPDATE OR DELETE ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION keep_live_steps()",
                    f"CREATE TRIGGER {table}_keeps_all BEFORE TRUNCATE ON {table} "
                    "FOR EACH STATEMENT EXECUTE FUNCTION keep_steps()",
                )
            ),
        ),
    ),
)
