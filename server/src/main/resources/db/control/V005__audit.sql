-- One row per change, bound to the row before it by its hash (the canonical bytes are described in audit/Link.java).
-- details is json, not jsonb: its text must stay as it was hashed.
CREATE TABLE audit_row (
    position bigint PRIMARY KEY CHECK (position > 0),
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_name text NOT NULL,
    address text,
    action text NOT NULL,
    target text NOT NULL,
    details json NOT NULL,
    hash text NOT NULL
);

CREATE INDEX audit_row_newest ON audit_row (at DESC, position DESC);
CREATE INDEX audit_row_actor ON audit_row (lower(actor_name), at DESC);
CREATE INDEX audit_row_action ON audit_row (action, at DESC);

CREATE FUNCTION audit_row_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit rows are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_row_final BEFORE UPDATE OR DELETE ON audit_row
    FOR EACH ROW EXECUTE FUNCTION audit_row_is_final();
CREATE TRIGGER audit_row_kept BEFORE TRUNCATE ON audit_row
    FOR EACH STATEMENT EXECUTE FUNCTION audit_row_is_final();
