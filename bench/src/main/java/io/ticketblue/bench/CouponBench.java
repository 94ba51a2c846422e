package io.ticketblue.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.ticketblue.coupon.internal.CouponSettings;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Compares ways to give coupons first come, first served, on the same database, and
 * measures ours over HTTP.
 */
final class CouponBench implements AutoCloseable {

    static final String GIVEN = "claims, each given";

    static final String REFUSED = "claims of an exhausted coupon";

    private static final int POOL = 40;

    /** Whoever needs longer for a race runs it once. */
    static final int LONG_SECONDS = 10;

    /** How often everybody comes at once, the first half of it to warm up. */
    private static final int FLOODS = 8;

    private static final Duration LEAD_IN = Duration.ofMillis(500);

    /** No machine of today answers more. */
    private static final int MOST_A_SECOND = 40_000;

    private final BenchOptions options;

    private final Stage stage;

    private final long serverPid;

    private final People people;

    private final Consumer<String> progress;

    private final HikariDataSource pool;

    private final RedissonClient redisson;

    private final JdbcTemplate jdbc;

    private final CouponRows rows;

    private final CouponRivals rivals;

    private final List<String> faults = new ArrayList<>();

    CouponBench(BenchOptions options, Stage stage, long serverPid, People people, Consumer<String> progress) {
        // Without Spring Boot everything would be logged.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        this.options = options;
        this.stage = stage;
        this.serverPid = serverPid;
        this.people = people;
        this.progress = progress;
        this.pool = pool(stage.database());
        Config config = new Config();
        config.useSingleServer().setAddress(stage.redis());
        this.redisson = Redisson.create(config);
        this.jdbc = new JdbcTemplate(this.pool);
        this.rows = new CouponRows(this.jdbc);
        CouponSettings settings = new CouponSettings(512, 2, 20_000, Duration.ofSeconds(8), Duration.ofSeconds(1));
        this.rivals = new CouponRivals(this.jdbc, new JdbcTransactionManager(this.pool), this.redisson, settings);
    }

    /** As the application has it, with a connection for every thread. */
    private static HikariDataSource pool(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(POOL);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("connectionTimeZone", "UTC");
        config.addDataSourceProperty("forceConnectionTimeZoneToSession", "true");
        return new HikariDataSource(config);
    }

    /**
     * Runs every rival in every race, one after the other in each repetition so that all
     * share what else the machine does. Before that everyone gives for the same time, so
     * that the code is warm: a short race is over in a tenth of a second.
     */
    List<RaceResult> races() {
        List<Long> accounts = this.jdbc.queryForList("SELECT id FROM account ORDER BY id", Long.class);
        this.rivals.all().forEach((rival) -> warmUp(rival, accounts));
        List<RaceResult> results = new ArrayList<>();
        for (int repetition = 1; repetition <= this.options.repetitions(); repetition++) {
            for (CouponRace race : CouponRace.ALL) {
                for (CouponRival rival : this.rivals.all()) {
                    if (!tookLong(results, race, rival)) {
                        results.add(run("repetition " + repetition, race, rival, accounts));
                    }
                }
            }
        }
        return results;
    }

    /**
     * Lets people come by themselves at parts of the rate that ours can just answer, and
     * all at once.
     */
    List<ArrivalResult> arrivals() {
        List<Long> accounts = this.jdbc.queryForList("SELECT id FROM account ORDER BY id", Long.class);
        Arrivals arrivals = new Arrivals(this.rows, accounts);
        CouponRival ours = this.rivals.ours();
        List<Double> capacities = new ArrayList<>();
        for (int repetition = 0; repetition < FLOODS; repetition++) {
            capacities.add(arrivals.capacity(ours, ArrivalScenario.FLOOD));
        }
        double capacity = capacities.subList(FLOODS / 2, FLOODS).stream().sorted().toList().get(FLOODS / 4);
        this.progress.accept("capacity of open arrivals: %,.0f/s".formatted(capacity));
        List<ArrivalResult> results = new ArrayList<>();
        for (int repetition = 1; repetition <= this.options.repetitions(); repetition++) {
            for (ArrivalScenario scenario : ArrivalScenario.ALL) {
                ArrivalResult result = arrivals.run(ours, scenario, capacity);
                this.progress.accept("repetition %d, %s: %,.0f/s, p50 %.1f ms, p99 %.1f ms".formatted(repetition,
                        scenario.name(), result.answered(), result.median(), result.ninetyNinth()));
                results.add(result);
            }
        }
        return results;
    }

    private void warmUp(CouponRival rival, List<Long> accounts) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < this.options.warmUp().toNanos()) {
            run("warm-up", CouponRace.WARM_UP, rival, accounts);
        }
    }

    private RaceResult run(String when, CouponRace race, CouponRival rival, List<Long> accounts) {
        RaceResult result = race.run(rival, this.rows, accounts);
        this.progress.accept("%s, %,d people on %d threads, %,d coupons, %s: %,.0f/s, %d rows, %d errors %s".formatted(
                when, race.requests(), race.threads(), race.quantity(), rival.name(), result.rate(), result.rows(),
                result.errors(), result.firstError()));
        return result;
    }

    private static boolean tookLong(List<RaceResult> results, CouponRace race, CouponRival rival) {
        return results.stream()
            .anyMatch((one) -> one.race().equals(race) && one.rival().equals(rival.name())
                    && one.seconds() > LONG_SECONDS);
    }

    /** Measures claims over HTTP beside doing nothing. */
    List<Measurement> claims() {
        Requests requests = new Requests(this.stage.port());
        Load load = new Load(this.stage.port(), this.options.connections());
        Map<String, Function<Duration, Sample>> scenarios = new LinkedHashMap<>();
        scenarios.put(Course.NOTHING, (time) -> load.run(Reads.nothing(requests, this.people), LEAD_IN, time));
        scenarios.put(GIVEN, (time) -> given(requests, load, time));
        scenarios.put(REFUSED, (time) -> load.run(exhausted(requests), LEAD_IN, time));
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int repetition = 0; repetition <= this.options.repetitions(); repetition++) {
            Duration time = (repetition == 0) ? this.options.warmUp() : this.options.measured();
            for (Map.Entry<String, Function<Duration, Sample>> scenario : scenarios.entrySet()) {
                Cores.Reading before = Cores.Reading.of(this.serverPid, this.stage.databasePid());
                Sample sample = scenario.getValue().apply(time);
                sample = sample.with(before.until(Cores.Reading.of(this.serverPid, this.stage.databasePid())));
                this.progress.accept("%s, %s: %,.0f/s, p99 %.1f ms %s".formatted(
                        (repetition == 0) ? "warm-up" : "repetition " + repetition, scenario.getKey(), sample.rate(),
                        sample.latencies().percentile(99), sample.statuses()));
                if (repetition > 0) {
                    samples.computeIfAbsent(scenario.getKey(), (key) -> new ArrayList<>()).add(sample);
                }
                else if (sample.faults() > 0) {
                    throw new IllegalStateException(scenario.getKey() + " does not work: " + sample.firstFault());
                }
            }
        }
        return samples.entrySet().stream().map((entry) -> new Measurement(entry.getKey(), entry.getValue())).toList();
    }

    private Sample given(Requests requests, Load load, Duration time) {
        long most = MOST_A_SECOND * (LEAD_IN.plus(time).toSeconds() + 1);
        int count = (int) (most / this.people.count()) + 1;
        List<Long> coupons = IntStream.range(0, count)
            .mapToObj((number) -> this.rows.open(this.people.count()))
            .toList();
        Sample sample = load.run(new Claims(requests, this.people, coupons, 201), LEAD_IN, time);
        long told = sample.all(201);
        long rows = coupons.stream().mapToLong(this.rows::rows).sum();
        long counted = coupons.stream().mapToLong((coupon) -> this.rows.read(coupon).issued()).sum();
        if (rows != told || counted != told) {
            this.faults.add("%,d were told of success, but there are %,d rows and %,d are counted".formatted(told, rows,
                    counted));
        }
        return sample;
    }

    private Claims exhausted(Requests requests) {
        long coupon = this.rows.open(1);
        Long somebody = this.jdbc.queryForObject("SELECT MIN(id) FROM account", Long.class);
        this.rows.count(coupon, 1);
        this.rows.give(coupon, (somebody != null) ? somebody : 0);
        return new Claims(requests, this.people, Collections.nCopies(1_000, coupon), 409);
    }

    /** Where the database holds something else than was answered. */
    List<String> faults() {
        return List.copyOf(this.faults);
    }

    @Override
    public void close() {
        this.redisson.shutdown();
        this.pool.close();
    }

}
