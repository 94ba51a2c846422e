package io.ticketblue.booking.internal;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.ticketblue.booking.RefundStanding;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.internal.HaltingPoints;
import io.ticketblue.shared.Money;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Points of the work on cancelled rounds, as {@link HaltingPoints} of the payments. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(HaltingPoints.THREADS)
class BookingHaltingPoints {

    @Bean
    static BeanPostProcessor haltingRounds(ObjectProvider<HaltingPoints> points, ObjectProvider<JdbcClient> sql) {
        return new BeanPostProcessor() {

            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                return (bean instanceof RoundCancellationRepository) ? new Rounds(sql.getObject(), points) : bean;
            }

        };
    }

    /**
     * The organiser's cancellation is about to commit so many bookings since the start of
     * the process.
     */
    static String afterBooking(int number) {
        return "round-booking-" + number;
    }

    static class Rounds extends RoundCancellationRepository {

        private final ObjectProvider<HaltingPoints> points;

        private final AtomicInteger bookings = new AtomicInteger();

        Rounds(JdbcClient sql, ObjectProvider<HaltingPoints> points) {
            super(sql);
            this.points = points;
        }

        @Override
        void insertBooking(RoundId round, ReservationId reservation, Money refund, Money compensation,
                RefundStanding standing, Instant now) {
            super.insertBooking(round, reservation, refund, compensation, standing, now);
            this.points.getObject().reach(afterBooking(this.bookings.incrementAndGet()));
        }

    }

}
