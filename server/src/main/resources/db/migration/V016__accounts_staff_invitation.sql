-- Invitations to the staff. Only a hash of the code is stored; of one address one invitation is open at most.
CREATE TABLE staff_invitation (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    email      VARCHAR(254) CHARACTER SET ascii COLLATE ascii_general_ci NOT NULL,
    role       VARCHAR(10)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    code_hash  BINARY(32)   NOT NULL,
    created_at DATETIME(6)  NOT NULL,
    expires_at DATETIME(6)  NOT NULL,
    -- Accepted or withdrawn.
    ended_at   DATETIME(6)  NULL,
    account_id BIGINT       NULL,
    open_email VARCHAR(254) CHARACTER SET ascii COLLATE ascii_general_ci
        GENERATED ALWAYS AS (IF(ended_at IS NULL, email, NULL)) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT uk_staff_invitation_code UNIQUE (code_hash),
    CONSTRAINT uk_staff_invitation_open_email UNIQUE (open_email),
    CONSTRAINT fk_staff_invitation_account FOREIGN KEY (account_id) REFERENCES account (id),
    CONSTRAINT ck_staff_invitation_role CHECK (role IN ('BOX_OFFICE', 'FINANCE', 'ADMIN')),
    CONSTRAINT ck_staff_invitation_expires_later CHECK (expires_at > created_at),
    CONSTRAINT ck_staff_invitation_accepted_ended CHECK (account_id IS NULL OR ended_at IS NOT NULL),
    INDEX ix_staff_invitation_email (email),
    INDEX ix_staff_invitation_expires (expires_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
