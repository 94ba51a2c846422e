package io.ticketblue.booking.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.ApiClient;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.Payments;
import io.ticketblue.shared.Idempotent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A database that stops answering in the middle of its work, as a machine that hangs
 * does: its connections stay open. Then one that crashes and refuses connections until it
 * is started again. It is a server of this test alone. People come all the time, whether
 * or not others have been answered.
 */
@BookingTest
@DirtiesContext
class DatabaseOutageIntegrationTests {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(12);

    private static final Duration BETWEEN_TWO_PEOPLE = Duration.ofMillis(50);

    private static final int CAPACITY = 3000;

    private static final int LIMIT = 20;

    private static final String SIGNS_IN = "outage@example.com";

    private static final EmbeddedMariaDb MARIADB = EmbeddedMariaDb.startTemporary();

    static {
        SpringApplication.getShutdownHandlers().add(MARIADB::close);
    }

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Accounts accounts;

    @Autowired
    private LedgerCheck ledger;

    @Autowired
    private BooksCheck books;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Payments payments;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private MovableClock clock;

    @LocalServerPort
    private int port;

    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    private final AtomicInteger people = new AtomicInteger();

    private final Set<Integer> waiting = ConcurrentHashMap.newKeySet();

    private final HttpClient http = HttpClient.newHttpClient();

    private RoundId round;

    private List<SeatId> seats;

    private RoundId paidRound;

    private final List<Payer> payers = new ArrayList<>();

    private final List<String> tokens = new ArrayList<>();

    @DynamicPropertySource
    static void ownDatabase(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", () -> MARIADB.jdbcUrl("outage") + "?createDatabaseIfNotExist=true");
        registry.add("spring.datasource.username", MARIADB::username);
        registry.add("spring.datasource.password", MARIADB::password);
    }

    @AfterEach
    void go() throws Exception {
        signal("CONT");
        this.http.shutdownNow();
    }

    @Test
    void answersWithinTwelveSecondsAndLosesNothingWhileTheDatabaseHangsOrIsGone() throws Exception {
        try (ScheduledExecutorService arrivals = Executors.newSingleThreadScheduledExecutor();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            arrivals.scheduleAtFixedRate(() -> threads.execute(this::come), 0, BETWEEN_TWO_PEOPLE.toMillis(),
                    TimeUnit.MILLISECONDS);
            awaitEverythingWorks();
            hang(Duration.ofSeconds(5));
            awaitEverythingWorks();
            hang(Duration.ofSeconds(60));
            awaitEverythingWorks();
            crash(Duration.ofSeconds(5));
            awaitEverythingWorks();
            arrivals.shutdown();
        }
        assertThat(this.answers).allSatisfy((answer) -> {
            assertThat(answer.took()).isLessThan(LONGEST_ANSWER);
            assertThat(answer.status()).isIn(200, 201, 409, 429, 503);
        });
        assertThat(this.answers).anySatisfy((answer) -> assertThat(answer.status()).isEqualTo(503));
        assertThat(this.answers.stream().filter((answer) -> answer.status() == 503))
            .allSatisfy((answer) -> assertThat(answer.retryAfter()).as(answer.what()).isNotEmpty());
        assertNothingIsLostOrSoldTwice();
    }

    @BeforeEach
    void prepare() {
        this.round = this.playhouse.round(CAPACITY, LIMIT, 70_000);
        this.seats = this.playhouse.seats(this.round);
        this.paidRound = this.playhouse.round(CAPACITY, LIMIT, 70_000);
        this.accounts.register(new SignUp(SIGNS_IN, Playhouse.PASSWORD, "김관객"));
        List<SeatId> paidSeats = this.playhouse.seats(this.paidRound);
        for (int number = 0; number < 60; number++) {
            String email = "outage" + number + "@example.com";
            AccountId buyer = this.accounts.register(new SignUp(email, Playhouse.PASSWORD, "김관객")).id();
            String token = ApiClient.at(this.port).signIn(email, Playhouse.PASSWORD).text("accessToken");
            this.tokens.add(token);
            for (int seat = number * 5; seat < number * 5 + 5; seat++) {
                this.payers.add(payer(buyer, token, paidSeats.get(seat)));
            }
        }
    }

    private Payer payer(AccountId buyer, String token, SeatId seat) {
        ReservationView hold = this.bookings.hold(new HoldSeats(buyer, this.paidRound, List.of(seat)));
        Checkout checkout = this.bookings.order(buyer, hold.id(), PlaceOrder.simple());
        String key = TestServers.toss().pay(checkout.orderId().value(), checkout.amount().won(), TossOutcome.APPROVE);
        return new Payer(token, key, checkout.orderId().value(), checkout.amount().won());
    }

    /** Everybody wants something else. */
    private void come() {
        int number = this.people.getAndIncrement();
        this.waiting.add(number);
        try {
            ask(number);
        }
        finally {
            this.waiting.remove(number);
        }
    }

    private void ask(int number) {
        String token = this.tokens.get(number % this.tokens.size());
        switch (number % 10) {
            case 0 -> get("page", "/", null);
            case 1 -> get("list", "/api/performances?size=10", null);
            case 2 -> get("round", "/api/rounds/" + this.round, null);
            case 3 -> get("map", "/api/rounds/" + this.round + "/seats", null);
            case 4 -> get("mine", "/api/reservations", token);
            case 5, 6 -> post("claim", "/api/rounds/" + this.round + "/reservations",
                    Map.of("seatIds", List.of(this.seats.get(number % this.seats.size()).value())),
                    this.tokens.get(number / 10 % this.tokens.size()));
            case 7 -> post("sign-in", "/api/sessions", Map.of("email", SIGNS_IN, "password", Playhouse.PASSWORD), null);
            case 8 -> get("seat page", "/rounds/" + this.round + "/seats", null);
            default -> pay(number);
        }
    }

    private void pay(int number) {
        Payer payer = this.payers.get((number / 10) % this.payers.size());
        post("payment", "/api/payments/confirm",
                Map.of("paymentKey", payer.key(), "orderId", payer.order(), "amount", payer.amount()), payer.token());
    }

    private void get(String what, String path, @Nullable String token) {
        send(what, request(path, token).GET());
    }

    private void post(String what, String path, Map<String, ?> body, @Nullable String token) {
        HttpRequest.Builder request = request(path, token).header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
        if (token != null) {
            request.header(Idempotent.KEY, UUID.randomUUID().toString());
        }
        send(what, request);
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private void send(String what, HttpRequest.Builder request) {
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> answer = this.http.send(request.timeout(Duration.ofSeconds(30)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            this.answers.add(new Answer(what, answer.statusCode(), Duration.ofNanos(System.nanoTime() - start),
                    answer.headers().firstValue("Retry-After").orElse(""), held(what, answer)));
        }
        catch (IOException ex) {
            this.answers.add(new Answer(what + " " + ex, 0, Duration.ofNanos(System.nanoTime() - start), "", null));
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Long held(String what, HttpResponse<byte[]> answer) {
        if (!what.equals("claim") || answer.statusCode() != 201) {
            return null;
        }
        JsonNode hold = JsonMapper.shared().readTree(answer.body());
        return hold.get("id").asLong();
    }

    /**
     * Waits until each kind of request has succeeded again, and everybody who came before
     * has an answer: nobody is to meet two outages.
     */
    private void awaitEverythingWorks() {
        int before = this.answers.size();
        int came = this.people.get();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            List<String> succeeded = this.answers.stream()
                .skip(before)
                .filter((answer) -> answer.status() == 200 || answer.status() == 201)
                .map(Answer::what)
                .distinct()
                .toList();
            assertThat(succeeded).contains("page", "list", "round", "map", "mine", "claim", "sign-in", "seat page",
                    "payment");
            assertThat(this.waiting).noneMatch((number) -> number < came);
        });
    }

    private void hang(Duration duration) throws Exception {
        signal("STOP");
        letPass(duration);
        signal("CONT");
    }

    private void crash(Duration duration) {
        MARIADB.crash();
        letPass(duration);
        MARIADB.startAgain();
    }

    private static void letPass(Duration duration) {
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(100))
            .atMost(duration.plusSeconds(10))
            .until(() -> System.nanoTime() - start >= duration.toNanos());
    }

    private static void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(MARIADB.pid())).inheritIO().start().waitFor())
            .isZero();
    }

    private void assertNothingIsLostOrSoldTwice() {
        // Who asks for the same seats again gets the same reservation.
        List<Long> held = this.answers.stream().map(Answer::held).filter((id) -> id != null).distinct().toList();
        assertThat(held).isNotEmpty();
        assertThat(this.sql.sql("SELECT COUNT(*) FROM reservation WHERE id IN (:held)")
            .param("held", held)
            .query(Integer.class)
            .single()).isEqualTo(held.size());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            this.clock.forward(Duration.ofSeconds(30));
            this.payments.reconcile();
            assertThat(this.sql.sql("SELECT COUNT(*) FROM payment WHERE status = 'CONFIRMING'")
                .query(Integer.class)
                .single()).isZero();
        });
        assertThat(this.ledger.faults(this.round, CAPACITY, LIMIT)).isEmpty();
        assertThat(this.ledger.faults(this.paidRound, CAPACITY, LIMIT)).isEmpty();
        assertThat(this.books.faults(this.paidRound)).isEmpty();
    }

    /**
     * What somebody was told.
     *
     * @param what what was asked for
     * @param status the HTTP status, 0 if there was no answer
     * @param took how long it took
     * @param retryAfter the header, empty if it was not there
     * @param held the reservation that was made, null if none was
     */
    private record Answer(String what, int status, Duration took, String retryAfter, @Nullable Long held) {
    }

    /**
     * Somebody whose payment waits to be confirmed.
     *
     * @param token who
     * @param key the provider's key
     * @param order the order
     * @param amount what it costs
     */
    private record Payer(String token, String key, String order, long amount) {
    }

}
