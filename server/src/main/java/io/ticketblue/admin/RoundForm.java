package io.ticketblue.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.time.Instant;

import io.ticketblue.catalog.ChangeRound;
import io.ticketblue.catalog.RoundView;
import org.jspecify.annotations.Nullable;

/** The times of a round as typed. */
record RoundForm(String startsAt, String bookingOpensAt, String bookingClosesAt) {

    static RoundForm of(RoundView round) {
        return new RoundForm(Wording.field(round.startsAt()), Wording.field(round.bookingOpensAt()),
                Wording.field(round.bookingClosesAt()));
    }

    static RoundForm of(Typed typed) {
        return new RoundForm(typed.text("startsAt"), typed.text("bookingOpensAt"), typed.text("bookingClosesAt"));
    }

    /**
     * What the form asks for. A time that still reads as it does now stays exactly what
     * it is, seconds included.
     * @param now the round as it is
     * @throws io.ticketblue.shared.InvalidRequest if a field cannot be read
     */
    ChangeRound command(RoundView now) {
        Checks checks = new Checks();
        ChangeRound change = new ChangeRound(time(checks, "startsAt", this.startsAt, now.startsAt()),
                time(checks, "bookingOpensAt", this.bookingOpensAt, now.bookingOpensAt()),
                time(checks, "bookingClosesAt", this.bookingClosesAt, now.bookingClosesAt()));
        checks.done();
        return change;
    }

    /** The fields by the message keys of their labels, to compare two forms. */
    Map<String, String> fields(Wording wording) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("admin.round.starts", wording.time(this.startsAt));
        fields.put("admin.round.opens", wording.time(this.bookingOpensAt));
        fields.put("admin.round.closes", wording.time(this.bookingClosesAt));
        return fields;
    }

    private static Instant time(Checks checks, String field, String text, Instant now) {
        return text.equals(Wording.field(now)) ? now : checks.time(field, text);
    }

    /** The field of the form that a problem's code is about. */
    static @Nullable String field(String name) {
        return switch (name) {
            case "catalog.rounds-too-close", "catalog.has-reservations", "catalog.venue-occupied" -> "startsAt";
            default -> null;
        };
    }

}
