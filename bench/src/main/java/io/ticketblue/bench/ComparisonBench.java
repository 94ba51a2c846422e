package io.ticketblue.bench;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.ticketblue.bench.BenchOptions.Comparison;

/**
 * Compares another build of the application with the present one. All run at the same
 * time and are measured in turn, so that whatever disturbs the machine for a while
 * disturbs all of them.
 */
final class ComparisonBench {

    static final String BEFORE = "before";

    static final String AFTER = "after";

    static final String NOTHING = "do nothing";

    static final String HOLDS = "holds";

    static final String HOLDS_ALONE = "holds that come by themselves";

    static final String HOLDS_BESIDE = "the same while people sign in";

    private static final Duration LEAD_IN = Duration.ofMillis(500);

    /** How many people sign in beside the holds. */
    private static final int CROWD = 500;

    /** How many sign in when nothing else goes on. */
    private static final int FEW = 100;

    private static final int ARRIVAL_CONNECTIONS = 512;

    private final BenchOptions options;

    private final EditionServers servers;

    private final Consumer<String> progress;

    private final RandomGenerator random = new SplittableRandom(20_261_128);

    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    private final Map<String, List<SignInCrowd>> crowds = new LinkedHashMap<>();

    private final Map<Edition, EditionStage> stages = new LinkedHashMap<>();

    private final Map<Edition, Integer> roundsUsed = new LinkedHashMap<>();

    private int peopleUsed = 1;

    private double arrivals;

    private ComparisonBench(BenchOptions options, EditionServers servers, Consumer<String> progress) {
        this.options = options;
        this.servers = servers;
        this.progress = progress;
    }

    /** Starts everything and measures. */
    static ComparisonResult run(BenchOptions options, String command, Consumer<String> progress) {
        Instant began = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        Machine machine = Machine.here(options.directory());
        progress.accept("Starting the builds; what they say is in " + options.directory());
        try (EditionServers servers = new EditionServers(options);
                Edition before = Edition.of(options.baseline(), BEFORE, options, servers.settings(BEFORE));
                Edition after = Edition.present(AFTER, options, servers.settings(AFTER))) {
            ComparisonBench bench = new ComparisonBench(options, servers, progress);
            for (Edition edition : List.of(before, after)) {
                bench.stages.put(edition, EditionStage.prepare(edition, servers.database(edition.name()),
                        servers.tokenKey(), options.people(), setsOfRounds(options) * options.rounds()));
            }
            if (options.comparison() == Comparison.NOTHING) {
                bench.nothing();
            }
            else {
                bench.signIns();
            }
            return new ComparisonResult(began, command, options, machine, bench.measurements(), bench.crowds,
                    bench.arrivals);
        }
    }

    /**
     * How many sets of fresh rounds the holds of a build use, each once: two in each
     * repetition and three before.
     */
    private static int setsOfRounds(BenchOptions options) {
        return options.repetitions() * 2 + 3;
    }

    private List<Measurement> measurements() {
        return this.samples.entrySet()
            .stream()
            .map((entry) -> new Measurement(entry.getKey(), entry.getValue()))
            .toList();
    }

    private void nothing() {
        try (Edition mvc = Edition.bare(BareServer.MVC, this.options);
                Edition servlet = Edition.bare(BareServer.SERVLET, this.options)) {
            for (int repetition = 0; repetition <= this.options.repetitions(); repetition++) {
                Duration time = (repetition == 0) ? this.options.warmUp() : this.options.measured();
                List<Edition> all = new ArrayList<>(this.stages.keySet());
                People people = people(all.getFirst());
                all.forEach((edition) -> doNothing(edition, people(edition), time));
                doNothing(mvc, people, time);
                doNothing(servlet, people, time);
                int portions = (repetition == 0) ? portionsOfWarmUp() : 1;
                all.forEach((edition) -> IntStream.range(0, portions)
                    .forEach((portion) -> note(name(HOLDS, edition),
                            watched(edition, () -> new Load(edition.port(), this.options.connections())
                                .run(holds(edition), LEAD_IN, time)))));
                forgetWarmUp(repetition);
            }
        }
    }

    /**
     * Holds warm up on several sets of rounds in turn, since one is sold out too early to
     * have the compiler see enough of granted holds.
     */
    private int portionsOfWarmUp() {
        return this.options.repetitions() + 2;
    }

    private void doNothing(Edition edition, People people, Duration time) {
        note(name(NOTHING, edition), watched(edition, () -> new Load(edition.port(), this.options.connections())
            .run(Reads.nothing(new Requests(edition.port()), people), LEAD_IN, time)));
    }

    private void signIns() {
        for (int repetition = 0; repetition <= this.options.repetitions(); repetition++) {
            Duration time = (repetition == 0) ? this.options.warmUp() : this.options.measured();
            for (Edition edition : this.stages.keySet()) {
                if (repetition == 0) {
                    Sample capacity = watched(edition, () -> new Load(edition.port(), this.options.connections())
                        .run(holds(edition), LEAD_IN, time));
                    this.arrivals = edition.name().equals(BEFORE) ? capacity.rate() / 2 : this.arrivals;
                }
                noteCrowd(name("sign-ins alone", edition), SignInCrowd.run(edition.port(), FEW, this::nextPerson));
                int first = this.peopleUsed;
                this.peopleUsed += 4;
                noteCrowd(name("64 right passwords for four accounts", edition),
                        SignInCrowd.run(edition.port(), 64, (number) -> EditionStage.email(first + number % 4)));
                note(name(HOLDS_ALONE, edition), arrivingHolds(edition, time));
                CompletableFuture<SignInCrowd> crowd = CompletableFuture
                    .supplyAsync(() -> SignInCrowd.run(edition.port(), CROWD, this::nextPerson));
                note(name(HOLDS_BESIDE, edition), arrivingHolds(edition, time));
                noteCrowd(name("sign-ins beside holds", edition), crowd.join());
            }
            forgetWarmUp(repetition);
        }
    }

    private synchronized String nextPerson(int number) {
        return EditionStage.email(1 + this.peopleUsed++ % (this.options.people() - 1));
    }

    private Sample arrivingHolds(Edition edition, Duration time) {
        return watched(edition, () -> Load.ofArrivals(edition.port(), ARRIVAL_CONNECTIONS, this.arrivals)
            .run(holds(edition), LEAD_IN, time));
    }

    private Holds holds(Edition edition) {
        EditionStage stage = stage(edition);
        int first = this.roundsUsed.merge(edition, this.options.rounds(), Integer::sum) - this.options.rounds();
        List<Long> own = stage.rounds().subList(first, first + this.options.rounds());
        return new Holds(new Requests(edition.port()), people(edition), own, stage.pairs(), this.random);
    }

    private People people(Edition edition) {
        return new People(stage(edition).tokens());
    }

    private EditionStage stage(Edition edition) {
        return Objects.requireNonNull(this.stages.get(edition), "each edition has been prepared");
    }

    private Sample watched(Edition edition, Supplier<Sample> work) {
        Cores.Reading before = Cores.Reading.of(edition.pid(), this.servers.databasePid());
        Sample sample = work.get();
        return sample.with(before.until(Cores.Reading.of(edition.pid(), this.servers.databasePid())));
    }

    private void note(String name, Sample sample) {
        this.progress.accept("%s: %,.0f/s, p50 %.1f ms, p99 %.1f ms %s %s".formatted(name, sample.rate(),
                sample.latencies().percentile(50), sample.latencies().percentile(99), sample.statuses(),
                (sample.firstFault() != null) ? sample.firstFault() : ""));
        this.samples.computeIfAbsent(name, (key) -> new ArrayList<>()).add(sample);
    }

    private void noteCrowd(String name, SignInCrowd crowd) {
        this.progress.accept("%s: %,d of %,d in %.1f s, %.1f/s %s".formatted(name, crowd.signedIn(), crowd.people(),
                crowd.seconds(), crowd.rate(), crowd.statuses()));
        this.crowds.computeIfAbsent(name, (key) -> new ArrayList<>()).add(crowd);
    }

    private void forgetWarmUp(int repetition) {
        if (repetition == 0) {
            this.samples.clear();
            this.crowds.clear();
        }
    }

    static String name(String what, Edition edition) {
        return name(what, edition.name());
    }

    static String name(String what, String edition) {
        return what + ", " + edition;
    }

}
