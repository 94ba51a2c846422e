package io.ticketblue.embedded.toss;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Tells the shop what happened, as the provider does: {@code PAYMENT_STATUS_CHANGED} for
 * every payment, and {@code DEPOSIT_CALLBACK} with the payment's secret for virtual
 * accounts. What is not answered with 200 within ten seconds is sent again by the
 * provider's schedule. Nothing is sent until there is an address.
 */
public final class TossWebhooks implements AutoCloseable {

    /** The provider's schedule: seven more times. */
    public static final List<Duration> RETRIES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(4),
            Duration.ofMinutes(16), Duration.ofMinutes(64), Duration.ofMinutes(256), Duration.ofMinutes(1024),
            Duration.ofMinutes(4096));

    private static final System.Logger LOG = System.getLogger(TossWebhooks.class.getName());

    private static final int KEPT = 1_000;

    private final HttpClient http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2,
            Thread.ofVirtual().name("toss-webhook-", 0).factory());

    private final Clock clock;

    private final PaymentJson json;

    private final Queue<Fault> faults = new ArrayDeque<>();

    private final List<Notice> held = new ArrayList<>();

    private final Deque<Delivery> deliveries = new ArrayDeque<>();

    private volatile @Nullable URI target;

    private volatile List<Duration> retries = RETRIES;

    private volatile boolean holding;

    TossWebhooks(Clock clock, PaymentJson json) {
        this.clock = clock;
        this.json = json;
    }

    /**
     * What goes wrong with one notice.
     */
    public enum Fault {

        /** It is never sent. */
        NEVER,
        /** It is sent twice with the same transmission id. */
        TWICE,
        /** The call that caused it is not answered before it was delivered. */
        BEFORE_THE_ANSWER

    }

    /**
     * An attempt to deliver a notice.
     *
     * @param id the transmission id
     * @param retried how often it had been sent before
     * @param status the shop's answer, 0 if there was none
     */
    public record Delivery(String id, String body, int retried, int status) {
    }

    private record Notice(String id, String body) {
    }

    /**
     * Sends to an address on this machine from now on.
     * @param address such as {@code http://127.0.0.1:8080/api/webhooks/toss}
     * @throws IllegalArgumentException if it is on another machine
     */
    public void sendTo(URI address) {
        try {
            if (address.getHost() == null || !InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
                throw new IllegalArgumentException("The simulator sends webhooks to this machine only: " + address);
            }
        }
        catch (UnknownHostException ex) {
            throw new IllegalArgumentException("The simulator sends webhooks to this machine only: " + address, ex);
        }
        this.target = address;
    }

    /**
     * Sends nothing any more.
     */
    public void stop() {
        this.target = null;
    }

    /**
     * Changes how long to wait before each repetition.
     * @param delays one for each
     */
    public void retryAfter(List<Duration> delays) {
        this.retries = List.copyOf(delays);
    }

    /**
     * The next notices meet the fault.
     * @param times how many of them
     * @param fault what goes wrong
     */
    public void next(int times, Fault fault) {
        synchronized (this.faults) {
            this.faults.addAll(Collections.nCopies(times, fault));
        }
    }

    /**
     * Keeps notices back until they are released: late ones.
     */
    public void hold() {
        this.holding = true;
    }

    /**
     * Delivers what was kept back.
     * @param reversed whether the newest comes first
     */
    public void release(boolean reversed) {
        List<Notice> notices;
        synchronized (this.held) {
            this.holding = false;
            notices = new ArrayList<>(reversed ? this.held.reversed() : this.held);
            this.held.clear();
        }
        notices.forEach(notice -> attempt(notice, 0));
    }

    /**
     * The latest attempts, oldest first, 1,000 at most.
     * @return a copy
     */
    public List<Delivery> deliveries() {
        synchronized (this.deliveries) {
            return new ArrayList<>(this.deliveries);
        }
    }

    /**
     * Something happened to a payment.
     */
    void tell(SimulatedPayment payment) {
        if (this.target == null) {
            return;
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        changed.put("eventType", "PAYMENT_STATUS_CHANGED");
        changed.put("createdAt", now());
        changed.put("data", this.json.of(payment, Language.KOREAN));
        send(Json.write(changed));
        if (payment.account() != null) {
            Map<String, @Nullable Object> deposit = new LinkedHashMap<>();
            deposit.put("createdAt", now());
            deposit.put("secret", PaymentJson.secret(payment));
            deposit.put("status", payment.status().name());
            deposit.put("transactionKey", payment.lastTransactionKey());
            deposit.put("orderId", payment.request().orderId());
            send(Json.write(deposit));
        }
    }

    private String now() {
        return String.valueOf(PaymentJson.time(this.clock.instant()));
    }

    private void send(String body) {
        Notice notice = new Notice(UUID.randomUUID().toString(), body);
        Fault fault;
        synchronized (this.faults) {
            fault = this.faults.poll();
        }
        synchronized (this.held) {
            if (this.holding) {
                this.held.add(notice);
                return;
            }
        }
        switch (fault) {
            case null -> later(notice, 0, Duration.ZERO);
            case NEVER -> LOG.log(System.Logger.Level.DEBUG, "A notice is not sent");
            case BEFORE_THE_ANSWER -> attempt(notice, 0);
            case TWICE -> {
                later(notice, 0, Duration.ZERO);
                later(notice, 0, Duration.ZERO);
            }
        }
    }

    private void later(Notice notice, int retried, Duration delay) {
        try {
            this.threads.schedule(() -> attempt(notice, retried), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (RejectedExecutionException ex) {
            LOG.log(System.Logger.Level.DEBUG, "The simulator is closed", ex);
        }
    }

    private void attempt(Notice notice, int retried) {
        URI address = this.target;
        if (address == null) {
            return;
        }
        int status = post(address, notice, retried);
        synchronized (this.deliveries) {
            if (this.deliveries.size() == KEPT) {
                this.deliveries.removeFirst();
            }
            this.deliveries.addLast(new Delivery(notice.id(), notice.body(), retried, status));
        }
        List<Duration> delays = this.retries;
        if (status != 200 && retried < delays.size()) {
            later(notice, retried + 1, delays.get(retried));
        }
    }

    private int post(URI address, Notice notice, int retried) {
        HttpRequest request = HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("tosspayments-webhook-transmission-id", notice.id())
            .header("tosspayments-webhook-transmission-time", now())
            .header("tosspayments-webhook-transmission-retried-count", String.valueOf(retried))
            .POST(HttpRequest.BodyPublishers.ofString(notice.body()))
            .build();
        try {
            return this.http.send(request, BodyHandlers.discarding()).statusCode();
        }
        catch (IOException ex) {
            LOG.log(System.Logger.Level.DEBUG, "The shop cannot be reached", ex);
            return 0;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        this.threads.shutdownNow();
        this.http.shutdownNow();
    }

}
