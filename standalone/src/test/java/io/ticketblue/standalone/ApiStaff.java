package io.ticketblue.standalone;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Staff who set performances up through the API. */
final class ApiStaff {

    private static final String DAY = "2091-05-01";

    private final APIRequestContext requests;

    private final String token;

    private ApiStaff(APIRequestContext requests, String token) {
        this.requests = requests;
        this.token = token;
    }

    static ApiStaff signIn(APIRequestContext requests) {
        APIResponse session = requests.post("/api/sessions", RequestOptions.create()
            .setData(Map.of("email", DemoAccounts.STAFF, "password", DemoAccounts.PASSWORD)));
        return new ApiStaff(requests, read(session).getAsJsonObject().get("accessToken").getAsString());
    }

    /**
     * A musical in a small hall, far in the future.
     * @param price what each seat costs, in won
     * @param bookingFee what is added for each seat and never goes back
     * @param feePercent what cancelling costs, from the first moment on
     * @return its only round, which is on sale
     */
    long round(long price, long bookingFee, int feePercent) {
        long venue = id(post("/api/admin/venues",
                Map.of("name", "Hall " + UUID.randomUUID(), "address", "Pier 1", "capacity", 40)));
        Map<String, Object> fees = Map.of("tiers", List.of(Map.of("daysBefore", 1, "percent", feePercent)),
                "freeOnBookingDay", false, "fullRefundWithinADay", false, "bookingFee", "NEVER");
        long performance = id(post("/api/admin/performances",
                Map.ofEntries(Map.entry("title", "Money " + UUID.randomUUID()), Map.entry("category", "MUSICAL"),
                        Map.entry("durationMinutes", 90), Map.entry("ageLimit", 0), Map.entry("startDate", DAY),
                        Map.entry("endDate", DAY), Map.entry("venueId", venue),
                        Map.entry("grades", List.of(Map.of("name", "R", "price", price))), Map.entry("maxPerPerson", 4),
                        Map.entry("bookingFee", bookingFee), Map.entry("cancellationPolicy", "custom"),
                        Map.entry("cancellationTerms", fees))));
        return id(post("/api/admin/performances/" + performance + "/rounds",
                Map.of("startsAt", List.of(DAY + "T19:30:00+09:00")))
            .getAsJsonArray()
            .get(0));
    }

    /**
     * A play for nothing that begins shortly, and can be booked until then.
     * @return its only round
     */
    long roundSoon(Duration ahead) {
        long venue = id(post("/api/admin/venues",
                Map.of("name", "Hall " + UUID.randomUUID(), "address", "Pier 1", "capacity", 40)));
        Instant start = Instant.now().plus(ahead);
        String first = LocalDate.ofInstant(start, DemoCalendar.KOREA).toString();
        String last = LocalDate.ofInstant(start, DemoCalendar.KOREA).plusDays(7).toString();
        long performance = id(post("/api/admin/performances",
                Map.of("title", "Night " + UUID.randomUUID(), "category", "PLAY", "durationMinutes", 90, "ageLimit", 0,
                        "startDate", first, "endDate", last, "venueId", venue, "grades",
                        List.of(Map.of("name", "R", "price", 0)), "maxPerPerson", 4)));
        return id(post("/api/admin/performances/" + performance + "/rounds",
                Map.of("startsAt", List.of(start.toString()), "bookingClosesAt", start.toString()))
            .getAsJsonArray()
            .get(0));
    }

    /** Cancels a round for the organiser. */
    void cancel(long round) {
        post("/api/admin/rounds/" + round + "/cancellation",
                Map.of("reason", "The singer is ill", "compensationPercent", 10));
    }

    private JsonElement post(String path, Map<String, ?> body) {
        return read(this.requests.post(path,
                RequestOptions.create().setHeader("Authorization", "Bearer " + this.token).setData(body)));
    }

    private static long id(JsonElement made) {
        return made.getAsJsonObject().get("id").getAsLong();
    }

    private static JsonElement read(APIResponse response) {
        assertThat(response.ok()).as("%s: %s", response.url(), response.text()).isTrue();
        return JsonParser.parseString(response.text());
    }

}
