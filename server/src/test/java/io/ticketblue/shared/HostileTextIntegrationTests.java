package io.ticketblue.shared;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import io.ticketblue.ApiClient;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.shared.HostileRequests.Shot;
import io.ticketblue.shared.HostileRequests.Who;
import io.ticketblue.shared.RawHttp.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No text that a person can type, and no address, makes the server fail. The probes that
 * fail on purpose show that failing would be noticed.
 */
@ProbeTest
class HostileTextIntegrationTests {

    private static final int AT_ONCE = 6;

    @LocalServerPort
    private int port;

    @Autowired
    private RestTestClient http;

    @Autowired
    private Accounts accounts;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private final Map<Who, RawHttp> visitors = new EnumMap<>(Who.class);

    private final Map<Who, String> tokens = new EnumMap<>(Who.class);

    private HostileScene scene;

    @BeforeEach
    void prepare() {
        ApiClient anybody = ApiClient.of(this.http);
        String buyer = newBuyer();
        this.tokens.put(Who.BUYER, anybody.signIn(buyer, ApiClient.PASSWORD).text("accessToken"));
        String token = anybody.newStaffToken();
        this.tokens.put(Who.STAFF, token);
        String staff = anybody.with(token).get("/api/me").text("email");
        this.scene = new HostileScene(anybody.with(token), anybody.with(this.tokens.get(Who.BUYER)));
        this.visitors.put(Who.ANYBODY, new RawHttp(this.port).open("/sign-in"));
        this.visitors.put(Who.BUYER, new RawHttp(this.port).signIn(buyer, ApiClient.PASSWORD));
        this.visitors.put(Who.STAFF, new RawHttp(this.port).signIn(staff, ApiClient.PASSWORD));
    }

    private String newBuyer() {
        return this.accounts.register(new SignUp(ApiClient.newEmail(), ApiClient.PASSWORD, "푸른하늘")).email();
    }

    @Test
    void noOperationOfTheApiFails() throws Exception {
        List<Shot> shots = new HostileApi(ApiClient.of(this.http).get("/v3/api-docs").body(), this.scene).shots();
        List<Shot> failed = failures(shots, this::call);
        assertThat(failed).allMatch((shot) -> shot.operation().contains("/probe/"), "is not broken on purpose")
            .extracting(Shot::operation)
            .contains("GET /api/performances/probe/surprise");
        assertThat(call(new Shot("", "", Who.BUYER, Request.get("/api/me")))).isEqualTo(200);
        assertThat(call(new Shot("", "", Who.STAFF, Request.get("/api/admin/audit")))).isEqualTo(200);
    }

    @Test
    void noPageFails() throws Exception {
        List<Shot> shots = new HostilePages(this.scene, this::visitor).shots(this.requestMappingHandlerMapping);
        List<Shot> failed = failures(shots, this::visit);
        assertThat(failed).allMatch((shot) -> shot.operation().contains("/probe/"), "is not broken on purpose")
            .extracting(Shot::operation)
            .contains("GET /probe/surprise");
        assertThat(visit(new Shot("", "", Who.BUYER, Request.get("/bookings")))).isEqualTo(200);
        assertThat(visit(new Shot("", "", Who.STAFF, Request.get("/admin/bookings")))).isEqualTo(200);
    }

    private int call(Shot shot) {
        String token = (shot.who() == Who.NEW_BUYER)
                ? ApiClient.of(this.http).signIn(newBuyer(), ApiClient.PASSWORD).text("accessToken")
                : this.tokens.get(shot.who());
        Request request = (token != null) ? shot.request().with("Authorization", "Bearer " + token) : shot.request();
        return new RawHttp(this.port).status(request);
    }

    private int visit(Shot shot) {
        RawHttp visitor = visitor(shot.who());
        return shot.request().method().equals("POST") ? visitor.submit(shot.request()) : visitor.status(shot.request());
    }

    private RawHttp visitor(Who who) {
        return (who == Who.NEW_BUYER) ? new RawHttp(this.port).signIn(newBuyer(), ApiClient.PASSWORD)
                : Objects.requireNonNull(this.visitors.get(who));
    }

    /** Sends all; several operations at a time, but the requests of one in turn. */
    private static List<Shot> failures(List<Shot> shots, ToIntFunction<Shot> send) throws Exception {
        Map<String, List<Shot>> operations = shots.stream()
            .sorted(Comparator.comparing(HostileTextIntegrationTests::harm))
            .collect(Collectors.groupingBy(Shot::operation, LinkedHashMap::new, Collectors.toList()));
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<List<Shot>>> answers = operations.values()
                .stream()
                .map((operation) -> threads
                    .submit(() -> operation.stream().filter((shot) -> isFailure(send.applyAsInt(shot))).toList()))
                .toList();
            List<Shot> failed = new ArrayList<>();
            for (Future<List<Shot>> answer : answers) {
                failed.addAll(answer.get());
            }
            return failed;
        }
    }

    /** Also no answer at all is one. */
    private static boolean isFailure(int status) {
        return status == 0 || status >= 500;
    }

    /**
     * What reads goes before what writes, and that before what ends or removes something.
     */
    private static int harm(Shot shot) {
        boolean ends = shot.operation().startsWith("DELETE")
                || shot.operation().matches(".*(cancel|delet|end|remov|archiv).*");
        return ends ? 2 : shot.operation().startsWith("GET") ? 0 : 1;
    }

}
