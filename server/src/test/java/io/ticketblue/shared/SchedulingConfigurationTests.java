package io.ticketblue.shared;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SchedulingConfigurationTests {

    @Test
    void jobsThatHangDelayNoOtherAndDoNotOverlapThemselves() {
        ThreadPoolTaskScheduler scheduler = (ThreadPoolTaskScheduler) new SchedulingConfiguration().taskScheduler();
        scheduler.initialize();
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger hanging = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        try {
            for (int job = 0; job < 20; job++) {
                scheduler.scheduleWithFixedDelay(() -> hang(hanging, end), Duration.ofMillis(5));
            }
            scheduler.scheduleWithFixedDelay(runs::incrementAndGet, Duration.ofMillis(5));
            await().until(() -> hanging.get() == 20);
            int before = runs.get();
            await().until(() -> runs.get() > before + 5);
            assertThat(hanging).hasValue(20);
        }
        finally {
            end.countDown();
            scheduler.shutdown();
        }
    }

    private static void hang(AtomicInteger hanging, CountDownLatch end) {
        hanging.incrementAndGet();
        try {
            end.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

}
