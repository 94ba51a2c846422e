-- Coupons of the house: what they are worth, how many there are, and when they are given. issued only grows, in the
-- transaction that writes the rows of issued_coupon, under the lock of this row; it is how many of those there are.
CREATE TABLE coupon (
    id             BIGINT       NOT NULL AUTO_INCREMENT,
    name           VARCHAR(60)  NOT NULL,
    type           VARCHAR(6)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    value          BIGINT       NOT NULL,
    max_discount   BIGINT       NULL,
    min_amount     BIGINT       NOT NULL,
    performance_id BIGINT       NULL,
    category       VARCHAR(12)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    quantity       INT          NOT NULL,
    issued         INT          NOT NULL DEFAULT 0,
    issue_from     DATETIME(6)  NOT NULL,
    issue_until    DATETIME(6)  NOT NULL,
    valid_days     INT          NOT NULL,
    code           VARCHAR(20)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    welcome        BOOLEAN      NOT NULL DEFAULT FALSE,
    created_at     DATETIME(6)  NOT NULL,
    changed_at     DATETIME(6)  NOT NULL,
    ended_at       DATETIME(6)  NULL,
    version        INT          NOT NULL DEFAULT 1,
    -- At most one coupon welcomes new people.
    welcoming      TINYINT GENERATED ALWAYS AS (CASE WHEN welcome AND ended_at IS NULL THEN 1 END) STORED,
    PRIMARY KEY (id),
    CONSTRAINT uk_coupon_code UNIQUE (code),
    CONSTRAINT uk_coupon_welcoming UNIQUE (welcoming),
    CONSTRAINT ck_coupon_name CHECK (CHAR_LENGTH(name) > 0),
    CONSTRAINT ck_coupon_type CHECK (type IN ('AMOUNT', 'RATE')),
    CONSTRAINT ck_coupon_value CHECK (value >= 1 AND (type <> 'RATE' OR value <= 100)),
    CONSTRAINT ck_coupon_max_discount_positive CHECK (max_discount >= 1),
    CONSTRAINT ck_coupon_min_amount_not_negative CHECK (min_amount >= 0),
    CONSTRAINT ck_coupon_scope CHECK (performance_id IS NULL OR category IS NULL),
    CONSTRAINT ck_coupon_quantity_positive CHECK (quantity >= 1),
    CONSTRAINT ck_coupon_issued_within_quantity CHECK (issued BETWEEN 0 AND quantity),
    CONSTRAINT ck_coupon_issue_window CHECK (issue_from < issue_until),
    CONSTRAINT ck_coupon_valid_days_positive CHECK (valid_days >= 1),
    CONSTRAINT ck_coupon_code_length CHECK (CHAR_LENGTH(code) >= 4),
    CONSTRAINT ck_coupon_welcome_without_code CHECK (NOT welcome OR code IS NULL),
    -- The buyers' list.
    INDEX ix_coupon_window (issue_until, issue_from)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The coupons that people have: one of each per person. redeemed_for: what it was used for, of which each thing takes
-- one; it goes back to unused when that came to nothing.
CREATE TABLE issued_coupon (
    id           BIGINT      NOT NULL AUTO_INCREMENT,
    coupon_id    BIGINT      NOT NULL,
    account_id   BIGINT      NOT NULL,
    issued_at    DATETIME(6) NOT NULL,
    expires_at   DATETIME(6) NOT NULL,
    redeemed_for BIGINT      NULL,
    redeemed_at  DATETIME(6) NULL,
    discount     BIGINT      NULL,
    PRIMARY KEY (id),
    CONSTRAINT uk_issued_coupon_one_per_person UNIQUE (coupon_id, account_id),
    CONSTRAINT uk_issued_coupon_redeemed_for UNIQUE (redeemed_for),
    CONSTRAINT fk_issued_coupon_coupon FOREIGN KEY (coupon_id) REFERENCES coupon (id),
    CONSTRAINT fk_issued_coupon_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT ck_issued_coupon_expires_later CHECK (expires_at > issued_at),
    CONSTRAINT ck_issued_coupon_redeemed_whole CHECK ((redeemed_for IS NULL) = (redeemed_at IS NULL)
        AND (redeemed_for IS NULL) = (discount IS NULL)),
    CONSTRAINT ck_issued_coupon_discount_positive CHECK (discount >= 1),
    CONSTRAINT ck_issued_coupon_redeemed_in_time CHECK (redeemed_at < expires_at),
    -- A person's own list.
    INDEX ix_issued_coupon_account (account_id, expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- What everybody gets who verifies the address: 5,000 won for 30 days. Staff may end it and make another one.
INSERT INTO coupon (name, type, value, min_amount, quantity, issue_from, issue_until, valid_days, welcome, created_at,
    changed_at)
VALUES ('가입 환영 쿠폰', 'AMOUNT', 5000, 0, 100000000, '2026-01-01', '2100-01-01', 30, TRUE, '2026-01-01', '2026-01-01');
