-- The running center adds audit rows and reads them, nothing else.
REVOKE ALL ON audit_row FROM ${runtime_role};
GRANT SELECT, INSERT ON audit_row TO ${runtime_role};
