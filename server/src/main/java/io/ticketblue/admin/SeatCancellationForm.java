package io.ticketblue.admin;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

/**
 * Which seats of a booking staff cancel, as typed.
 *
 * @param seats the numbers of the chosen seats
 * @param terms the name of the terms
 * @param quoted what the page said that this costs, see {@link #quoted}
 */
record SeatCancellationForm(List<String> seats, String terms, String reason, String confirm, String quoted) {

    private static final int LONGEST_REASON = 200;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    /** What was chosen, the fee, and the refund. */
    private static final Pattern QUOTED = Pattern.compile("([A-Z_]+:[\\d,]+):(\\d{1,12}):(\\d{1,12})");

    static SeatCancellationForm of(Typed typed) {
        return new SeatCancellationForm(typed.texts("seats"), typed.text("terms"), typed.text("reason"),
                typed.text("confirm"), typed.text("quoted"));
    }

    /** All seats that are left, for a full refund. */
    static SeatCancellationForm of(ReservationView reservation) {
        return new SeatCancellationForm(
                reservation.liveSeats().stream().map((seat) -> Long.toString(seat.id().value())).toList(),
                CancellationTerms.FULL_REFUND.name(), "", "", "");
    }

    /**
     * What is chosen, without the reason.
     * @throws io.ticketblue.shared.InvalidRequest if no seat is, or no terms are
     */
    Choice choice() {
        Checks checks = new Checks();
        Choice choice = choice(checks);
        checks.done();
        return choice;
    }

    private Choice choice(Checks checks) {
        if (this.seats.isEmpty()) {
            checks.wrong("seats", "booking.no-seats");
        }
        if (!this.seats.stream().allMatch((seat) -> NUMBER.matcher(seat).matches())) {
            checks.wrong("seats", "admin.check.choice");
            return new Choice(Set.of(), CancellationTerms.FULL_REFUND);
        }
        return new Choice(this.seats.stream().map(Long::valueOf).map(SeatId::new).collect(Collectors.toSet()),
                checks.choice(CancellationTerms.class, "terms", this.terms));
    }

    /**
     * The wish to cancel what is chosen for the amounts that the page showed.
     * @param code the code of the booking, which has to be typed to confirm
     * @throws io.ticketblue.shared.InvalidRequest naming every field that is wrong;
     * {@code quote} if the page showed the amounts of another choice
     */
    CancelSeats wish(String code) {
        Checks checks = new Checks();
        Choice choice = choice(checks);
        Matcher shown = QUOTED.matcher(this.quoted);
        boolean ofThisChoice = shown.matches() && shown.group(1).equals(choice.text());
        if (!checks.failed() && !ofThisChoice) {
            checks.wrong("quote", "admin.booking.cancel.quote-again");
        }
        checks.text("reason", this.reason, LONGEST_REASON);
        Confirmation.checkCode(code, this.confirm, checks);
        checks.done();
        return new CancelSeats(choice.seats(), this.reason, Money.won(Long.parseLong(shown.group(2))),
                Money.won(Long.parseLong(shown.group(3))));
    }

    /**
     * Seats and terms.
     */
    record Choice(Set<SeatId> seats, CancellationTerms terms) {

        /**
         * What the page shows for this choice, as it comes back with the form: nothing is
         * cancelled at other amounts, nor for a choice that was made after they were
         * shown.
         */
        String quoted(CancellationQuote quote) {
            return text() + ":" + quote.fee().won() + ":" + quote.refund().won();
        }

        private String text() {
            TreeSet<Long> numbers = this.seats.stream()
                .map(SeatId::value)
                .collect(Collectors.toCollection(TreeSet::new));
            return this.terms + ":" + numbers.stream().map(Object::toString).collect(Collectors.joining(","));
        }

    }

}
