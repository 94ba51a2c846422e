-- The people. A closed account keeps its row, because reservations refer to it, and nothing personal.
CREATE TABLE account (
    id                     BIGINT       NOT NULL AUTO_INCREMENT,
    email                  VARCHAR(254) CHARACTER SET ascii COLLATE ascii_general_ci NULL,
    name                   VARCHAR(50)  NOT NULL,
    password_hash          VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    role                   VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    marketing_consent      BOOLEAN      NOT NULL DEFAULT FALSE,
    marketing_consent_at   DATETIME(6)  NULL,
    customer_key           VARCHAR(50)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    credentials_version    BIGINT       NOT NULL DEFAULT 1,
    credentials_changed_at DATETIME(6)  NULL,
    -- Of mails and of whatever else is written to the person outside a request.
    language               CHAR(2)      CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'ko',
    email_verified_at      DATETIME(6)  NULL,
    last_sign_in_at        DATETIME(6)  NULL,
    created_at             DATETIME(6)  NOT NULL,
    closed_at              DATETIME(6)  NULL,
    PRIMARY KEY (id),
    CONSTRAINT uk_account_email UNIQUE (email),
    CONSTRAINT uk_account_customer_key UNIQUE (customer_key),
    INDEX ix_account_role (role),
    -- Access tokens from before a change are refused; this finds the latest changes.
    INDEX ix_account_credentials_change (credentials_changed_at),
    CONSTRAINT ck_account_role CHECK (role IN ('USER', 'BOX_OFFICE', 'FINANCE', 'ADMIN')),
    CONSTRAINT ck_account_language CHECK (language IN ('ko', 'en')),
    CONSTRAINT ck_account_closed_anonymous CHECK (
        (closed_at IS NULL AND email IS NOT NULL AND password_hash IS NOT NULL)
        OR (closed_at IS NOT NULL AND email IS NULL AND password_hash IS NULL AND marketing_consent = FALSE))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The link that verifies an account's address: the latest one only, until it is used. Only a hash is stored.
CREATE TABLE email_verification (
    account_id BIGINT      NOT NULL,
    token_hash BINARY(32)  NOT NULL,
    issued_at  DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (account_id),
    CONSTRAINT uk_email_verification_token UNIQUE (token_hash),
    CONSTRAINT fk_email_verification_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT ck_email_verification_expires_later CHECK (expires_at > issued_at),
    INDEX ix_email_verification_expires (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Refresh tokens, kept after use until they expire so that a second use is noticed. Only a hash is stored.
CREATE TABLE refresh_token (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    family     BINARY(16)  NOT NULL,
    account_id BIGINT      NOT NULL,
    token_hash BINARY(32)  NOT NULL,
    issued_at  DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at    DATETIME(6) NULL,
    PRIMARY KEY (id),
    CONSTRAINT uk_refresh_token_hash UNIQUE (token_hash),
    CONSTRAINT fk_refresh_token_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT ck_refresh_token_expires_later CHECK (expires_at > issued_at),
    INDEX ix_refresh_token_family (family),
    INDEX ix_refresh_token_expires (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- Wrong passwords in a row, per e-mail address that was tried, known device, person who is signed in, and network
-- address, each as a hash; and how many attempts are not decided yet.
CREATE TABLE sign_in_failure (
    subject       BINARY(32)  NOT NULL,
    failures      INT         NOT NULL,
    last_at       DATETIME(6) NOT NULL,
    under_way     INT         NOT NULL DEFAULT 0,
    begun_at      DATETIME(6) NULL,
    blocked_until DATETIME(6) NULL,
    PRIMARY KEY (subject),
    CONSTRAINT ck_sign_in_failure_count CHECK (failures >= 0 AND under_way >= 0),
    INDEX ix_sign_in_failure_age (last_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
