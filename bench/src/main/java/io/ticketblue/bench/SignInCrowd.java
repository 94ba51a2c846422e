package io.ticketblue.bench;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * People who all sign in at the same moment with the right password and, when they are
 * told that there is no room, again after as long as they were told.
 *
 * @param people how many
 * @param signedIn how many got in
 * @param seconds until the last of them was
 * @param statuses all answers by status
 */
record SignInCrowd(int people, int signedIn, double seconds, Map<Integer, Integer> statuses) {

    private static final int MOST_TRIES = 60;

    /** Lets them come. */
    static SignInCrowd run(int port, int people, IntFunction<String> email) {
        Caller caller = new Caller(port);
        Map<Integer, Integer> statuses = new TreeMap<>();
        AtomicInteger signedIn = new AtomicInteger();
        CountDownLatch signal = new CountDownLatch(1);
        long began;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < people; number++) {
                String who = email.apply(number);
                threads.submit(() -> {
                    signal.await();
                    signedIn.addAndGet(signIn(caller, who, statuses) ? 1 : 0);
                    return who;
                });
            }
            began = System.nanoTime();
            signal.countDown();
        }
        return new SignInCrowd(people, signedIn.get(), (System.nanoTime() - began) / 1e9, Map.copyOf(statuses));
    }

    private static boolean signIn(Caller caller, String email, Map<Integer, Integer> statuses) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            HttpResponse<String> answer = caller.tryPost("/api/sessions",
                    Map.of("email", email, "password", EditionStage.PASSWORD));
            synchronized (statuses) {
                statuses.merge(answer.statusCode(), 1, Integer::sum);
            }
            if (answer.statusCode() == 503) {
                LockSupport.parkNanos(
                        Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(2)).toNanos());
                continue;
            }
            return answer.statusCode() == 200;
        }
        return false;
    }

    /** How many were signed in a second. */
    double rate() {
        return this.signedIn / this.seconds;
    }

    /** How many right passwords were refused as wrong. */
    int refusedAsWrong() {
        return this.statuses.getOrDefault(401, 0) + this.statuses.getOrDefault(429, 0);
    }

}
