package io.ticketblue.admin.bookings;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.StringJoiner;

import io.ticketblue.booking.listing.ReservationKey;
import io.ticketblue.booking.listing.ReservationOrder;
import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriUtils;

/** Addresses of the same search in another order, of another part, or as a file. */
final class BookingLinks {

    private static final Set<String> OF_A_PART = Set.of("after", "before", "page");

    private static final String SORT = "sort";

    private final String path;

    private final MultiValueMap<String, String> search;

    private final ReservationOrder order;

    /**
     * Reads the present address.
     * @param values its parameters
     * @param order the present order
     */
    BookingLinks(String path, MultiValueMap<String, String> values, ReservationOrder order) {
        this.path = path;
        this.search = new LinkedMultiValueMap<>();
        values.forEach((name, texts) -> {
            if (!OF_A_PART.contains(name)) {
                texts.stream().filter((text) -> !text.isEmpty()).forEach((text) -> this.search.add(name, text));
            }
        });
        this.order = order;
    }

    /** Ordered by a column: the other way round if it is already. */
    public String sort(ReservationKey key) {
        ReservationOrder wanted = switch (key) {
            case BOOKED -> ReservationOrder.NEWEST;
            case PAID -> ReservationOrder.LAST_PAID;
            case AMOUNT -> ReservationOrder.HIGHEST;
            case CODE -> ReservationOrder.CODE;
        };
        return with(this.path, SORT, ((this.order == wanted) ? wanted.reversed() : wanted).name());
    }

    /** How the list is ordered by a column, as {@code aria-sort} wants it. */
    public @Nullable String direction(ReservationKey key) {
        return (this.order.key() != key) ? null : this.order.descending() ? "descending" : "ascending";
    }

    /** The part behind a position. */
    public String after(String position) {
        return with(this.path, "after", position);
    }

    /** The part before a position. */
    public String before(String position) {
        return with(this.path, "before", position);
    }

    /** The first part. */
    public String first() {
        return with(this.path, SORT, this.search.getFirst(SORT));
    }

    /** Without one of the conditions. */
    public String without(String name) {
        return with(this.path, name, null);
    }

    /** With a condition more. */
    public String only(String name, Object value) {
        return with(this.path, name, value.toString());
    }

    /** All of it as a file. */
    public String file(String ending) {
        return with("/admin/bookings." + ending, SORT, this.search.getFirst(SORT));
    }

    /** All of a round as a file. */
    public String file(String ending, Object round) {
        return with("/admin/bookings." + ending, "roundId", round.toString());
    }

    private String with(String address, String name, @Nullable String value) {
        MultiValueMap<String, String> query = new LinkedMultiValueMap<>(this.search);
        query.remove(name);
        if (value != null) {
            query.add(name, value);
        }
        StringJoiner pairs = new StringJoiner("&", address + "?", "").setEmptyValue(address);
        query.forEach((key, texts) -> texts.forEach((text) -> pairs.add(encoded(key) + "=" + encoded(text))));
        return pairs.toString();
    }

    private static String encoded(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

}
