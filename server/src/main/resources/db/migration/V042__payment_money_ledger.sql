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
    CONSTRAINT money_entry_of_payment FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT money_entry_of_refund FOREIGN KEY (refund_id) REFERENCES refund (id),
    CONSTRAINT money_entry_single_unique UNIQUE (payment_id, single_kind, reversals),
    CONSTRAINT money_entry_returned_unique UNIQUE (returned_refund),
    CONSTRAINT money_entry_refund_unique UNIQUE (refund_id, kind),
    CONSTRAINT money_entry_transaction_unique UNIQUE (payment_id, kind, transaction_key, reversals),
    CONSTRAINT money_entry_kind_known CHECK (kind IN ('CAPTURE', 'REVERSAL', 'REFUND', 'REPAYMENT', 'FEE', 'COMPENSATION')),
    CONSTRAINT money_entry_amount_positive CHECK (amount > 0),
    CONSTRAINT money_entry_returns_a_refund CHECK
        (kind NOT IN ('REFUND', 'REPAYMENT') OR refund_id IS NOT NULL),
    CONSTRAINT money_entry_provider_key CHECK (transaction_key IS NULL OR kind IN ('CAPTURE', 'REFUND')),
    INDEX money_entry_sums (payment_id, kind, amount),
    INDEX money_entry_by_time (occurred_at, id),
    INDEX money_entry_by_entering (created_at, payment_id)
) CHARACTER SET utf8mb4;

-- Staff look payments up by buyer and by day.
ALTER TABLE payment ADD INDEX payment_by_customer (customer_key, id), ADD INDEX payment_by_creation (created_at, id);

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
    CONSTRAINT compensation_of_payment FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT compensation_once UNIQUE (payment_id),
    CONSTRAINT compensation_amount_positive CHECK (amount > 0),
    CONSTRAINT compensation_settled_how CHECK ((settled_at IS NULL) = (note IS NULL)),
    CONSTRAINT compensation_settled_by_someone CHECK ((settled_at IS NULL) = (settled_by IS NULL)),
    INDEX compensation_owed (settled_at, id)
) CHARACTER SET utf8mb4;
