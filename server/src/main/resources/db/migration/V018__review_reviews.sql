-- What people who were there wrote about a performance: one review for each reservation. Ids rise with time, so the
-- newest review is the one with the highest id. account_id and author (the masked name) are gone once the account is
-- closed. What is hidden by staff is not shown and not counted; if its author deletes it, its text goes and its row stays, so
-- that it cannot be written again (content is NULL).
CREATE TABLE review (
    id             BIGINT        NOT NULL AUTO_INCREMENT,
    performance_id BIGINT        NOT NULL,
    reservation_id BIGINT        NOT NULL,
    account_id     BIGINT        NULL,
    author         VARCHAR(20)   NULL,
    rating         TINYINT       NOT NULL,
    content        VARCHAR(1000) NULL,
    created_at     DATETIME(6)   NOT NULL,
    edited_at      DATETIME(6)   NULL,
    hidden_at      DATETIME(6)   NULL,
    hidden_reason  VARCHAR(200)  NULL,
    shown          TINYINT GENERATED ALWAYS AS (CASE WHEN hidden_at IS NULL THEN 1 ELSE 0 END) STORED,
    PRIMARY KEY (id),
    CONSTRAINT uk_review_reservation UNIQUE (reservation_id),
    CONSTRAINT fk_review_performance FOREIGN KEY (performance_id) REFERENCES performance (id),
    CONSTRAINT fk_review_reservation FOREIGN KEY (reservation_id) REFERENCES reservation (id),
    CONSTRAINT fk_review_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT ck_review_rating CHECK (rating BETWEEN 1 AND 5),
    CONSTRAINT ck_review_content CHECK (IF(content IS NULL, hidden_at IS NOT NULL, CHAR_LENGTH(content) >= 10)),
    CONSTRAINT ck_review_author CHECK (account_id IS NOT NULL OR author IS NULL),
    CONSTRAINT ck_review_hidden_whole CHECK ((hidden_at IS NULL) = (hidden_reason IS NULL)),
    -- A page of the list in each order is one range of one of these; the second also counts the ratings.
    INDEX ix_review_newest (performance_id, shown, id),
    INDEX ix_review_highest (performance_id, shown, rating, id),
    INDEX ix_review_lowest (performance_id, shown, rating, id DESC),
    -- A person's own.
    INDEX ix_review_account (account_id, performance_id),
    -- Staff's list of what is hidden.
    INDEX ix_review_hidden (hidden_at, id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- How many shown reviews a performance has of each rating. Changed in the transaction that changes a review, as its last
-- statement, so that it is exact and the row is locked for a short time.
CREATE TABLE review_rating (
    performance_id BIGINT NOT NULL PRIMARY KEY,
    rated_1        INT    NOT NULL DEFAULT 0,
    rated_2        INT    NOT NULL DEFAULT 0,
    rated_3        INT    NOT NULL DEFAULT 0,
    rated_4        INT    NOT NULL DEFAULT 0,
    rated_5        INT    NOT NULL DEFAULT 0,
    CONSTRAINT fk_review_rating_performance FOREIGN KEY (performance_id) REFERENCES performance (id),
    CONSTRAINT ck_review_rating_not_negative
        CHECK (rated_1 >= 0 AND rated_2 >= 0 AND rated_3 >= 0 AND rated_4 >= 0 AND rated_5 >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- What readers reported, one report for each person and review. handled_at: when staff hid the review or dismissed the
-- report. account_id is gone once the account is closed.
CREATE TABLE review_report (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    review_id   BIGINT       NOT NULL,
    account_id  BIGINT       NULL,
    reason      VARCHAR(200) NOT NULL,
    reported_at DATETIME(6)  NOT NULL,
    handled_at  DATETIME(6)  NULL,
    open        TINYINT GENERATED ALWAYS AS (CASE WHEN handled_at IS NULL THEN 1 ELSE 0 END) STORED,
    PRIMARY KEY (id),
    CONSTRAINT uk_review_report_one_per_person UNIQUE (review_id, account_id),
    CONSTRAINT fk_review_report_review FOREIGN KEY (review_id) REFERENCES review (id) ON DELETE CASCADE,
    CONSTRAINT fk_review_report_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT ck_review_report_reason CHECK (CHAR_LENGTH(reason) > 0),
    INDEX ix_review_report_open (open, review_id, reported_at),
    INDEX ix_review_report_account (account_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
