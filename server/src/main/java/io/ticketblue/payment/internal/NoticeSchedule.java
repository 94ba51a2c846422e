package io.ticketblue.payment.internal;

import io.ticketblue.shared.OneAtATime;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Takes up the provider's notices that were left over, again and again. */
@Configuration(proxyBeanMethods = false)
class NoticeSchedule implements SchedulingConfigurer {

    private final Notices notices;

    private final NoticeSettings settings;

    NoticeSchedule(Notices notices, NoticeSettings settings) {
        this.notices = notices;
        this.settings = settings;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        if (this.settings.enabled()) {
            registrar.addFixedRateTask(new IntervalTask(new OneAtATime(this.notices::takeUp), this.settings.every()));
        }
    }

}
