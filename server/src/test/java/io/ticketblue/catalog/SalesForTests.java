package io.ticketblue.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The real sales side, to which tests add that rounds have reservations. */
public final class SalesForTests implements RoundSales {

    private final RoundSales sales;

    private final Set<RoundId> reserved = ConcurrentHashMap.newKeySet();

    private final List<RoundId> withdrawn = new ArrayList<>();

    private final List<RoundId> repriced = new ArrayList<>();

    SalesForTests(RoundSales sales) {
        this.sales = sales;
    }

    public void reserve(RoundId round) {
        this.reserved.add(round);
    }

    @Override
    public void open(Collection<RoundId> rounds, List<PricedSeat> seats) {
        this.sales.open(rounds, seats);
    }

    @Override
    public List<RoundBookings> live(Collection<RoundId> rounds) {
        List<RoundBookings> all = new ArrayList<>(this.sales.live(rounds));
        rounds.stream()
            .filter(this.reserved::contains)
            .forEach((round) -> all.add(new RoundBookings(round, 1, List.of("ABCD-2345"))));
        return all;
    }

    @Override
    public Set<RoundId> sold(Collection<RoundId> rounds) {
        return this.sales.sold(rounds);
    }

    @Override
    public void stop(Collection<RoundId> rounds) {
        this.sales.stop(rounds);
    }

    @Override
    public void changed(Collection<RoundId> rounds) {
        this.sales.changed(rounds);
    }

    @Override
    public synchronized void withdraw(Collection<RoundId> rounds) {
        this.sales.withdraw(rounds);
        this.withdrawn.addAll(rounds);
    }

    @Override
    public synchronized void reprice(Collection<RoundId> rounds, List<PricedSeat> seats) {
        this.sales.reprice(rounds, seats);
        this.repriced.addAll(rounds);
    }

    public synchronized List<RoundId> withdrawn() {
        return List.copyOf(this.withdrawn);
    }

    public synchronized List<RoundId> repriced() {
        return List.copyOf(this.repriced);
    }

    /** Puts it before the module that sells. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {

        @Bean
        @Primary
        SalesForTests salesForTests(@Qualifier("roundLifecycle") RoundSales sales) {
            return new SalesForTests(sales);
        }

    }

}
