package io.ticketblue.payment.internal;

import java.time.Duration;

import io.ticketblue.payment.Payments;
import io.ticketblue.shared.OneAtATime;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Reconciles at the start of the application and then again and again. */
@Configuration(proxyBeanMethods = false)
class ReconciliationSchedule implements SchedulingConfigurer {

    private final Payments payments;

    private final PaymentSettings settings;

    ReconciliationSchedule(Payments payments, PaymentSettings settings) {
        this.payments = payments;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        if (this.settings.reconcileEnabled()) {
            registrar.addFixedRateTask(new IntervalTask(new OneAtATime(this.payments::reconcile),
                    this.settings.reconcileEvery(), Duration.ZERO));
        }
    }

}
