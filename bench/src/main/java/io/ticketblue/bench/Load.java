package io.ticketblue.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Sends requests over a number of kept connections, each of which asks again as soon as
 * it has been answered. One thread serves all of them, so that little of the machine is
 * taken from the server under load.
 */
final class Load {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int MOST_REQUESTS = 5_000_000;

    private final InetSocketAddress server;

    private final int connections;

    private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);

    private final double perSecond;

    Load(int port, int connections) {
        this(port, connections, 0);
    }

    /**
     * A load of people who come by themselves, at so many a second on average (a Poisson
     * process), whether or not those before them have been answered. Latencies count from
     * the moment at which each was due, also if all connections were busy then.
     */
    static Load ofArrivals(int port, int connections, double perSecond) {
        return new Load(port, connections, perSecond);
    }

    private Load(int port, int connections, double perSecond) {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.connections = connections;
        this.perSecond = perSecond;
    }

    /**
     * Runs a scenario until its time is over, it has nothing more to ask, or it has asked
     * five million times, and then waits for the answers that are under way.
     * @param leadIn how long answers are not measured yet
     * @param measured how long they are then
     * @throws IllegalStateException if the server does not speak HTTP or falls silent
     */
    Sample run(Scenario scenario, Duration leadIn, Duration measured) {
        Sample.Recorder recorder = new Sample.Recorder(System.nanoTime() + leadIn.toNanos(), measured.toNanos());
        Connection[] all = new Connection[this.connections];
        try (Selector selector = Selector.open()) {
            try {
                Run run = new Run(selector, scenario, recorder);
                for (int number = 0; number < all.length; number++) {
                    all[number] = new Connection(number, new AnswerReader(scenario.bodyLimit()));
                    run.free(all[number]);
                }
                run.untilDone();
            }
            finally {
                close(all);
            }
        }
        catch (IOException ex) {
            throw new IllegalStateException("The connection to the server failed", ex);
        }
        return recorder.sample();
    }

    private static void close(Connection[] all) throws IOException {
        for (Connection connection : Arrays.stream(all).filter((one) -> one != null).toList()) {
            connection.close();
        }
    }

    private final class Run {

        private final Selector selector;

        private final Scenario scenario;

        private final Sample.Recorder recorder;

        private int underWay;

        private int asked;

        private long lastAnswer = System.nanoTime();

        /** Connections without a request, while people come by themselves. */
        private final Deque<Connection> idle = new ArrayDeque<>();

        private final RandomGenerator random = new SplittableRandom(20_261_128);

        private long nextDue = System.nanoTime();

        Run(Selector selector, Scenario scenario, Sample.Recorder recorder) {
            this.selector = selector;
            this.scenario = scenario;
            this.recorder = recorder;
        }

        void untilDone() throws IOException {
            while (this.underWay > 0 || peopleCome()) {
                this.selector.select(this::serve, untilNext());
                arrive();
                if (System.nanoTime() - this.lastAnswer > PATIENCE.toNanos()) {
                    throw new IllegalStateException("The server has not answered for " + PATIENCE.toSeconds() + " s");
                }
            }
        }

        private boolean peopleCome() {
            return Load.this.perSecond > 0 && !this.recorder.over(System.nanoTime());
        }

        private long untilNext() {
            if (!peopleCome() || this.idle.isEmpty()) {
                return 500;
            }
            return Math.max(1, (this.nextDue - System.nanoTime()) / 1_000_000);
        }

        /** Lets everybody ask who is due and finds a connection. */
        private void arrive() throws IOException {
            if (this.underWay == 0) {
                this.lastAnswer = System.nanoTime();
            }
            while (peopleCome() && !this.idle.isEmpty() && System.nanoTime() - this.nextDue >= 0) {
                Connection connection = this.idle.removeFirst();
                ask(connection);
                connection.sentAt = this.nextDue;
                double gap = -Math.log(1 - this.random.nextDouble()) / Load.this.perSecond;
                this.nextDue += (long) (gap * 1e9);
            }
        }

        /** The connection asks again at once, or when somebody comes. */
        void free(Connection connection) throws IOException {
            if (Load.this.perSecond > 0) {
                this.idle.addLast(connection);
            }
            else {
                ask(connection);
            }
        }

        void ask(Connection connection) throws IOException {
            boolean over = this.asked == MOST_REQUESTS || this.recorder.over(System.nanoTime());
            byte[] request = over ? null : this.scenario.next(connection.number);
            if (request == null) {
                return;
            }
            this.asked++;
            this.underWay++;
            connection.out = ByteBuffer.wrap(request);
            connection.answer.next();
            connection.sentAt = System.nanoTime();
            if (connection.channel == null) {
                connection.open(Load.this.server, this.selector);
                this.recorder.connected();
            }
            connection.write();
        }

        private void serve(SelectionKey key) {
            Connection connection = (Connection) key.attachment();
            try {
                if (key.isWritable()) {
                    connection.write();
                }
                if (key.isReadable() && connection.read(Load.this.in)) {
                    answered(connection);
                }
            }
            catch (IOException ex) {
                broken(connection, ex);
            }
        }

        private void broken(Connection connection, IOException cause) {
            this.underWay--;
            this.recorder.broken("A connection broke before its answer was whole: " + cause.getMessage());
            try {
                connection.close();
                free(connection);
            }
            catch (IOException ex) {
                throw new UncheckedIOException("The server no longer takes connections", ex);
            }
        }

        private void answered(Connection connection) throws IOException {
            this.lastAnswer = System.nanoTime();
            this.underWay--;
            AnswerReader answer = connection.answer;
            String fault = this.scenario.check(connection.number, answer);
            this.recorder.answered(this.lastAnswer, this.lastAnswer - connection.sentAt, answer,
                    this.scenario.measures(connection.number), fault);
            if (answer.closes()) {
                connection.close();
            }
            free(connection);
        }

    }

    private static final class Connection {

        private final int number;

        private final AnswerReader answer;

        private @Nullable SocketChannel channel;

        private @Nullable SelectionKey key;

        private ByteBuffer out = ByteBuffer.allocate(0);

        private long sentAt;

        Connection(int number, AnswerReader answer) {
            this.number = number;
            this.answer = answer;
        }

        void open(InetSocketAddress server, Selector selector) throws IOException {
            SocketChannel opened = SocketChannel.open(server);
            this.channel = opened;
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened.configureBlocking(false);
            this.key = opened.register(selector, SelectionKey.OP_READ, this);
        }

        void write() throws IOException {
            if (this.channel != null && this.key != null) {
                this.channel.write(this.out);
                int interest = this.out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ;
                if (this.key.interestOps() != interest) {
                    this.key.interestOps(interest);
                }
            }
        }

        boolean read(ByteBuffer in) throws IOException {
            if (this.channel == null) {
                return false;
            }
            in.clear();
            if (this.channel.read(in) < 0) {
                throw new IOException("End of stream after " + this.answer.length() + " bytes of a body");
            }
            boolean whole = this.answer.read(in.flip());
            if (in.hasRemaining()) {
                throw new IOException("The server said more than it was asked");
            }
            return whole;
        }

        void close() throws IOException {
            if (this.channel != null) {
                this.channel.close();
                this.channel = null;
                this.key = null;
            }
        }

    }

}
