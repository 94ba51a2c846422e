package io.ticketblue.payment;

import java.time.Duration;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Reconciles at the start of the application and then again and again. */
@Configuration(proxyBeanMethods = false)
class ReconciliationSchedule implements SchedulingConfigurer {

    private final Reconciliation reconciliation;

    private final PaymentSettings settings;

    ReconciliationSchedule(Reconciliation reconciliation, PaymentSettings settings) {
        this.reconciliation = reconciliation;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        if (this.settings.reconcileEnabled()) {
            registrar.addFixedDelayTask(
                    new IntervalTask(this.reconciliation::run, this.settings.reconcileEvery(), Duration.ZERO));
        }
    }

}
