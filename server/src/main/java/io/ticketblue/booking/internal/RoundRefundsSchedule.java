package io.ticketblue.booking.internal;

import io.ticketblue.shared.OneAtATime;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Goes on giving back what was booked of cancelled rounds, on every node. */
@Configuration(proxyBeanMethods = false)
class RoundRefundsSchedule implements SchedulingConfigurer {

    private final RoundRefunds refunds;

    private final BookingSettings settings;

    RoundRefundsSchedule(RoundRefunds refunds, BookingSettings settings) {
        this.refunds = refunds;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedRateTask(new OneAtATime(this.refunds::run), this.settings.expireEvery());
    }

}
