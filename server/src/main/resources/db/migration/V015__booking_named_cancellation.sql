-- Results of cancellations by idempotency key, written in the transaction that cancels, so that a request repeated after a crash
-- gets the first result. name: the key. account_id: the buyer or member of staff who sent it. refund_id: null if nothing is refunded.
CREATE TABLE named_cancellation (
    reservation_id BIGINT       NOT NULL,
    account_id     BIGINT       NOT NULL,
    name           VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    refund         BIGINT       NOT NULL,
    cancellation_fee BIGINT     NOT NULL,
    booking_fee    BIGINT       NOT NULL,
    refund_id      BIGINT       NULL,
    cancelled_at   DATETIME(6)  NOT NULL,
    PRIMARY KEY (reservation_id, account_id, name),
    CONSTRAINT fk_named_cancellation_reservation FOREIGN KEY (reservation_id) REFERENCES reservation (id),
    CONSTRAINT ck_named_cancellation_amounts CHECK (refund >= 0 AND cancellation_fee >= 0 AND booking_fee >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
