package io.ticketblue.payment.internal;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.payment.ComparedDay;
import io.ticketblue.payment.DifferenceView;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Paging;

import org.springframework.web.client.RestClient;

/** What compares days on one node of a cluster, put together by hand. */
final class DailyNode {

    private static final Duration LEASE = Duration.ofMinutes(3);

    final ComparedDays days;

    final DailyComparison comparison;

    final DifferenceLedger differences;

    private final PaymentTestServers servers;

    DailyNode(PaymentTestServers servers, PaymentNode node) {
        this(servers, node, new ComparedDays(servers.jdbc), UnaryOperator.identity(), Duration.ofHours(1), 500);
    }

    DailyNode(PaymentTestServers servers, PaymentNode node, ComparedDays days, UnaryOperator<ProviderList> decoration,
            Duration edge, int pageSize) {
        this.servers = servers;
        this.days = days;
        PaymentSettings settings = servers.cluster.settings(Duration.ofSeconds(10), false);
        DailySettings daily = new DailySettings(false, Duration.ofMinutes(1), Duration.ofHours(4), 2, edge, pageSize,
                LEASE, 20);
        TossPayments toss = new TossPayments(RestClient.builder(), settings);
        ResultWriter results = new ResultWriter(servers.transactions);
        ListedTransactions listed = new ListedTransactions(servers.jdbc);
        this.differences = new DifferenceLedger(servers.jdbc);
        Refunds refunding = new Refunds(node.ledger, new ReturnLedger(servers.jdbc, node.ledger), node.refunds, toss,
                results, (event) -> {
                }, settings, new PaymentMetrics(new SimpleMeterRegistry(), node.ledger, node.refunds), servers.clock);
        DifferenceSettling settling = new DifferenceSettling(this.differences, listed, node.ledger, node.refunds, toss,
                node.deposits, refunding, servers.clock);
        this.comparison = new DailyComparison(days, listed, this.differences, settling,
                new ListReading(days, listed, decoration.apply(toss), results, daily, servers.clock), results, settings,
                daily, servers.clock);
    }

    static LocalDate today(PaymentTestServers servers) {
        return Formats.day(servers.clock.instant());
    }

    /** Moves the clock to a time of the next day in Korea. */
    static void tomorrow(PaymentTestServers servers, LocalTime time) {
        servers.clock.advance(Duration.between(servers.clock.instant(),
                today(servers).plusDays(1).atTime(time).atZone(Formats.SEOUL).toInstant()));
    }

    /** Compares a day to its end, or as far as it goes. */
    ComparedDay compare(LocalDate day) {
        this.days.ask(day, this.servers.clock.instant());
        this.comparison.run();
        return day(day);
    }

    ComparedDay day(LocalDate day) {
        return this.days.find(day).orElseThrow();
    }

    List<DifferenceView> differences(LocalDate day) {
        return this.differences.of(day, null, new Paging(0, 100)).items();
    }

}
