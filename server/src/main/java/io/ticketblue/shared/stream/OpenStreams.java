package io.ticketblue.shared.stream;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.shared.CurrentPerson;
import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.limit.NetworkAddress;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The answers of this node that stay open. Each is counted for the node and for its
 * client: the account, or the network address if nobody is signed in (for IPv6 the
 * network of 64 bits that one subscriber has). When the node stops they end first, so
 * that stopping does not wait for them.
 */
@Component
public class OpenStreams implements SmartLifecycle {

    private static final int SPREAD = 10;

    private final StreamSettings settings;

    private final CurrentPerson person;

    private final Semaphore free;

    private final Map<String, Integer> clients = new ConcurrentHashMap<>();

    private final Set<Stream> open = ConcurrentHashMap.newKeySet();

    private final AtomicLong refused = new AtomicLong();

    private volatile boolean running;

    OpenStreams(StreamSettings settings, CurrentPerson person, MeterRegistry metrics) {
        this.settings = settings;
        this.person = person;
        this.free = new Semaphore(settings.most());
        Gauge.builder("ticketblue.streams.open", this.open, Set::size)
            .description("Answers that stay open")
            .register(metrics);
        Gauge.builder("ticketblue.streams.refused", this.refused, AtomicLong::get)
            .description("Streams that were refused since the start")
            .register(metrics);
    }

    /**
     * Counts a stream that is about to open, for the thread that serves it; it must be
     * closed.
     * @param request what the client sent
     * @return the stream
     * @throws Overloaded if the node has too many, or stops
     * @throws TooManyStreams if the client has too many
     */
    public Stream open(HttpServletRequest request) {
        Long account = this.person.id();
        String client = (account != null) ? "account " + account : "address " + network(request.getRemoteAddr());
        int most = (account != null) ? this.settings.mostPerAccount() : this.settings.mostPerAddress();
        if (!this.running || !this.free.tryAcquire()) {
            this.refused.incrementAndGet();
            throw new Overloaded();
        }
        if (this.clients.merge(client, 1, Integer::sum) > most) {
            leave(client);
            this.refused.incrementAndGet();
            throw new TooManyStreams();
        }
        Stream stream = new Stream(client);
        this.open.add(stream);
        return stream;
    }

    private void leave(String client) {
        this.clients.computeIfPresent(client, (name, count) -> (count > 1) ? count - 1 : null);
        this.free.release();
    }

    /** Clients whose address cannot be read count as one. */
    private static String network(String address) {
        return NetworkAddress.parse(address).map(NetworkAddress::network).orElse("unknown");
    }

    @Override
    public void start() {
        this.running = true;
    }

    /** Comes before the web server waits for its requests to end. */
    @Override
    public void stop() {
        this.running = false;
        this.open.forEach(Stream::end);
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    /** An answer that stays open. */
    public final class Stream implements AutoCloseable {

        private final String client;

        private final long end;

        private volatile boolean ended;

        private volatile @Nullable Runnable wake;

        private Stream(String client) {
            this.client = client;
            long longest = OpenStreams.this.settings.longest().toNanos();
            // Streams that opened together, after a restart, do not end together.
            this.end = System.nanoTime() + longest
                    - ThreadLocalRandom.current().nextLong(Math.max(1, longest / SPREAD));
        }

        /**
         * Whether it is to end: its time is over, or the node stops.
         * @return whether nothing more is to be sent
         */
        public boolean isOver() {
            return this.ended || !OpenStreams.this.running || System.nanoTime() - this.end >= 0;
        }

        /**
         * What to do when the node stops, so that who waits finds out at once.
         * @param task wakes the thread that serves it
         */
        public void onEnd(Runnable task) {
            this.wake = task;
            if (isOver()) {
                task.run();
            }
        }

        private void end() {
            this.ended = true;
            Runnable task = this.wake;
            if (task != null) {
                task.run();
            }
        }

        @Override
        public void close() {
            if (OpenStreams.this.open.remove(this)) {
                leave(this.client);
            }
        }

    }

}
