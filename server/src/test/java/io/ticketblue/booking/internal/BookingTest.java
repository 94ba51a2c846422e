package io.ticketblue.booking.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.ticketblue.IntegrationTest;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;

/**
 * On a test class of booking: the whole application with a clock that can be moved, and
 * with {@link Playhouse} to book in. What runs by a timer elsewhere runs here when a test
 * says so.
 */
@IntegrationTest
@Import({ BookingTest.Configuration.class, Playhouse.class, LedgerCheck.class, BooksCheck.class, Guests.class,
        Purchases.class, ClaimNodes.class, CommittedEvents.class })
@TestPropertySource(properties = { "ticketblue.booking.expire-every=1h", "ticketblue.payment.reconcile-every=1h" })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface BookingTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Configuration {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock();
        }

    }

}
