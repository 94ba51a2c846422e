package io.ticketblue.shared;

/**
 * Which part of a list is wanted.
 *
 * @param page counted from 0
 * @param size how many items a page has, 1 to 100
 */
public record Paging(int page, int size) {

    /** The largest page. */
    public static final int MAX_SIZE = 100;

    /** The last page that may be asked for, so that no offset overflows. */
    public static final int MAX_PAGE = 1_000_000;

    /**
     * Checks the ranges.
     * @throws InvalidRequest if one is out of range
     */
    public Paging {
        if (page < 0 || page > MAX_PAGE) {
            throw new InvalidRequest("page", "request.page-out-of-range", MAX_PAGE);
        }
        if (size < 1 || size > MAX_SIZE) {
            throw new InvalidRequest("size", "request.size-out-of-range", MAX_SIZE);
        }
    }

    /**
     * How many items lie before the page.
     * @return 0 or more
     */
    public long offset() {
        return (long) this.page * this.size;
    }

}
