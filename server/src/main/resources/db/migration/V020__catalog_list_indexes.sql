-- The public lists read ids and counts from an index alone, however much of the past there is: what has not ended yet,
-- counted and by first day, and the same within a category.
ALTER TABLE performance
    ADD INDEX ix_performance_current (archived_at, end_date),
    ADD INDEX ix_performance_shown (archived_at, start_date, id, end_date),
    DROP INDEX ix_performance_category,
    ADD INDEX ix_performance_category (category, archived_at, start_date, id, end_date);
