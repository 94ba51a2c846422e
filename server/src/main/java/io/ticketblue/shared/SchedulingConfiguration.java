package io.ticketblue.shared;

import io.ticketblue.shared.database.DatabaseFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

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

    private static final Logger LOG = LoggerFactory.getLogger(SchedulingConfiguration.class);

    /** More than there are jobs; the threads are virtual. */
    static final int MOST_JOBS_AT_ONCE = 64;

    @Bean
    TaskScheduler taskScheduler() {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setVirtualThreads(true);
        scheduler.setThreadNamePrefix("job-");
        scheduler.setPoolSize(MOST_JOBS_AT_ONCE);
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setErrorHandler(SchedulingConfiguration::failed);
        return scheduler;
    }

    /** The job runs again at its next time, whatever happened. */
    private static void failed(Throwable thrown) {
        // A database that is gone is logged once, by the circuit breaker.
        LOG.atLevel(DatabaseFailures.isConnectionLost(thrown) ? Level.DEBUG : Level.ERROR)
            .setCause(thrown)
            .log("A scheduled job failed");
    }

}
