-- Events that are on their way to their listeners, written in the publisher's transaction (Spring Modulith 2.0).
-- The indexes serve completion, which looks a publication up by listener and event, and the search for open ones.
CREATE TABLE EVENT_PUBLICATION (
    ID                     VARCHAR(36)   NOT NULL,
    LISTENER_ID            VARCHAR(512)  NOT NULL,
    EVENT_TYPE             VARCHAR(512)  NOT NULL,
    SERIALIZED_EVENT       TEXT          NOT NULL,
    PUBLICATION_DATE       DATETIME(6)   NOT NULL,
    COMPLETION_DATE        DATETIME(6)   NULL,
    STATUS                 VARCHAR(20)   NULL,
    COMPLETION_ATTEMPTS    INT           NULL,
    LAST_RESUBMISSION_DATE DATETIME(6)   NULL,
    PRIMARY KEY (ID),
    INDEX EVENT_PUBLICATION_BY_EVENT_IDX (SERIALIZED_EVENT(200), LISTENER_ID(200)),
    INDEX EVENT_PUBLICATION_BY_STATUS_IDX (STATUS, PUBLICATION_DATE),
    INDEX EVENT_PUBLICATION_BY_COMPLETION_DATE_IDX (COMPLETION_DATE)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Events whose listener failed too often. They are delivered once more when somebody moves them back.
CREATE TABLE event_dead_letter (
    id               VARCHAR(36)   NOT NULL,
    listener_id      VARCHAR(512)  NOT NULL,
    event_type       VARCHAR(512)  NOT NULL,
    serialized_event TEXT          NOT NULL,
    publication_date DATETIME(6)   NOT NULL,
    died_at          DATETIME(6)   NOT NULL,
    PRIMARY KEY (id),
    INDEX ix_event_dead_letter_died (died_at)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
