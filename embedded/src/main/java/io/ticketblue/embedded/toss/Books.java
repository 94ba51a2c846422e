package io.ticketblue.embedded.toss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * All payments. Changes of one payment happen one after the other, and each is in the
 * journal before it can be seen.
 */
final class Books {

    private static final DateTimeFormatter KEY_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss")
        .withZone(ZoneOffset.ofHours(9));

    private final Map<String, SimulatedPayment> payments = new ConcurrentHashMap<>();

    private final Map<String, List<String>> keysByOrder = new ConcurrentHashMap<>();

    private final Map<String, String> paidOrders = new ConcurrentHashMap<>();

    private final ConcurrentLinkedDeque<String> latest = new ConcurrentLinkedDeque<>();

    private final Clock clock;

    private final Journal journal;

    private final int listed;

    private final List<Consumer<SimulatedPayment>> listeners = new CopyOnWriteArrayList<>();

    Books(Clock clock, Journal journal, int listed) {
        this.clock = clock;
        this.journal = journal;
        this.listed = listed;
        journal.payments().forEach(this::index);
    }

    private void index(SimulatedPayment payment) {
        String orderId = payment.request().orderId();
        this.payments.put(payment.paymentKey(), payment);
        this.keysByOrder.computeIfAbsent(orderId, id -> new CopyOnWriteArrayList<>()).add(payment.paymentKey());
        if (payment.status().isConfirmed()) {
            this.paidOrders.put(orderId, payment.paymentKey());
        }
        this.latest.addFirst(payment.paymentKey());
        if (this.latest.size() > this.listed) {
            this.latest.pollLast();
        }
    }

    Instant now() {
        return this.clock.instant();
    }

    /**
     * Opens a payment. An order may be tried again with another payment until one of them
     * is paid.
     */
    SimulatedPayment open(CheckoutRequest request) {
        if (this.paidOrders.containsKey(request.orderId())) {
            throw TossFailure.of("DUPLICATED_ORDER_ID");
        }
        Instant now = now();
        SimulatedPayment payment = SimulatedPayment.requested(newKey(now), request, now);
        this.journal.append(new Entry(payment, null));
        index(payment);
        return payment;
    }

    private String newKey(Instant now) {
        String key = "tsimu" + KEY_TIME.format(now) + TossKeys.random(8);
        return this.payments.containsKey(key) ? newKey(now) : key;
    }

    /**
     * The payment as it stands now.
     */
    SimulatedPayment get(String paymentKey) {
        SimulatedPayment payment = this.payments.get(paymentKey);
        if (payment == null) {
            throw TossFailure.of("NOT_FOUND_PAYMENT");
        }
        return payment.at(now());
    }

    /**
     * The payment that paid for the order, otherwise the latest that tried to.
     */
    SimulatedPayment getByOrder(String orderId) {
        String paid = this.paidOrders.get(orderId);
        if (paid != null) {
            return get(paid);
        }
        List<String> keys = this.keysByOrder.get(orderId);
        if (keys == null) {
            throw TossFailure.of("NOT_FOUND_PAYMENT");
        }
        return get(keys.getLast());
    }

    /**
     * What a change makes of a payment and what is answered for it.
     */
    record Change(SimulatedPayment payment, Answer answer) {
    }

    /**
     * Changes a payment while nobody else does, and keeps the change together with its
     * answer.
     * @param rememberedAs the request's idempotency id, or null if it has none
     */
    Answer change(String paymentKey, @Nullable String rememberedAs, Function<SimulatedPayment, Change> transition) {
        AtomicReference<@Nullable Answer> answer = new AtomicReference<>();
        AtomicReference<@Nullable SimulatedPayment> changed = new AtomicReference<>();
        this.payments.computeIfPresent(paymentKey, (key, current) -> {
            Instant now = now();
            Change change = transition.apply(current.at(now));
            claimOrder(change.payment());
            RememberedAnswer remembered = (rememberedAs != null)
                    ? new RememberedAnswer(rememberedAs, now, change.answer()) : null;
            this.journal.append(new Entry(change.payment(), remembered));
            answer.set(change.answer());
            if (change.payment().transactions().size() > current.transactions().size()) {
                changed.set(change.payment());
            }
            return change.payment();
        });
        Answer result = answer.get();
        if (result == null) {
            throw TossFailure.of("NOT_FOUND_PAYMENT");
        }
        SimulatedPayment happened = changed.get();
        if (happened != null) {
            this.listeners.forEach(listener -> listener.accept(happened));
        }
        return result;
    }

    /**
     * Tells of everything that happens to payments.
     */
    void listen(Consumer<SimulatedPayment> listener) {
        this.listeners.add(listener);
    }

    /**
     * All payments that there ever were.
     */
    Stream<SimulatedPayment> all() {
        return this.payments.values().stream();
    }

    private void claimOrder(SimulatedPayment payment) {
        if (payment.status().isConfirmed()) {
            String paid = this.paidOrders.putIfAbsent(payment.request().orderId(), payment.paymentKey());
            if (paid != null && !paid.equals(payment.paymentKey())) {
                throw TossFailure.of("DUPLICATED_ORDER_ID");
            }
        }
    }

    /**
     * The latest payments, newest first, without those that came to their end longer ago
     * than the given time.
     */
    List<SimulatedPayment> latest(Duration endedWithin) {
        Instant since = now().minus(endedWithin);
        return this.latest.stream()
            .map(this::get)
            .filter(payment -> payment.status().isOpen() || payment.changedAt().isAfter(since))
            .toList();
    }

    /**
     * All the whole won ever captured.
     */
    long captured() {
        return this.payments.values().stream().mapToLong(SimulatedPayment::captured).sum();
    }

    /**
     * All the whole won ever given back.
     */
    long refunded() {
        return this.payments.values().stream().mapToLong(SimulatedPayment::refunded).sum();
    }

    Stream<SimulatedPayment> ofOrder(String orderId) {
        return this.keysByOrder.getOrDefault(orderId, List.of()).stream().map(this::get);
    }

}
