-- Notices of the payment provider that have to be looked into. Nothing in them is believed: they only say which order to ask about.
-- NEW: to be worked on; DONE: looked into, or of no use. Old ones are deleted, and orders that are not ours never get here.
CREATE TABLE payment_notice (
    id               BIGINT       NOT NULL AUTO_INCREMENT,
    transmission_id  VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    order_id         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Of a notice about a deposit, which has to prove itself with it.
    secret           VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    status           VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    attempts         INT          NOT NULL DEFAULT 0,
    next_attempt_at  DATETIME(6)  NULL,
    outcome          VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    received_at      DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uk_payment_notice_transmission UNIQUE (transmission_id),
    CONSTRAINT fk_payment_notice_order FOREIGN KEY (order_id) REFERENCES payment (order_id),
    CONSTRAINT ck_payment_notice_status CHECK (status IN ('NEW', 'DONE')),
    CONSTRAINT ck_payment_notice_worked_on CHECK ((status = 'NEW') = (next_attempt_at IS NOT NULL)),
    CONSTRAINT ck_payment_notice_ended_how CHECK ((status = 'DONE') = (outcome IS NOT NULL)),
    INDEX ix_payment_notice_due (status, next_attempt_at),
    INDEX ix_payment_notice_waiting (order_id, status),
    INDEX ix_payment_notice_old (received_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
