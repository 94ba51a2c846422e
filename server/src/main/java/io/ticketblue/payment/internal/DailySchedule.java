package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Looks again and again for a day whose turn it is to be compared with the provider, and
 * at once when staff ask. As a comparison may wait long for the provider, each has a
 * thread of its own; one at a time on a node.
 */
@Configuration(proxyBeanMethods = false)
public class DailySchedule implements SchedulingConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(DailySchedule.class);

    private final DailyComparison comparison;

    private final DailySettings settings;

    private final AtomicBoolean running = new AtomicBoolean();

    DailySchedule(DailyComparison comparison, DailySettings settings) {
        this.comparison = comparison;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        if (this.settings.enabled()) {
            registrar.addFixedRateTask(new IntervalTask(() -> {
                this.comparison.announce();
                runUnlessRunning();
            }, this.settings.every(), Duration.ZERO));
        }
    }

    /** Begins with what staff have asked for. */
    public void wake() {
        Thread.ofVirtual().name("daily-comparison").start(() -> {
            try {
                runUnlessRunning();
            }
            catch (RuntimeException ex) {
                LOG.atError().setCause(ex).log("Comparing with the provider failed; it will be tried again");
            }
        });
    }

    private void runUnlessRunning() {
        if (this.running.compareAndSet(false, true)) {
            try {
                this.comparison.run();
            }
            finally {
                this.running.set(false);
            }
        }
    }

}
