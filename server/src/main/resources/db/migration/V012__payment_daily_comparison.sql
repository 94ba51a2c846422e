-- The days, in Korea, that are compared with the provider. WAITING: from the beginning, once next_attempt_at has come; RUNNING: begun,
-- and taken up again by anybody once next_attempt_at has passed; COMPARED: done, and done again at next_attempt_at if there is one,
-- because something was still under way. run grows whenever somebody takes the day on: whoever knows an older one has lost it.
-- read_up_to, read_whole: how far the provider's list was read; failure: why the last attempt came to no end.
-- Amounts are what was captured, reversed by the bank, and refunded on the day, in the provider's books and in ours.
CREATE TABLE compared_day (
    business_day     DATE         NOT NULL,
    status           VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    run              INT          NOT NULL DEFAULT 0,
    attempts         INT          NOT NULL DEFAULT 0,
    next_attempt_at  DATETIME(6)  NULL,
    read_up_to       VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
    read_whole       BOOLEAN      NOT NULL DEFAULT FALSE,
    failure          VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    compared_at      DATETIME(6)  NULL,
    transactions     INT          NOT NULL DEFAULT 0,
    under_way        INT          NOT NULL DEFAULT 0,
    captured_theirs  BIGINT       NOT NULL DEFAULT 0,
    captured_ours    BIGINT       NOT NULL DEFAULT 0,
    reversed_theirs  BIGINT       NOT NULL DEFAULT 0,
    reversed_ours    BIGINT       NOT NULL DEFAULT 0,
    refunded_theirs  BIGINT       NOT NULL DEFAULT 0,
    refunded_ours    BIGINT       NOT NULL DEFAULT 0,
    PRIMARY KEY (business_day),
    CONSTRAINT ck_compared_day_status CHECK (status IN ('WAITING', 'RUNNING', 'COMPARED')),
    CONSTRAINT ck_compared_day_taken_up CHECK (status = 'COMPARED' OR next_attempt_at IS NOT NULL),
    CONSTRAINT ck_compared_day_compared_when CHECK (status <> 'COMPARED' OR compared_at IS NOT NULL),
    INDEX ix_compared_day_due (next_attempt_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- What the provider lists of a day while it is compared, and of an hour at either side; empty otherwise. in_day: it belongs to the day.
-- CAPTURE and REFUND move money; ACCOUNT: an account was made; REVERSAL: the bank took a deposit back; CLOSED: an account was closed
-- before any money came; OTHER: a status that nobody knows.
CREATE TABLE provider_transaction (
    business_day     DATE         NOT NULL,
    payment_key      VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    transaction_key  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status           VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind             VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    order_id         VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    amount           BIGINT       NOT NULL,
    occurred_at      DATETIME(6)  NOT NULL,
    in_day           BOOLEAN      NOT NULL,
    payment_id       BIGINT       NULL,
    PRIMARY KEY (business_day, payment_key, transaction_key, status),
    CONSTRAINT fk_provider_transaction_day FOREIGN KEY (business_day) REFERENCES compared_day (business_day),
    CONSTRAINT ck_provider_transaction_kind CHECK (kind IN
        ('CAPTURE', 'REFUND', 'ACCOUNT', 'REVERSAL', 'CLOSED', 'OTHER')),
    CONSTRAINT ck_provider_transaction_amount CHECK (amount >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Where the provider's books and ours differ, and what was done about it. One row for each movement, however often its day is compared.
-- FOUND: nothing was done yet; SETTLED_ITSELF: the usual ways have settled it; OPEN: they could not, and staff have to look;
-- SETTLED_BY_STAFF: they have; GONE: a later comparison did not find it any more.
-- transaction_key: the provider's, or # and the number of our entry if the provider never said one. seen_run: the comparison that saw it last.
CREATE TABLE provider_difference (
    id               BIGINT       NOT NULL AUTO_INCREMENT,
    business_day     DATE         NOT NULL,
    kind             VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    payment_key      VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    transaction_key  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    order_id         VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    payment_id       BIGINT       NULL,
    theirs           BIGINT       NULL,
    ours             BIGINT       NULL,
    their_status     VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    our_status       VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    occurred_at      DATETIME(6)  NOT NULL,
    state            VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    deed             VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    found_at         DATETIME(6)  NOT NULL,
    seen_run         INT          NOT NULL,
    ended_at         DATETIME(6)  NULL,
    note             VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    settled_by       BIGINT       NULL,
    PRIMARY KEY (id),
    CONSTRAINT uk_provider_difference_transaction UNIQUE (kind, payment_key, transaction_key),
    CONSTRAINT fk_provider_difference_day FOREIGN KEY (business_day) REFERENCES compared_day (business_day),
    CONSTRAINT fk_provider_difference_payment FOREIGN KEY (payment_id) REFERENCES payment (id),
    CONSTRAINT ck_provider_difference_kind CHECK (kind IN
        ('MISSING_CAPTURE', 'MISSING_REFUND', 'UNKNOWN_CAPTURE', 'UNKNOWN_REFUND', 'AMOUNT', 'STATUS')),
    CONSTRAINT ck_provider_difference_state CHECK (state IN
        ('FOUND', 'SETTLED_ITSELF', 'OPEN', 'SETTLED_BY_STAFF', 'GONE')),
    CONSTRAINT ck_provider_difference_ended_when CHECK ((state IN ('FOUND', 'OPEN')) = (ended_at IS NULL)),
    CONSTRAINT ck_provider_difference_done_what CHECK (state NOT IN ('OPEN', 'SETTLED_ITSELF') OR deed IS NOT NULL),
    CONSTRAINT ck_provider_difference_settled_how CHECK ((state = 'SETTLED_BY_STAFF') = (note IS NOT NULL)),
    CONSTRAINT ck_provider_difference_settled_by_someone CHECK ((state = 'SETTLED_BY_STAFF') = (settled_by IS NOT NULL)),
    CONSTRAINT ck_provider_difference_has_a_side CHECK (theirs IS NOT NULL OR ours IS NOT NULL),
    INDEX ix_provider_difference_day (business_day, state, id),
    INDEX ix_provider_difference_open (state, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
