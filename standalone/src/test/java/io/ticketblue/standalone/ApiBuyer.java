package io.ticketblue.standalone;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.RequestOptions;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who buys through the API. */
final class ApiBuyer {

    private final APIRequestContext requests;

    private final String email;

    private final String token;

    private ApiBuyer(APIRequestContext requests, String email, String token) {
        this.requests = requests;
        this.email = email;
        this.token = token;
    }

    static ApiBuyer register(APIRequestContext requests, String email) {
        Map<String, String> account = Map.of("email", email, "password", DemoAccounts.PASSWORD, "name", "채로운");
        read(requests.post("/api/accounts", RequestOptions.create().setData(account)));
        JsonObject session = read(requests.post("/api/sessions",
                RequestOptions.create().setData(Map.of("email", email, "password", DemoAccounts.PASSWORD))))
            .getAsJsonObject();
        return new ApiBuyer(requests, email, session.get("accessToken").getAsString());
    }

    String email() {
        return this.email;
    }

    /** The performance with this title. */
    long performance(String title) {
        JsonObject page = read(
                this.requests.get("/api/performances", RequestOptions.create().setQueryParam("q", title)))
            .getAsJsonObject();
        return page.getAsJsonArray("items").get(0).getAsJsonObject().get("id").getAsLong();
    }

    /** Its rounds, soonest first. */
    List<Long> rounds(long performance) {
        JsonArray rounds = read(this.requests.get("/api/performances/" + performance + "/rounds")).getAsJsonArray();
        List<Long> ids = new ArrayList<>();
        rounds.forEach((round) -> ids.add(round.getAsJsonObject().get("id").getAsLong()));
        return ids;
    }

    /** Seats of a round that nobody has. */
    List<Long> freeSeats(long round) {
        JsonObject map = read(this.requests.get("/api/rounds/" + round + "/seats")).getAsJsonObject();
        List<Long> free = new ArrayList<>();
        for (JsonElement section : map.getAsJsonArray("sections")) {
            for (JsonElement seat : section.getAsJsonObject().getAsJsonArray("seats")) {
                if ("FREE".equals(seat.getAsJsonObject().get("status").getAsString())) {
                    free.add(seat.getAsJsonObject().get("id").getAsLong());
                }
            }
        }
        return free;
    }

    /** Holds seats and says under which reservation. */
    long hold(long round, Long... seats) {
        RequestOptions wish = authorized().setData(Map.of("seatIds", List.of(seats)));
        return read(this.requests.post("/api/rounds/" + round + "/reservations", wish)).getAsJsonObject()
            .get("id")
            .getAsLong();
    }

    /** Orders a hold that costs nothing, which books it. */
    void bookForNothing(long reservation) {
        read(this.requests.post("/api/reservations/" + reservation + "/orders", authorized().setData(Map.of())));
    }

    void giveBack(long reservation) {
        assertThat(this.requests.delete("/api/reservations/" + reservation, authorized()).status()).isEqualTo(204);
    }

    private RequestOptions authorized() {
        return RequestOptions.create().setHeader("Authorization", "Bearer " + this.token);
    }

    private static JsonElement read(APIResponse response) {
        assertThat(response.ok()).as("%s: %s", response.url(), response.text()).isTrue();
        return JsonParser.parseString(response.text());
    }

}
