-- Every won that came, went back, was kept or was given on top. Rows are only ever added; every balance is a sum over them.
-- CAPTURE: the provider took it; REVERSAL: the bank took a deposit back; REFUND: the provider sent it back; REPAYMENT: the house paid it back in another way; FEE: kept of a
-- capture at a cancellation; COMPENSATION: given to the buyer beyond what was paid. occurred_at: when, by the provider's clock.
CREATE TABLE money_entry (
    id               BIGINT       NOT NULL AUTO_INCREMENT,
    payment_id       BIGINT       NOT NULL,
    refund_id        BIGINT       NULL,
    kind             VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount           BIGINT       NOT NULL,
    transaction_key  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
    occurred_at      DATETIME(6)  NOT NULL,
    created_at       DATETIME(6)  NOT NULL,
    -- How often the bank had taken the deposit back before.
    reversals        INT          NOT NULL DEFAULT 0,
    -- Nothing is entered twice: one capture between two reversals, one compensation of a payment, one return and one fee of a refund.
    single_kind      VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS
        (CASE WHEN kind IN ('CAPTURE', 'REVERSAL', 'COMPENSATION') THEN kind END) STORED,
    returned_refund  BIGINT GENERATED ALWAYS AS
        (CASE WHEN kind IN ('REFUND', 'REPAYMENT') THEN refund_id END) STORED,
    PRIMARY KEY (id),
    CONSTRAINT fk_money_entry_payment FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT fk_money_entry_refund FOREIGN KEY (refund_id) REFERENCES refund (id),
    CONSTRAINT uk_money_entry_single UNIQUE (payment_id, single_kind, reversals),
    CONSTRAINT uk_money_entry_returned UNIQUE (returned_refund),
    CONSTRAINT uk_money_entry_refund UNIQUE (refund_id, kind),
    CONSTRAINT uk_money_entry_transaction UNIQUE (payment_id, kind, transaction_key, reversals),
    CONSTRAINT ck_money_entry_kind CHECK (kind IN ('CAPTURE', 'REVERSAL', 'REFUND', 'REPAYMENT', 'FEE', 'COMPENSATION')),
    CONSTRAINT ck_money_entry_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_money_entry_returns_a_refund CHECK
        (kind NOT IN ('REFUND', 'REPAYMENT') OR refund_id IS NOT NULL),
    CONSTRAINT ck_money_entry_provider_key CHECK (transaction_key IS NULL OR kind IN ('CAPTURE', 'REFUND')),
    INDEX ix_money_entry_sums (payment_id, kind, amount),
    INDEX ix_money_entry_time (occurred_at, id),
    INDEX ix_money_entry_entering (created_at, payment_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Staff look payments up by buyer and by day.
ALTER TABLE payment ADD INDEX ix_payment_customer (customer_key, id), ADD INDEX ix_payment_creation (created_at, id);

-- What the house owes a buyer beyond what was paid, such as when the organiser cancels. Never sent through the provider: staff pay it
-- and say how.
CREATE TABLE compensation (
    id               BIGINT       NOT NULL AUTO_INCREMENT,
    payment_id       BIGINT       NOT NULL,
    amount           BIGINT       NOT NULL,
    reason           VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    created_at       DATETIME(6)  NOT NULL,
    settled_at       DATETIME(6)  NULL,
    note             VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    settled_by       BIGINT       NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_compensation_payment FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT uk_compensation_payment UNIQUE (payment_id),
    CONSTRAINT ck_compensation_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_compensation_settled_how CHECK ((settled_at IS NULL) = (note IS NULL)),
    CONSTRAINT ck_compensation_settled_by_someone CHECK ((settled_at IS NULL) = (settled_by IS NULL)),
    INDEX ix_compensation_owed (settled_at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
