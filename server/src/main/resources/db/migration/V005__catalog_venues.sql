-- Where performances take place. Text compares as people do (case and accents do not matter); labels that the
-- program compares itself compare bit by bit.
CREATE TABLE venue (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    name       VARCHAR(100) NOT NULL,
    address    VARCHAR(200) NOT NULL,
    capacity   INT          NOT NULL,
    -- Minutes between the end of a round and the start of the next one.
    turnaround INT          NOT NULL DEFAULT 30,
    -- Counts the changes, so that nobody overwrites what he has not seen.
    version    INT          NOT NULL DEFAULT 1,
    created_at DATETIME(6)  NOT NULL,
    changed_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uk_venue_name UNIQUE (name),
    CONSTRAINT ck_venue_name CHECK (CHAR_LENGTH(name) > 0),
    CONSTRAINT ck_venue_address CHECK (CHAR_LENGTH(address) > 0),
    CONSTRAINT ck_venue_capacity CHECK (capacity BETWEEN 1 AND 60000),
    CONSTRAINT ck_venue_turnaround CHECK (turnaround BETWEEN 0 AND 1440)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- A part of a venue, listed in the order of its position.
CREATE TABLE section (
    id       BIGINT      NOT NULL AUTO_INCREMENT,
    venue_id BIGINT      NOT NULL,
    position INT         NOT NULL,
    name     VARCHAR(40) NOT NULL,
    standing BOOLEAN     NOT NULL,
    capacity INT         NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uk_section_position UNIQUE (venue_id, position),
    CONSTRAINT uk_section_name UNIQUE (venue_id, name),
    CONSTRAINT fk_section_venue FOREIGN KEY (venue_id) REFERENCES venue (id),
    CONSTRAINT ck_section_position CHECK (position >= 0),
    CONSTRAINT ck_section_name CHECK (CHAR_LENGTH(name) > 0),
    CONSTRAINT ck_section_capacity CHECK (capacity BETWEEN 1 AND 60000)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A row of a section, counted from the stage.
CREATE TABLE seat_row (
    section_id BIGINT      NOT NULL,
    position   INT         NOT NULL,
    label      VARCHAR(10) NOT NULL,
    PRIMARY KEY (section_id, position),
    CONSTRAINT uk_seat_row_label UNIQUE (section_id, label),
    CONSTRAINT fk_seat_row_section FOREIGN KEY (section_id) REFERENCES section (id),
    CONSTRAINT ck_seat_row_position CHECK (position >= 0),
    CONSTRAINT ck_seat_row_label CHECK (CHAR_LENGTH(label) > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A seat; the order of the ids is the order of the map.
CREATE TABLE seat (
    id           BIGINT        NOT NULL AUTO_INCREMENT,
    section_id   BIGINT        NOT NULL,
    row_position INT           NOT NULL,
    number       INT           NOT NULL,
    x            DECIMAL(9, 3) NOT NULL,
    y            DECIMAL(9, 3) NOT NULL,
    wheelchair   BOOLEAN       NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uk_seat_number UNIQUE (section_id, row_position, number),
    CONSTRAINT uk_seat_place UNIQUE (section_id, x, y),
    CONSTRAINT fk_seat_row FOREIGN KEY (section_id, row_position) REFERENCES seat_row (section_id, position),
    CONSTRAINT ck_seat_number CHECK (number BETWEEN 1 AND 9999)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
