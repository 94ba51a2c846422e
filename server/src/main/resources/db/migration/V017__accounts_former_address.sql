-- Addresses of closed accounts, for what everybody gets once only. Only a keyed hash is stored, and not whose it was.
CREATE TABLE former_address (
    address_hash BINARY(32)  NOT NULL,
    closed_at    DATETIME(6) NOT NULL,
    PRIMARY KEY (address_hash),
    INDEX ix_former_address_age (closed_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
