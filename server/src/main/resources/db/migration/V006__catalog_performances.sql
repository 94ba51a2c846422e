-- Who performs.
CREATE TABLE performer (
    id         BIGINT       NOT NULL AUTO_INCREMENT,
    name       VARCHAR(100) NOT NULL,
    birth_date DATE         NULL,
    nation     VARCHAR(60)  NULL,
    version    INT          NOT NULL DEFAULT 1,
    created_at DATETIME(6)  NOT NULL,
    changed_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    INDEX ix_performer_name (name),
    CONSTRAINT ck_performer_name CHECK (CHAR_LENGTH(name) > 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- The files of a poster. PENDING before they are written, LIVE in the transaction that shows them, DELETING in the
-- transaction that no longer does; the row goes when the files are gone.
CREATE TABLE poster_file (
    poster_key CHAR(32)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state      VARCHAR(8)  NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (poster_key),
    INDEX ix_poster_file_state (state, changed_at),
    CONSTRAINT ck_poster_file_state CHECK (state IN ('PENDING', 'LIVE', 'DELETING'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- What can be seen. The terms of cancellation are a copy of those of that name when they were chosen. What is archived
-- is no longer shown to buyers; it stays because the books refer to it.
CREATE TABLE performance (
    id                  BIGINT       NOT NULL AUTO_INCREMENT,
    title               VARCHAR(120) NOT NULL,
    category            VARCHAR(12)  NOT NULL,
    description         TEXT         NOT NULL,
    duration_minutes    INT          NOT NULL,
    age_limit           INT          NOT NULL,
    start_date          DATE         NOT NULL,
    end_date            DATE         NOT NULL,
    venue_id            BIGINT       NOT NULL,
    max_per_person      INT          NOT NULL,
    booking_fee         BIGINT       NOT NULL,
    cancellation_policy VARCHAR(40)  NOT NULL,
    cancellation_terms  JSON         NOT NULL,
    poster_key          CHAR(32)     CHARACTER SET ascii COLLATE ascii_bin NULL,
    version             INT          NOT NULL DEFAULT 1,
    archived_at         DATETIME(6)  NULL,
    created_at          DATETIME(6)  NOT NULL,
    changed_at          DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    INDEX ix_performance_dates (start_date, id, end_date),
    INDEX ix_performance_category (category, start_date, id, end_date),
    INDEX ix_performance_venue (venue_id, start_date, id, end_date),
    INDEX ix_performance_title (title),
    CONSTRAINT uk_performance_poster UNIQUE (poster_key),
    CONSTRAINT fk_performance_venue FOREIGN KEY (venue_id) REFERENCES venue (id),
    CONSTRAINT fk_performance_poster FOREIGN KEY (poster_key) REFERENCES poster_file (poster_key),
    CONSTRAINT ck_performance_title CHECK (CHAR_LENGTH(title) > 0),
    CONSTRAINT ck_performance_category
        CHECK (category IN ('CONCERT', 'MUSICAL', 'PLAY', 'CLASSIC', 'SPORTS', 'EXHIBITION')),
    CONSTRAINT ck_performance_description CHECK (CHAR_LENGTH(description) <= 10000),
    CONSTRAINT ck_performance_duration CHECK (duration_minutes BETWEEN 1 AND 1440),
    CONSTRAINT ck_performance_age CHECK (age_limit BETWEEN 0 AND 19),
    CONSTRAINT ck_performance_dates CHECK (start_date <= end_date),
    CONSTRAINT ck_performance_max CHECK (max_per_person BETWEEN 1 AND 20),
    CONSTRAINT ck_performance_fee CHECK (booking_fee BETWEEN 0 AND 1000000),
    CONSTRAINT ck_performance_policy CHECK (cancellation_policy IN ('standard', 'none-on-day', 'consumer-guideline',
        'large-sites-concert', 'large-sites-concert-show-day', 'large-sites-play', 'large-sites-play-show-day', 'custom'))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;

-- What its seats cost.
CREATE TABLE performance_grade (
    performance_id BIGINT      NOT NULL,
    position       INT         NOT NULL,
    name           VARCHAR(20) NOT NULL,
    price          BIGINT      NOT NULL,
    PRIMARY KEY (performance_id, position),
    CONSTRAINT uk_performance_grade_name UNIQUE (performance_id, name),
    CONSTRAINT fk_performance_grade_performance FOREIGN KEY (performance_id) REFERENCES performance (id),
    CONSTRAINT ck_performance_grade_position CHECK (position BETWEEN 0 AND 19),
    CONSTRAINT ck_performance_grade_name CHECK (CHAR_LENGTH(name) > 0),
    CONSTRAINT ck_performance_grade_price CHECK (price = 0 OR price BETWEEN 100 AND 10000000)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The grade of a section, but for the rows that have one of their own.
CREATE TABLE performance_section_grade (
    performance_id BIGINT NOT NULL,
    section_id     BIGINT NOT NULL,
    grade_position INT    NOT NULL,
    PRIMARY KEY (performance_id, section_id),
    CONSTRAINT fk_performance_section_grade_grade
        FOREIGN KEY (performance_id, grade_position) REFERENCES performance_grade (performance_id, position),
    CONSTRAINT fk_performance_section_grade_section FOREIGN KEY (section_id) REFERENCES section (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The grade of a single row.
CREATE TABLE performance_row_grade (
    performance_id BIGINT NOT NULL,
    section_id     BIGINT NOT NULL,
    row_position   INT    NOT NULL,
    grade_position INT    NOT NULL,
    PRIMARY KEY (performance_id, section_id, row_position),
    CONSTRAINT fk_performance_row_grade_grade
        FOREIGN KEY (performance_id, grade_position) REFERENCES performance_grade (performance_id, position),
    CONSTRAINT fk_performance_row_grade_row
        FOREIGN KEY (section_id, row_position) REFERENCES seat_row (section_id, position)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Who performs in it.
CREATE TABLE performance_cast (
    performance_id BIGINT      NOT NULL,
    performer_id   BIGINT      NOT NULL,
    position       INT         NOT NULL,
    role           VARCHAR(60) NOT NULL,
    PRIMARY KEY (performance_id, performer_id),
    CONSTRAINT uk_performance_cast_position UNIQUE (performance_id, position),
    CONSTRAINT fk_performance_cast_performance FOREIGN KEY (performance_id) REFERENCES performance (id),
    CONSTRAINT fk_performance_cast_performer FOREIGN KEY (performer_id) REFERENCES performer (id),
    CONSTRAINT ck_performance_cast_position CHECK (position >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_520_ci;
