package io.ticketblue.shared;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param <T> what is listed
 * @param items the items of this page
 * @param page counted from 0
 * @param size how many items a full page has
 * @param total how many items the whole list has
 */
public record Page<T>(List<T> items, int page, int size, long total) {

    /**
     * Keeps an unmodifiable copy of the items.
     */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Creates the page that was asked for.
     * @param <T> what is listed
     * @param items its items
     * @param paging what was asked for
     * @param total how many items the whole list has
     * @return the page
     */
    public static <T> Page<T> of(List<T> items, Paging paging, long total) {
        return new Page<>(items, paging.page(), paging.size(), total);
    }

    /**
     * The same page of other items.
     * @param <R> what is listed then
     * @param change makes an item of the new page from one of this
     * @return the new page
     */
    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(this.items.stream().<R>map(change).toList(), this.page, this.size, this.total);
    }

    /**
     * How many pages the list has.
     * @return 0 for an empty list
     */
    public long pages() {
        return Math.ceilDiv(this.total, (long) this.size);
    }

}
