package io.ticketblue.shared;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Something that every address can be about: a performance on sale with its hall, round,
 * performer and coupon, and a buyer with a hold and a booking.
 */
final class HostileScene {

    private final ApiClient staff;

    private final ApiClient buyer;

    private final Map<String, String> ids;

    HostileScene(ApiClient staff, ApiClient buyer) {
        this.staff = staff;
        this.buyer = buyer;
        String venue = made("/api/admin/venues",
                Map.of("name", "Hall " + ApiClient.newEmail(), "address", "Pier 1", "capacity", 600));
        String performer = made("/api/admin/performers", Map.of("name", "Performer"));
        LocalDate today = LocalDate.now(Formats.SEOUL);
        String performance = made("/api/admin/performances",
                Map.of("title", "Night", "category", "PLAY", "description", "", "durationMinutes", 90, "ageLimit", 0,
                        "startDate", today.toString(), "endDate", today.plusDays(200).toString(), "venueId",
                        Long.parseLong(venue), "maxPerPerson", 20, "grades",
                        List.of(Map.of("name", "R", "price", 90_000))));
        List<String> starts = List.of(today.plusDays(100) + "T19:30:00+09:00", today.plusDays(101) + "T19:30:00+09:00");
        Answer rounds = this.staff.post("/api/admin/performances/" + performance + "/rounds",
                Map.of("startsAt", starts));
        String round = rounds.body().path(0).path("id").asString();
        String coupon = made("/api/admin/coupons",
                Map.of("name", "Coupon", "type", "AMOUNT", "value", 1000, "quantity", 1000, "issueFrom",
                        today + "T00:00:00+09:00", "issueUntil", today.plusDays(9) + "T00:00:00+09:00", "validDays",
                        9));
        String account = made("/api/accounts",
                Map.of("email", ApiClient.newEmail(), "password", ApiClient.PASSWORD, "name", "김관객"));
        this.ids = Map.of("accounts", account, "performances", performance, "venues", venue, "performers", performer,
                "rounds", round, "coupons", coupon, "reservations", hold(round), "day", today.minusDays(1).toString());
    }

    private String made(String path, Object body) {
        Answer answer = this.staff.post(path, body);
        if (answer.status() != 201) {
            throw new IllegalStateException(path + " answered " + answer.status() + " " + answer.body());
        }
        return answer.body().path("id").asString();
    }

    private String hold(String round) {
        for (JsonNode section : this.buyer.get("/api/rounds/" + round + "/seats").body().path("sections")) {
            for (JsonNode seat : section.path("seats")) {
                if (seat.path("status").asString().equals("FREE")) {
                    return this.buyer
                        .post("/api/rounds/" + round + "/reservations",
                                Map.of("seatIds", List.of(seat.path("id").asLong())))
                        .text("id");
                }
            }
        }
        throw new IllegalStateException("No free seat");
    }

    /** An id for a variable of an address, by the part of the address before it. */
    String id(String before, String name) {
        String kind = switch (before) {
            case "bookings", "checkout", "reservations" -> "reservations";
            case "staff" -> "staff";
            default -> this.ids.containsKey(before) ? before : name;
        };
        // The first account invites the staff of all tests, so it must stay what it is.
        return this.ids.getOrDefault(kind, kind.equals("staff") ? "987654321" : "1");
    }

    /** An id for a field of a body, 0 if its name tells nothing. */
    long idFor(String field) {
        String kind = field.replaceAll("Ids?$", "s");
        return (this.ids.containsKey(kind) && !field.equals("day")) ? Long.parseLong(this.ids.get(kind)) : 0;
    }

}
