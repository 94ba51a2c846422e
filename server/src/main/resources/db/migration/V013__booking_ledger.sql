-- Reservations: who asked for which seats, and what became of it.
CREATE TABLE reservation (
    id           BIGINT      NOT NULL PRIMARY KEY,
    code         CHAR(8)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_id   BIGINT      NOT NULL,
    round_id     BIGINT      NOT NULL,
    status       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    -- Seats that it holds or owns; once all were given back, seats that it had.
    seat_count   INT         NOT NULL,
    amount       BIGINT      NOT NULL,
    booking_fee  BIGINT      NOT NULL,
    -- Until when the buyer may start to pay; no longer of interest once paid or given back.
    held_until   DATETIME(6) NULL,
    created_at   DATETIME(6) NOT NULL,
    confirmed_at DATETIME(6) NULL,
    cancelled_at DATETIME(6) NULL,
    -- When the buyer gave a hold back.
    released_at  DATETIME(6) NULL,
    -- REPEATED: the buyer repeated the claim and was told of this hold. LOST: it was given back because the answer to
    -- the claim had reached nobody. A hold becomes one of them at most.
    claim_answer VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NULL,
    CONSTRAINT uk_reservation_code UNIQUE (code),
    CONSTRAINT fk_reservation_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT fk_reservation_round FOREIGN KEY (round_id) REFERENCES performance_round (id),
    CONSTRAINT ck_reservation_status CHECK (status IN ('HELD', 'PAYING', 'AWAITING_DEPOSIT', 'CONFIRMED',
        'PARTIALLY_CANCELLED', 'CANCELLED', 'EXPIRED')),
    CONSTRAINT ck_reservation_seat_count CHECK (seat_count > 0),
    CONSTRAINT ck_reservation_amount_covers_fee CHECK (booking_fee >= 0 AND amount >= booking_fee),
    CONSTRAINT ck_reservation_held_while_unpaid CHECK ((status IN ('HELD', 'PAYING', 'AWAITING_DEPOSIT')) = (held_until IS NOT NULL)),
    CONSTRAINT ck_reservation_confirmed_when CHECK ((status IN ('CONFIRMED', 'PARTIALLY_CANCELLED', 'CANCELLED')) = (confirmed_at IS NOT NULL)),
    CONSTRAINT ck_reservation_cancelled_when CHECK (IF(cancelled_at IS NULL, status <> 'CANCELLED',
        status IN ('CANCELLED', 'PARTIALLY_CANCELLED'))),
    CONSTRAINT ck_reservation_claim_answer CHECK (claim_answer IN ('REPEATED', 'LOST')),
    -- The limit per person and round, and a person's own list.
    INDEX ix_reservation_buyer (account_id, round_id),
    -- Staff's lists of a round and of everything, newest first.
    INDEX ix_reservation_round (round_id, created_at, id),
    INDEX ix_reservation_newest (created_at, id),
    -- Holds whose time has passed.
    INDEX ix_reservation_due (held_until),
    -- What is popular, and what the audits look at again.
    INDEX ix_reservation_confirmed (confirmed_at),
    INDEX ix_reservation_cancelled (cancelled_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The seats that a reservation holds or held, with grade and price as they were then, what a coupon takes off the
-- price, and, for those that were given back after they were paid, when and what was kept. Neither here nor in
-- the ledger does a foreign key lead to the seat: it would want an index, which every claim and every new
-- round would pay for, and the catalogue does not change the seats of a house that has rounds.
CREATE TABLE reservation_seat (
    reservation_id   BIGINT      NOT NULL,
    seat_id          BIGINT      NOT NULL,
    grade            VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    price            BIGINT      NOT NULL,
    discount         BIGINT      NOT NULL DEFAULT 0,
    cancelled_at     DATETIME(6) NULL,
    -- What was kept of the price and of the booking fee, and what staff had sent back by hand before.
    cancellation_fee BIGINT      NOT NULL DEFAULT 0,
    booking_fee_kept BIGINT      NOT NULL DEFAULT 0,
    returned         BIGINT      NOT NULL DEFAULT 0,
    PRIMARY KEY (reservation_id, seat_id),
    CONSTRAINT fk_reservation_seat_reservation FOREIGN KEY (reservation_id) REFERENCES reservation (id),
    CONSTRAINT ck_reservation_seat_price_positive CHECK (price >= 0),
    CONSTRAINT ck_reservation_seat_discount_within CHECK (discount BETWEEN 0 AND price),
    CONSTRAINT ck_reservation_seat_fee_of_cancelled CHECK (cancellation_fee >= 0 AND booking_fee_kept >= 0
        AND returned >= 0 AND (cancelled_at IS NOT NULL OR (cancellation_fee = 0 AND booking_fee_kept = 0 AND returned = 0)))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The seat ledger. Free: no reservation, or held_until has passed. Held: a reservation and held_until
-- in the future. Sold: a reservation and no held_until.
-- No index and no foreign key on reservation_id: every claim would pay for it, and reservation_seat
-- already leads from a reservation to its seats.
CREATE TABLE round_seat (
    round_id       BIGINT      NOT NULL,
    seat_id        BIGINT      NOT NULL,
    grade          VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    price          BIGINT      NOT NULL,
    reservation_id BIGINT      NULL,
    held_until     DATETIME(6) NULL,
    PRIMARY KEY (round_id, seat_id),
    CONSTRAINT fk_round_seat_round FOREIGN KEY (round_id) REFERENCES performance_round (id),
    CONSTRAINT ck_round_seat_price_positive CHECK (price >= 0),
    CONSTRAINT ck_round_seat_held_by_someone CHECK (held_until IS NULL OR reservation_id IS NOT NULL)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- One row for each person who ever asked for seats of a round. Locking it lets one person's parallel
-- requests pass one by one, so that together they cannot exceed the limit.
CREATE TABLE round_buyer (
    round_id   BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    PRIMARY KEY (round_id, account_id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Buyers whose accounts are closed: they are granted no more seats. Written by the transaction that closes the account.
CREATE TABLE closed_buyer (
    account_id BIGINT NOT NULL PRIMARY KEY,
    CONSTRAINT fk_closed_buyer_account FOREIGN KEY (account_id) REFERENCES account (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The next free number of a reservation. Nodes take numbers in blocks, so that a reservation has its
-- number before it is written; numbers of a block that a stopped node did not use are skipped.
CREATE TABLE reservation_number (
    one  TINYINT NOT NULL PRIMARY KEY CHECK (one = 1),
    next BIGINT  NOT NULL
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
INSERT INTO reservation_number (one, next) VALUES (1, 1);
