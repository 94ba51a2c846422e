-- Requests that a client may repeat without doing twice what they ask for, kept for a day with their first answer.
CREATE TABLE idempotent_request (
    person          BIGINT       NOT NULL,
    idempotency_key VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    fingerprint     BINARY(32)   NOT NULL,
    attempt         BIGINT       NOT NULL,
    started_at      DATETIME(6)  NOT NULL,
    finished_at     DATETIME(6)  NULL,
    status          SMALLINT     NULL,
    content_type    VARCHAR(100) NULL,
    location        VARCHAR(500) NULL,
    body            MEDIUMBLOB   NULL,
    PRIMARY KEY (person, idempotency_key),
    CONSTRAINT ck_idempotent_request_open_or_answered CHECK (
        (finished_at IS NULL AND status IS NULL AND body IS NULL)
        OR (finished_at IS NOT NULL AND status BETWEEN 200 AND 499 AND body IS NOT NULL)),
    INDEX ix_idempotent_request_age (started_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
