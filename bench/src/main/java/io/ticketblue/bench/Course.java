package io.ticketblue.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Runs all scenarios in turn, again and again, so that whatever disturbs the machine for
 * a while disturbs all of them.
 */
final class Course {

    static final String NOTHING = "do-nothing endpoint";

    static final String HOLDS = "holds, two random neighbouring seats";

    static final String SAME_SEATS = "the same four seats";

    static final String PAGE = "performance page";

    static final String MAP = "seat map of 1,000 seats";

    static final String CHANGING_MAP = "the same while seats come and go";

    static final String RAW = "raw single-row inserts";

    private static final Duration LEAD_IN = Duration.ofMillis(500);

    private static final int CHANGERS = 8;

    private final BenchOptions options;

    private final Stage stage;

    private final long serverPid;

    private final People people;

    private final LedgerChecks checks;

    private final Consumer<String> progress;

    private final Requests requests;

    private final Load load;

    private final Visitor visitor;

    private final RawInserts inserts;

    private final RandomGenerator random = new SplittableRandom(20_261_122);

    private final List<List<Long>> pairs;

    private final List<List<Long>> fours;

    private final List<Sizes> sizes = new ArrayList<>();

    private int roundsUsed;

    private int foursUsed;

    private long crowds;

    private long unfairCrowds;

    Course(BenchOptions options, Stage stage, long serverPid, People people, LedgerChecks checks, Visitor visitor,
            Consumer<String> progress) {
        this.options = options;
        this.stage = stage;
        this.serverPid = serverPid;
        this.people = people;
        this.checks = checks;
        this.progress = progress;
        this.visitor = visitor;
        this.requests = new Requests(stage.port());
        this.load = new Load(stage.port(), options.connections());
        this.inserts = new RawInserts(stage.database(), options.connections());
        this.pairs = stage.arena().neighbours(2, 1);
        this.fours = stage.arena().neighbours(4, 4);
    }

    /** Warms up and then measures each scenario as often as the options say. */
    Part part(String name, Duration warmUp) {
        Map<String, BiFunction<Duration, Duration, Sample>> scenarios = scenarios();
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int repetition = 0; repetition <= this.options.repetitions(); repetition++) {
            Duration time = (repetition == 0) ? warmUp : this.options.measured();
            for (Map.Entry<String, BiFunction<Duration, Duration, Sample>> scenario : scenarios.entrySet()) {
                Sample sample = scenario.getValue().apply(LEAD_IN, time);
                this.progress.accept("%s, %s, %s: %,.0f/s, p99 %.1f ms %s".formatted(name,
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
        Database database = this.stage.database();
        return new Part(name, database.number("SELECT COUNT(*) FROM round_seat"),
                database.number("SELECT COUNT(*) FROM reservation"),
                samples.entrySet().stream().map((entry) -> new Measurement(entry.getKey(), entry.getValue())).toList());
    }

    /** How large seat maps are. */
    List<Sizes> sizes() {
        return this.sizes;
    }

    /** How many crowds wanted the same four seats. */
    long crowds() {
        return this.crowds;
    }

    /** In how many of them not exactly one person got the seats. */
    long unfairCrowds() {
        return this.unfairCrowds;
    }

    private Map<String, BiFunction<Duration, Duration, Sample>> scenarios() {
        Hall theatre = this.stage.theatre();
        this.sizes.clear();
        for (Hall hall : List.of(theatre, this.stage.opera(), this.stage.arena())) {
            this.sizes.add(this.visitor.seatMap(hall.rounds().getLast(), hall));
        }
        // A map shrinks or grows a little with what is on it; an empty one would be far
        // smaller.
        Scenario map = map(theatre.rounds().getLast());
        String path = "/performances/" + theatre.performance();
        Scenario page = Reads.page(this.requests, path, this.visitor.page(path, theatre.title()) * 9 / 10);
        Map<String, BiFunction<Duration, Duration, Sample>> scenarios = new LinkedHashMap<>();
        Scenario nothing = Reads.nothing(this.requests, this.people);
        scenarios.put(NOTHING, (leadIn, time) -> run(nothing, leadIn, time));
        scenarios.put(RAW, (leadIn, time) -> watched(() -> this.inserts.run(leadIn, time)));
        scenarios.put(HOLDS, this::holds);
        scenarios.put(MAP, (leadIn, time) -> run(map, leadIn, time));
        scenarios.put(PAGE, (leadIn, time) -> run(page, leadIn, time));
        scenarios.put(SAME_SEATS, this::sameSeats);
        scenarios.put(CHANGING_MAP, this::changingMap);
        return scenarios;
    }

    private Scenario map(long round) {
        return Reads.json(this.requests, "/api/rounds/" + round + "/seats", this.people,
                this.sizes.getFirst().zipped() * 9 / 10);
    }

    private Sample holds(Duration leadIn, Duration time) {
        List<Long> rounds = this.stage.arena()
            .rounds()
            .subList(this.roundsUsed, this.roundsUsed + this.options.rounds());
        this.roundsUsed += this.options.rounds();
        rounds.forEach((round) -> this.visitor.seatMap(round, this.stage.arena()));
        Sample sample = run(new Holds(this.requests, this.people, rounds, this.pairs, this.random), leadIn, time);
        this.checks.granted(HOLDS, rounds, sample.all(201), 2);
        return sample;
    }

    private Sample sameSeats(Duration leadIn, Duration time) {
        long round = this.stage.arena().rounds().getLast();
        SameSeats scenario = new SameSeats(this.requests, this.people, round,
                this.fours.subList(this.foursUsed, this.fours.size()), this.options.crowd(),
                this.options.connections());
        Sample sample = run(scenario, leadIn, time);
        this.foursUsed += scenario.crowds();
        this.crowds += scenario.crowds();
        this.unfairCrowds += scenario.unfair();
        this.checks.granted(SAME_SEATS, List.of(round), this.crowds, 4);
        return sample;
    }

    private Sample changingMap(Duration leadIn, Duration time) {
        long round = this.stage.theatre().rounds().getFirst();
        return run(new ChangingMap(this.requests, this.people, map(round), round, this.stage.theatre().neighbours(2, 1),
                this.random, CHANGERS), leadIn, time);
    }

    private Sample run(Scenario scenario, Duration leadIn, Duration time) {
        return watched(() -> this.load.run(scenario, leadIn, time));
    }

    private Sample watched(Supplier<Sample> work) {
        Cores.Reading before = Cores.Reading.of(this.serverPid, this.stage.databasePid());
        Sample sample = work.get();
        return sample.with(before.until(Cores.Reading.of(this.serverPid, this.stage.databasePid())));
    }

}
