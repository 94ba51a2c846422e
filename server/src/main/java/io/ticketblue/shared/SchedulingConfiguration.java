package io.ticketblue.shared;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Scheduled work: each job has a thread when its time has come, so one that hangs, on the
 * store of posters or on the provider, delays no other. A job never overlaps itself.
 */
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {

    /** More than there are jobs; the threads are virtual. */
    static final int MOST_JOBS_AT_ONCE = 64;

    @Bean
    TaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("job-");
        scheduler.setPoolSize(MOST_JOBS_AT_ONCE);
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

}
