-- Who of the staff changed what, and when. Rows are only ever added. Nobody (person NULL) is the house itself.
CREATE TABLE audit_entry (
    id            BIGINT       NOT NULL AUTO_INCREMENT,
    recorded_at   DATETIME(6)  NOT NULL,
    person        BIGINT       NULL,
    action        VARCHAR(60)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject       VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    before_state  MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    after_state   MEDIUMTEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    PRIMARY KEY (id),
    CONSTRAINT audit_entry_names_something CHECK (action <> '' AND subject <> ''),
    INDEX audit_entry_by_person (person, id),
    INDEX audit_entry_by_action (action, id),
    INDEX audit_entry_by_subject (subject, id),
    INDEX audit_entry_by_time (recorded_at, id)
) CHARACTER SET utf8mb4;
