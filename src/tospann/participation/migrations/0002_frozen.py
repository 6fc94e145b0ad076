"""What is sent stays as it was asked, what came in is only added to, what is over is over."""

from django.db import migrations

# ruff: noqa: S608 - the only names put into the SQL are the ones below
ADDED_TO = ["answer", "reply", "extension"]
PARTS = ["hearingbody", "question"]

GUARD = """
CREATE FUNCTION participation_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$;

CREATE FUNCTION participation_open(of uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT sent_at IS NOT NULL AND closed_at IS NULL AND called_off_at IS NULL
    FROM participation_hearing WHERE id = of
$$;

CREATE FUNCTION participation_hearing_same() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.closed_at IS NOT NULL OR OLD.called_off_at IS NOT NULL OR OLD.dropped_at IS NOT NULL
    THEN RAISE EXCEPTION 'the hearing is over';
    END IF;
    IF OLD.sent_at IS NOT NULL AND (
        (NEW.id, NEW.document_id, NEW.title, NEW.introduction, NEW.revision, NEW.version_id,
            NEW.short_because, NEW.begun_at, NEW.begun_by_id, NEW.sent_at, NEW.sent_by_id)
        IS DISTINCT FROM
        (OLD.id, OLD.document_id, OLD.title, OLD.introduction, OLD.revision, OLD.version_id,
            OLD.short_because, OLD.begun_at, OLD.begun_by_id, OLD.sent_at, OLD.sent_by_id)
        OR NEW.deadline IS NULL OR NEW.deadline < OLD.deadline)
    THEN RAISE EXCEPTION 'a hearing that is sent stays as it was asked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_hearing_same BEFORE UPDATE ON participation_hearing
    FOR EACH ROW EXECUTE FUNCTION participation_hearing_same();
CREATE TRIGGER participation_hearing_no_delete BEFORE DELETE ON participation_hearing
    FOR EACH ROW EXECUTE FUNCTION participation_refuse();

CREATE FUNCTION participation_hears_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM
        (SELECT document_id FROM agreed_version WHERE id = NEW.version_id)
    THEN RAISE EXCEPTION 'a hearing is of a version of its own document';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_hearing_hears_own BEFORE INSERT OR UPDATE ON participation_hearing
    FOR EACH ROW EXECUTE FUNCTION participation_hears_own();

CREATE FUNCTION participation_draft_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sent_at FROM participation_hearing WHERE id = OLD.hearing_id) IS NOT NULL
    THEN RAISE EXCEPTION 'a hearing that is sent stays as it was asked';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION participation_not_after_sending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sent_at FROM participation_hearing WHERE id = NEW.hearing_id) IS NOT NULL
    THEN RAISE EXCEPTION 'a hearing that is sent stays as it was asked';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_question_before_sending BEFORE INSERT ON participation_question
    FOR EACH ROW EXECUTE FUNCTION participation_not_after_sending();

CREATE FUNCTION participation_not_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM participation_hearing WHERE id = NEW.hearing_id
        AND (closed_at IS NOT NULL OR called_off_at IS NOT NULL OR dropped_at IS NOT NULL))
    THEN RAISE EXCEPTION 'the hearing is over';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_hearingbody_not_over BEFORE INSERT ON participation_hearingbody
    FOR EACH ROW EXECUTE FUNCTION participation_not_over();

CREATE FUNCTION participation_answer_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT participation_open(
        (SELECT hearing_id FROM participation_hearingbody WHERE id = NEW.body_id))
    THEN RAISE EXCEPTION 'a hearing is answered while it is open';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_answer_while_open BEFORE INSERT ON participation_answer
    FOR EACH ROW EXECUTE FUNCTION participation_answer_while_open();

CREATE FUNCTION participation_reply_own() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    asked uuid := (SELECT hearing_id FROM participation_question WHERE id = NEW.question_id);
BEGIN
    IF asked IS DISTINCT FROM (SELECT b.hearing_id FROM participation_answer a
        JOIN participation_hearingbody b ON b.id = a.body_id WHERE a.id = NEW.answer_id)
    THEN RAISE EXCEPTION 'a reply is to a question of its own hearing';
    END IF;
    IF NOT participation_open(asked)
    THEN RAISE EXCEPTION 'a hearing is answered while it is open';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_reply_own BEFORE INSERT ON participation_reply
    FOR EACH ROW EXECUTE FUNCTION participation_reply_own();

CREATE FUNCTION participation_follow_while_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT participation_open((SELECT q.hearing_id FROM participation_reply r
        JOIN participation_question q ON q.id = r.question_id WHERE r.id = NEW.reply_id))
    THEN RAISE EXCEPTION 'a hearing is followed up while it is open';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER participation_followup_while_open BEFORE INSERT OR UPDATE
    ON participation_followup
    FOR EACH ROW EXECUTE FUNCTION participation_follow_while_open();
CREATE TRIGGER participation_followup_no_delete BEFORE DELETE ON participation_followup
    FOR EACH ROW EXECUTE FUNCTION participation_refuse();
""" + "\n".join(
    [
        *(
            f"CREATE TRIGGER participation_{table}_frozen BEFORE UPDATE OR DELETE "
            f"ON participation_{table} FOR EACH ROW EXECUTE FUNCTION participation_refuse();"
            for table in ADDED_TO
        ),
        *(
            f"CREATE TRIGGER participation_{table}_draft_only BEFORE UPDATE OR DELETE "
            f"ON participation_{table} FOR EACH ROW EXECUTE FUNCTION participation_draft_only();"
            for table in PARTS
        ),
    ]
)

UNGUARD = (
    "\n".join(
        [
            *(
                f"DROP TRIGGER participation_{table}_draft_only ON participation_{table};"
                for table in PARTS
            ),
            *(
                f"DROP TRIGGER participation_{table}_frozen ON participation_{table};"
                for table in ADDED_TO
            ),
        ]
    )
    + """
DROP TRIGGER participation_followup_no_delete ON participation_followup;
DROP TRIGGER participation_followup_while_open ON participation_followup;
DROP FUNCTION participation_follow_while_open();
DROP TRIGGER participation_reply_own ON participation_reply;
DROP FUNCTION participation_reply_own();
DROP TRIGGER participation_answer_while_open ON participation_answer;
DROP FUNCTION participation_answer_while_open();
DROP TRIGGER participation_hearingbody_not_over ON participation_hearingbody;
DROP FUNCTION participation_not_over();
DROP TRIGGER participation_question_before_sending ON participation_question;
DROP FUNCTION participation_not_after_sending();
DROP FUNCTION participation_draft_only();
DROP TRIGGER participation_hearing_hears_own ON participation_hearing;
DROP FUNCTION participation_hears_own();
DROP TRIGGER participation_hearing_no_delete ON participation_hearing;
DROP TRIGGER participation_hearing_same ON participation_hearing;
DROP FUNCTION participation_hearing_same();
DROP FUNCTION participation_open(uuid);
DROP FUNCTION participation_refuse();
"""
)


class Migration(migrations.Migration):
    dependencies = [("participation", "0001_hearings"), ("agreed", "0002_frozen")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
