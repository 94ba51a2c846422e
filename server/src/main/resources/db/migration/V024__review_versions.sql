-- How often the text or the rating of a review has been written. Staff decide on the version that they were shown, and a reader
-- may report a review again once it has another text than the one that staff decided on (decided_on).
ALTER TABLE review
    ADD COLUMN version INT NOT NULL DEFAULT 1,
    ADD CONSTRAINT ck_review_version CHECK (version >= 1);

ALTER TABLE review_report
    ADD COLUMN decided_on INT NULL;

-- What was edited after the decision counts as another version.
UPDATE review_report r JOIN review v ON v.id = r.review_id
SET r.decided_on = IF(v.edited_at > r.handled_at, 0, 1)
WHERE r.handled_at IS NOT NULL;

ALTER TABLE review_report
    ADD CONSTRAINT ck_review_report_decided_whole CHECK ((handled_at IS NULL) = (decided_on IS NULL));
