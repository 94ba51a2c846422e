package io.ticketblue.booking.internal;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** What booking does by itself, again and again. */
@Configuration(proxyBeanMethods = false)
class BookingSchedule implements SchedulingConfigurer {

    private final Expiry expiry;

    private final LedgerAudit audit;

    private final MoneyAudit money;

    private final BookingSettings settings;

    BookingSchedule(Expiry expiry, LedgerAudit audit, MoneyAudit money, BookingSettings settings) {
        this.expiry = expiry;
        this.audit = audit;
        this.money = money;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(this.expiry::run, this.settings.expireEvery());
        registrar.addFixedDelayTask(this.audit::run, this.settings.auditEvery());
        registrar.addFixedDelayTask(this.money::run, this.settings.auditEvery());
    }

}
