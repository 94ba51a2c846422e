package io.ticketblue.payment.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.payment.VirtualAccountIssued;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a server process between two steps, for tests that start one with the property
 * {@value #THREADS}. A request that names a point in the header {@value #HEADER} stands
 * still there; of the threads that serve no request, the first one that reaches a point
 * of {@value #PROPERTY} does. As soon as as many stand as were announced, the process
 * halts with the exit code {@value #EXIT}, so that one death strikes at all the points.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(HaltingPoints.THREADS)
public class HaltingPoints {

    /** How many threads will stand. */
    public static final String THREADS = "test.halt-threads";

    /** Names the points of threads that serve no request, divided by commas. */
    public static final String PROPERTY = "test.halt-at";

    /** The file that gets a line for each thread that stands. */
    public static final String LOG = "test.halt-log";

    /** Names the point of a request. */
    public static final String HEADER = "Test-Halt-At";

    /** What the process ends with. */
    public static final int EXIT = 86;

    /** The request's first transaction is about to be committed. */
    public static final String BEFORE_COMMIT = "before-commit";

    /** The request's first transaction is committed, and nothing has been done since. */
    public static final String AFTER_COMMIT = "after-commit";

    /** The next step is to note that the provider is asked to take the money. */
    public static final String STARTED = "started";

    /** The next step is to ask the provider to take the money. */
    public static final String BEFORE_CONFIRM = "before-confirm";

    /** The provider has taken the money, or made an account for it. */
    public static final String AFTER_CONFIRM = "after-confirm";

    /** Everything is written, and the next step is to commit that an account waits. */
    public static final String BEFORE_ACCOUNT_COMMIT = "before-account-commit";

    /** It is committed that an account waits, and nobody was told. */
    public static final String AFTER_ACCOUNT_COMMIT = "after-account-commit";

    /** Everything is written, and the next step is to commit that the money was taken. */
    public static final String BEFORE_CAPTURE_COMMIT = "before-capture-commit";

    /** It is committed that the money was taken, and nobody was told. */
    public static final String AFTER_CAPTURE_COMMIT = "after-capture-commit";

    /** The next step is to note that the provider is asked to send the money back. */
    public static final String CANCELLED = "cancelled";

    /** The next step is to ask the provider to send the money back. */
    public static final String BEFORE_REFUND = "before-refund";

    /** The provider has sent the money back. */
    public static final String AFTER_REFUND = "after-refund";

    /** Everything is written, and the next step is to commit that the money went back. */
    public static final String BEFORE_REFUND_COMMIT = "before-refund-commit";

    /** It is committed that the money went back, and nobody was told. */
    public static final String AFTER_REFUND_COMMIT = "after-refund-commit";

    /** A notice is kept, and the provider has not heard that it is. */
    public static final String NOTICE_KEPT = "notice-kept";

    /** A notice is answered, and nobody has worked on it. */
    public static final String NOTICE_ANSWERED = "notice-answered";

    /** The next step is to ask the provider about a notice. */
    public static final String NOTICE_BEFORE_LOOK = "notice-before-look";

    /** The provider has said what the notice is about, and nothing is written. */
    public static final String NOTICE_AFTER_LOOK = "notice-after-look";

    /** Everything is written, and the next step is to commit money that came too late. */
    public static final String BEFORE_LATE_COMMIT = "before-late-commit";

    /** It is committed that money came too late, and goes back. */
    public static final String AFTER_LATE_COMMIT = "after-late-commit";

    /** What a notice led to is written, but not that it is done. */
    public static final String NOTICE_WORKED_ON = "notice-worked-on";

    private static final String NO_POINT = "";

    /**
     * The point of the request that the present thread serves; null if it serves none.
     */
    private static final ThreadLocal<@Nullable String> REQUEST = new ThreadLocal<>();

    private final Set<String> free = ConcurrentHashMap.newKeySet();

    private final AtomicInteger left;

    private final Path log;

    HaltingPoints(Environment environment) {
        this.free.addAll(new HashSet<>(Arrays.asList(environment.getProperty(PROPERTY, "").split(","))));
        this.left = new AtomicInteger(environment.getRequiredProperty(THREADS, Integer.class));
        this.log = Path.of(environment.getRequiredProperty(LOG));
    }

    /** Says that the present thread is at a point, which it may not leave. */
    public void reach(String point) {
        String wanted = REQUEST.get();
        if ((wanted != null) ? !wanted.equals(point) : !this.free.remove(point)) {
            return;
        }
        write(point);
        if (this.left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT);
        }
        try {
            new CountDownLatch(1).await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private synchronized void write(String point) {
        try {
            Files.writeString(this.log, point + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Bean
    static FilterRegistrationBean<OncePerRequestFilter> haltingRequests() {
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                REQUEST.set(Objects.requireNonNullElse(request.getHeader(HEADER), NO_POINT));
                try {
                    chain.doFilter(request, response);
                }
                finally {
                    REQUEST.remove();
                }
            }
        });
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    static TransactionExecutionListener haltingCommits(ObjectProvider<HaltingPoints> points) {
        return new TransactionExecutionListener() {

            @Override
            public void beforeCommit(TransactionExecution transaction) {
                reach(transaction, BEFORE_COMMIT);
            }

            @Override
            public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
                reach(transaction, AFTER_COMMIT);
            }

            private void reach(TransactionExecution transaction, String point) {
                if (REQUEST.get() != null && !transaction.isReadOnly()) {
                    points.getObject().reach(point);
                }
            }

        };
    }

    @EventListener
    void on(PaymentCaptured event) {
        aroundCommit(BEFORE_CAPTURE_COMMIT, AFTER_CAPTURE_COMMIT);
    }

    @EventListener
    void on(VirtualAccountIssued event) {
        aroundCommit(BEFORE_ACCOUNT_COMMIT, AFTER_ACCOUNT_COMMIT);
    }

    @EventListener
    void on(PaymentRefunded event) {
        aroundCommit(BEFORE_REFUND_COMMIT, AFTER_REFUND_COMMIT);
    }

    /** Puts two points around the end of the present transaction. */
    void aroundCommit(String before, String after) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

            @Override
            public void beforeCommit(boolean readOnly) {
                reach(before);
            }

            @Override
            public void afterCommit() {
                reach(after);
            }

        });
    }

}
