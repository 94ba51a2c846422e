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
    CONSTRAINT ck_audit_entry_names_something CHECK (action <> '' AND subject <> ''),
    INDEX ix_audit_entry_person (person, id),
    INDEX ix_audit_entry_action (action, id),
    INDEX ix_audit_entry_subject (subject, id),
    INDEX ix_audit_entry_time (recorded_at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
