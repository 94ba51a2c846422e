-- One row that is written every second while a read replica is configured. What a replica has of it tells how far
-- behind it is; the installation tells whether it is a copy of this database at all.
CREATE TABLE replica_heartbeat (
    id           TINYINT     NOT NULL PRIMARY KEY,
    installation CHAR(36)    NOT NULL,
    written_at   DATETIME(6) NOT NULL,
    CONSTRAINT ck_replica_heartbeat_single CHECK (id = 1)
);

INSERT INTO replica_heartbeat (id, installation, written_at) VALUES (1, UUID(), UTC_TIMESTAMP(6));
