-- Rounds that the organiser cancels, and how far giving the bookings back is. A node that works on one moves
-- next_attempt_at into the future, so that others leave it alone meanwhile; if it dies, another takes over then.
-- Rounds may be deleted later, so there is no foreign key on them.
CREATE TABLE round_cancellation (
    round_id             BIGINT      NOT NULL PRIMARY KEY,
    reason               VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    compensation_percent INT         NOT NULL,
    requested_at         DATETIME(6) NOT NULL,
    next_attempt_at      DATETIME(6) NOT NULL,
    finished_at          DATETIME(6) NULL,
    INDEX ix_round_cancellation_due (finished_at, next_attempt_at),
    CONSTRAINT ck_round_cancellation_percent CHECK (compensation_percent BETWEEN 0 AND 100)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The bookings that were given back because of it, each once, written in the transaction that does so.
CREATE TABLE round_cancellation_booking (
    reservation_id BIGINT      NOT NULL PRIMARY KEY,
    round_id       BIGINT      NOT NULL,
    refund         BIGINT      NOT NULL,
    compensation   BIGINT      NOT NULL,
    cancelled_at   DATETIME(6) NOT NULL,
    -- Where its refunds stand, written in the transaction in which one of them changes, so that lists need not ask the
    -- payments one by one. OWED: the provider refused one. UNDER_WAY: it has not answered yet. SENT: all went back.
    standing       VARCHAR(9)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    compensation_paid BOOLEAN  NOT NULL DEFAULT FALSE,
    INDEX ix_round_cancellation_booking_round (round_id, standing, reservation_id),
    CONSTRAINT fk_round_cancellation_booking_round FOREIGN KEY (round_id) REFERENCES round_cancellation (round_id),
    CONSTRAINT ck_round_cancellation_booking_standing CHECK (standing IN ('OWED', 'UNDER_WAY', 'SENT')),
    CONSTRAINT ck_round_cancellation_booking_amounts CHECK (refund >= 0 AND compensation >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
