-- Things whose documents in the search index are to be written again, stored by the transaction that changes them. Rows
-- are only added and deleted. No foreign key: a thing may be deleted, and then leaves the index.
CREATE TABLE search_change (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    kind       VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    thing_id   BIGINT      NOT NULL,
    attempts   INT         NOT NULL DEFAULT 0,
    changed_at DATETIME(6) NOT NULL,
    due_at     DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_search_change_attempts CHECK (attempts >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Which generation of an index all nodes search, and whether the next one is wanted.
CREATE TABLE search_index (
    name                 VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version              INT          NULL,
    active_generation    BIGINT       NULL,
    last_generation      BIGINT       NOT NULL DEFAULT 0,
    activated_at         DATETIME(6)  NULL,
    retired_generation   BIGINT       NULL,
    rebuild_requested_at DATETIME(6)  NULL,
    rebuild_started_at   DATETIME(6)  NULL,
    rebuild_written      BIGINT       NOT NULL DEFAULT 0,
    rebuild_failure      VARCHAR(500) NULL,
    PRIMARY KEY (name),
    CONSTRAINT ck_search_index_active CHECK (active_generation IS NULL OR (active_generation <= last_generation
        AND version IS NOT NULL AND activated_at IS NOT NULL))
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- The node that may write the index, one row.
CREATE TABLE search_writer (
    id         INT         NOT NULL,
    holder     CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NULL,
    backend    VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NULL,
    held_until DATETIME(6) NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_search_writer_one CHECK (id = 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO search_writer (id) VALUES (1);

-- Words that mean the same.
CREATE TABLE search_synonym (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    version    INT         NOT NULL DEFAULT 1,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- A word belongs to one group only. It is compared in the form in which queries are.
CREATE TABLE search_synonym_word (
    synonym_id BIGINT       NOT NULL,
    position   INT          NOT NULL,
    word       VARCHAR(50)  NOT NULL,
    folded     VARCHAR(200) NOT NULL,
    PRIMARY KEY (synonym_id, position),
    CONSTRAINT uk_search_synonym_word_folded UNIQUE (folded),
    CONSTRAINT fk_search_synonym_word_synonym FOREIGN KEY (synonym_id) REFERENCES search_synonym (id),
    CONSTRAINT ck_search_synonym_word_position CHECK (position >= 0)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

-- Rises with every change of synonyms, so that nodes know when to read them again.
CREATE TABLE search_synonym_revision (
    id       INT    NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT ck_search_synonym_revision_one CHECK (id = 1)
) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;

INSERT INTO search_synonym_revision (id, revision) VALUES (1, 0);
