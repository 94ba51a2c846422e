package io.ticketblue.booking.internal;

import io.ticketblue.booking.internal.audit.AuditLookBack;

import java.time.Duration;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** What booking does by itself, again and again. */
@Configuration(proxyBeanMethods = false)
class BookingSchedule implements SchedulingConfigurer {

    private static final Duration LOOK_BACK_EVERY = Duration.ofMinutes(15);

    private final Expiry expiry;

    private final LedgerAudit audit;

    private final MoneyAudit money;

    private final AuditLookBack lookBack;

    private final BookingSettings settings;

    BookingSchedule(Expiry expiry, LedgerAudit audit, MoneyAudit money, AuditLookBack lookBack,
            BookingSettings settings) {
        this.expiry = expiry;
        this.audit = audit;
        this.money = money;
        this.lookBack = lookBack;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(this.expiry::run, this.settings.expireEvery());
        registrar.addFixedDelayTask(this.lookBack::run, LOOK_BACK_EVERY);
        registrar.addFixedDelayTask(this.audit::run, this.settings.auditEvery());
        registrar.addFixedDelayTask(this.money::run, this.settings.auditEvery());
    }

}
