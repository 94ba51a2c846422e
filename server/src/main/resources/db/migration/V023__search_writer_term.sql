-- The fencing token of the lease: it rises whenever another node takes the lease, so that what a node began to write
-- under an earlier lease can be told apart.
ALTER TABLE search_writer ADD COLUMN term BIGINT NOT NULL DEFAULT 0 AFTER holder;

-- Which generations are to be deleted is seen from what exists, beside the active one.
ALTER TABLE search_index DROP COLUMN retired_generation;
