package io.ticketblue.coupon.internal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.ticketblue.IntegrationTest;
import io.ticketblue.StandingClock;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * On a test class of coupons: the whole application with a clock that stands still until
 * it is moved, and with {@link CouponBox} to take coupons from.
 */
@IntegrationTest
@Import({ CouponTest.Configuration.class, CouponBox.class })
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface CouponTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Configuration {

        @Bean
        @Primary
        StandingClock standingClock() {
            return new StandingClock();
        }

    }

}
