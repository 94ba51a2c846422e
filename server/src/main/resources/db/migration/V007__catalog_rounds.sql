-- One date and time of a performance.
CREATE TABLE performance_round (
    id                BIGINT      NOT NULL AUTO_INCREMENT,
    performance_id    BIGINT      NOT NULL,
    starts_at         DATETIME(6) NOT NULL,
    booking_opens_at  DATETIME(6) NOT NULL,
    booking_closes_at DATETIME(6) NOT NULL,
    cancelled_at      DATETIME(6) NULL,
    archived_at       DATETIME(6) NULL,
    version           INT         NOT NULL DEFAULT 1,
    created_at        DATETIME(6) NOT NULL,
    -- When it takes place; nothing for a cancelled round, which leaves its time to another.
    live_start        DATETIME(6) GENERATED ALWAYS AS (CASE WHEN cancelled_at IS NULL THEN starts_at END) VIRTUAL,
    PRIMARY KEY (id),
    INDEX ix_performance_round_opening (booking_opens_at, performance_id),
    INDEX ix_performance_round_start (starts_at),
    INDEX ix_performance_round_performance (performance_id, starts_at),
    CONSTRAINT uk_performance_round_start UNIQUE (performance_id, live_start),
    CONSTRAINT fk_performance_round_performance FOREIGN KEY (performance_id) REFERENCES performance (id),
    CONSTRAINT ck_performance_round_booking CHECK (booking_opens_at < booking_closes_at),
    CONSTRAINT ck_performance_round_closing CHECK (booking_closes_at <= starts_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
