package io.ticketblue.admin.bookings;

import java.time.LocalDate;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.admin.Checks;
import io.ticketblue.admin.Days;
import io.ticketblue.admin.Typed;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.search.reservation.ReservationCriteria;
import io.ticketblue.search.reservation.ReservationSlice;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/** The search of bookings as the address of the page holds it. Days are days in Korea. */
final class BookingSearchForm {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final Typed typed;

    private final @Nullable RoundId round;

    private BookingSearchForm(Typed typed, @Nullable RoundId round) {
        this.typed = typed;
        this.round = round;
    }

    static BookingSearchForm of(MultiValueMap<String, String> values) {
        return new BookingSearchForm(new Typed(values), null);
    }

    /** On the page of a round. */
    static BookingSearchForm of(MultiValueMap<String, String> values, RoundId round) {
        return new BookingSearchForm(new Typed(values), round);
    }

    /** A field as it was typed. */
    public String text(String name) {
        return this.typed.text(name);
    }

    /** Whether conditions are set that the page hides until they are asked for. */
    public boolean more() {
        return Stream.of("paidFrom", "paidTo", "minAmount", "maxAmount").anyMatch((name) -> !text(name).isEmpty());
    }

    /**
     * What is searched for.
     * @throws InvalidRequest naming each field that cannot be read
     */
    ReservationCriteria criteria() {
        Checks checks = new Checks();
        Days booked = days("booked", checks);
        Days paid = days("paid", checks);
        ReservationStatus status = text("status").isEmpty() ? null
                : checks.choice(ReservationStatus.class, "status", text("status"));
        RoundId wantedRound = (this.round != null) ? this.round : number("roundId", RoundId::of, checks);
        Money least = money("minAmount", checks);
        Money most = money("maxAmount", checks);
        if (least != null && most != null && most.compareTo(least) < 0) {
            checks.wrong("maxAmount", "request.max-below-min");
        }
        ReservationFilter filter = new ReservationFilter(null, number("buyer", AccountId::of, checks),
                number("performanceId", PerformanceId::of, checks), wantedRound, status, booked.start(), booked.end(),
                paid.start(), paid.end(), least, most);
        checks.done();
        return new ReservationCriteria(text("q"), filter);
    }

    /**
     * In which order.
     * @throws InvalidRequest if it is none
     */
    ReservationOrder order() {
        Checks checks = new Checks();
        ReservationOrder order = text("sort").isEmpty() ? ReservationOrder.NEWEST
                : checks.choice(ReservationOrder.class, "sort", text("sort"));
        checks.done();
        return order;
    }

    /**
     * Which part.
     * @throws InvalidRequest if a position is none
     */
    ReservationSlice slice(int size) {
        return ReservationSlice.of(order(), new Paging(0, size), text("after"), text("before"));
    }

    private Days days(String name, Checks checks) {
        LocalDate from = checks.optionalDay(name + "From", text(name + "From"));
        LocalDate to = checks.optionalDay(name + "To", text(name + "To"));
        if (from != null && to != null && to.isBefore(from)) {
            checks.wrong(name + "To", "admin.bookings.to-before-from");
        }
        return new Days(from, to);
    }

    private @Nullable Money money(String name, Checks checks) {
        return text(name).isEmpty() ? null : checks.money(name, text(name));
    }

    private <T> @Nullable T number(String name, LongFunction<T> id, Checks checks) {
        String text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        if (!NUMBER.matcher(text).matches()) {
            checks.wrong(name, "admin.bookings.number");
            return null;
        }
        return id.apply(Long.parseLong(text));
    }

}
