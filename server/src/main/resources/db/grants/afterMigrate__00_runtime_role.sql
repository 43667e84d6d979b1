-- Rights of the role that the running center uses: rows, never structure. Given anew after each migration; a feature
-- that wants less (rows that can only be added) takes it away in an afterMigrate script of its own, run after this.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL ROUTINES IN SCHEMA public FROM PUBLIC;

GRANT USAGE ON SCHEMA public TO ${runtime_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${runtime_role};
GRANT SELECT, UPDATE, USAGE ON ALL SEQUENCES IN SCHEMA public TO ${runtime_role};
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA public TO ${runtime_role};

-- For what the owner makes later: partitions.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${runtime_role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, UPDATE, USAGE ON SEQUENCES TO ${runtime_role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON ROUTINES TO ${runtime_role};

REVOKE ALL ON flyway_schema_history FROM ${runtime_role};
REVOKE INSERT, UPDATE, DELETE ON provision FROM ${runtime_role};
