-- Orders and what became of them. A row is the intention, written before the provider is asked, and later its answer.
-- What was taken, sent back and paid back is written in money_entry. refund_reserved: what of it was promised to go back or is kept
-- as a fee, and so cannot be promised again.
-- deposit_limit and refund_…: on what terms it may be paid by transfer, and the buyer's account that the money goes back to;
-- account_…, deposit_before, deposit_secret: the account that the provider made for it; deposit_closing: it shall be closed;
-- reversals: how often the bank took a deposit back.
-- calls counts the times the provider was asked; confirm_key grows whenever an answer used up the idempotency key.
CREATE TABLE payment (
    id               BIGINT       NOT NULL AUTO_INCREMENT,
    order_id         VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    reference        BIGINT       NOT NULL,
    status           VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    amount           BIGINT       NOT NULL,
    refund_reserved  BIGINT       NOT NULL DEFAULT 0,
    customer_key     VARCHAR(50)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    order_name       VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    pay_before       DATETIME(6)  NOT NULL,
    payment_key      VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
    started_at       DATETIME(6)  NULL,
    calls            INT          NOT NULL DEFAULT 0,
    confirm_key      INT          NOT NULL DEFAULT 1,
    next_attempt_at  DATETIME(6)  NULL,
    -- How it was paid in the provider's window, whatever the provider calls it.
    method           VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    approved_at      DATETIME(6)  NULL,
    receipt_url      VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    failure_code     VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    failure_message  VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    deposit_limit    DATETIME(6)  NULL,
    refund_bank      VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    refund_account   VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    refund_holder    VARCHAR(60)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    account_bank     VARCHAR(20)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    account_number   VARCHAR(50)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    account_holder   VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    deposit_before   DATETIME(6)  NULL,
    deposit_secret   VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    deposit_closing  BOOLEAN      NOT NULL DEFAULT FALSE,
    reversals        INT          NOT NULL DEFAULT 0,
    -- Until when a node sends its refunds, one after the other.
    refund_turn_until DATETIME(6) NULL,
    created_at       DATETIME(6)  NOT NULL,
    -- The same thing is never paid twice: at most one order that holds money or may still take some.
    open_reference   BIGINT GENERATED ALWAYS AS
        (CASE WHEN status IN ('READY', 'CONFIRMING', 'AWAITING_DEPOSIT', 'CAPTURED', 'PARTIALLY_REFUNDED')
            THEN reference END) STORED,
    -- From when on an account that waits is to be closed.
    closing_from     DATETIME(6) GENERATED ALWAYS AS
        (CASE WHEN status = 'AWAITING_DEPOSIT' THEN IF(deposit_closing, created_at, deposit_before) END) STORED,
    PRIMARY KEY (id),
    CONSTRAINT uk_payment_order_id UNIQUE (order_id),
    CONSTRAINT uk_payment_key UNIQUE (payment_key),
    CONSTRAINT uk_payment_open_reference UNIQUE (open_reference),
    CONSTRAINT ck_payment_status CHECK (status IN
        ('READY', 'CONFIRMING', 'AWAITING_DEPOSIT', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED', 'EXPIRED')),
    CONSTRAINT ck_payment_method CHECK (method IN ('CARD', 'VIRTUAL_ACCOUNT', 'EASY_PAY', 'MOBILE_PHONE', 'TRANSFER',
        'CULTURE_GIFT_CERTIFICATE', 'BOOK_GIFT_CERTIFICATE', 'GAME_GIFT_CERTIFICATE', 'OTHER')),
    CONSTRAINT ck_payment_amount_positive CHECK (amount > 0),
    CONSTRAINT ck_payment_refunds_covered CHECK
        (0 <= refund_reserved AND (status = 'FAILED' OR refund_reserved <= amount)),
    CONSTRAINT ck_payment_key_once_started CHECK
        (status IN ('READY', 'EXPIRED') OR (payment_key IS NOT NULL AND started_at IS NOT NULL)),
    -- Whatever waits for the provider's answer is asked about again.
    CONSTRAINT ck_payment_asked_again CHECK ((status IN ('CONFIRMING', 'AWAITING_DEPOSIT')) = (next_attempt_at IS NOT NULL)),
    CONSTRAINT ck_payment_refund_account_whole CHECK
        ((refund_bank IS NULL) = (refund_account IS NULL) AND (refund_bank IS NULL) = (refund_holder IS NULL)
            AND (refund_bank IS NULL OR deposit_limit IS NOT NULL)),
    -- No account without a way back for its money, until the order has ended; it is erased when its buyer's account is closed.
    CONSTRAINT ck_payment_deposit_goes_back CHECK
        (deposit_limit IS NULL OR refund_bank IS NOT NULL OR status NOT IN ('READY', 'CONFIRMING', 'AWAITING_DEPOSIT')),
    CONSTRAINT ck_payment_account_whole CHECK
        ((account_number IS NULL) = (account_bank IS NULL) AND (account_number IS NULL) = (account_holder IS NULL)
            AND (account_number IS NULL) = (deposit_before IS NULL)),
    CONSTRAINT ck_payment_awaits_somewhere CHECK
        (status <> 'AWAITING_DEPOSIT' OR (account_number IS NOT NULL AND deposit_limit IS NOT NULL)),
    INDEX ix_payment_reference (reference, id),
    INDEX ix_payment_due (status, next_attempt_at),
    INDEX ix_payment_closing (closing_from, next_attempt_at),
    INDEX ix_payment_unpaid (status, pay_before)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Money that is to go back, and whether it did. REQUESTED: the provider is asked until it answers; DONE: it sent the money;
-- REFUSED: it will not, and the money is still owed; SETTLED: staff paid it in another way. by_hand: staff give it back for nothing that
-- the buyer returns.
CREATE TABLE refund (
    id               BIGINT       NOT NULL AUTO_INCREMENT,
    payment_id       BIGINT       NOT NULL,
    amount           BIGINT       NOT NULL,
    reason           VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    by_hand          BOOLEAN      NOT NULL DEFAULT FALSE,
    status           VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    calls            INT          NOT NULL DEFAULT 0,
    cancel_key       INT          NOT NULL DEFAULT 1,
    next_attempt_at  DATETIME(6)  NULL,
    transaction_key  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
    failure_code     VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    created_at       DATETIME(6)  NOT NULL,
    ended_at         DATETIME(6)  NULL,
    note             VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    settled_by       BIGINT       NULL,
    PRIMARY KEY (id),
    CONSTRAINT fk_refund_payment FOREIGN KEY (payment_id) REFERENCES payment (id),
    -- One cancellation at the provider answers for one refund.
    CONSTRAINT uk_refund_transaction UNIQUE (payment_id, transaction_key),
    CONSTRAINT ck_refund_status CHECK (status IN ('REQUESTED', 'DONE', 'REFUSED', 'SETTLED')),
    CONSTRAINT ck_refund_asked_again CHECK ((status = 'REQUESTED') = (next_attempt_at IS NOT NULL)),
    CONSTRAINT ck_refund_ended_when CHECK ((status = 'REQUESTED') = (ended_at IS NULL)),
    CONSTRAINT ck_refund_refused_why CHECK ((status IN ('REFUSED', 'SETTLED')) = (failure_code IS NOT NULL)),
    CONSTRAINT ck_refund_settled_how CHECK ((status = 'SETTLED') = (note IS NOT NULL)),
    CONSTRAINT ck_refund_settled_by_someone CHECK ((status = 'SETTLED') = (settled_by IS NOT NULL)),
    CONSTRAINT ck_refund_sent_when_done CHECK (transaction_key IS NULL OR status = 'DONE'),
    CONSTRAINT ck_refund_amount_positive CHECK (amount > 0),
    INDEX ix_refund_due (status, next_attempt_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
