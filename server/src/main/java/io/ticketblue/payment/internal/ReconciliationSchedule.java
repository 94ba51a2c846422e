package io.ticketblue.payment.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.ticketblue.payment.Payments;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Reconciles at the start of the application and then again and again. A run may wait
 * long for the provider. At a fixed rate each run has a thread of its own, so that it
 * does not hold up the tasks of other modules; one that would overlap the run before is
 * left out.
 */
@Configuration(proxyBeanMethods = false)
class ReconciliationSchedule implements SchedulingConfigurer {

    private final Payments payments;

    private final PaymentSettings settings;

    private final AtomicBoolean running = new AtomicBoolean();

    ReconciliationSchedule(Payments payments, PaymentSettings settings) {
        this.payments = payments;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        if (this.settings.reconcileEnabled()) {
            registrar.addFixedRateTask(
                    new IntervalTask(this::runUnlessRunning, this.settings.reconcileEvery(), Duration.ZERO));
        }
    }

    private void runUnlessRunning() {
        if (this.running.compareAndSet(false, true)) {
            try {
                this.payments.reconcile();
            }
            finally {
                this.running.set(false);
            }
        }
    }

}
