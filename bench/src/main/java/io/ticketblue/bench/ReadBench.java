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
import java.util.function.Consumer;

/**
 * Measures reads of public content without a cache, with Redis, and with memory in front
 * of Redis: three processes on one database that are measured in turn, so that whatever
 * disturbs the machine for a while disturbs all of them.
 */
final class ReadBench {

    static final List<String> LEVELS = List.of("none", "redis", "both");

    static final List<Integer> CONNECTIONS = List.of(1, 32, 128);

    /** At which pages are measured, and which the aims are about. */
    static final int USUAL = 32;

    /** Without an access token, as the reads: what they are compared with. */
    static final String NOTHING = "do nothing";

    static final String NOTHING_WITH_TOKEN = "do nothing with a token";

    /** The same server without the optimising compiler. */
    static final String C1 = "C1 only";

    /** The read that is compared with {@link #C1}. */
    static final String COMPARED = "performance";

    static final String GUEST = "guest";

    static final String SIGNED_IN = "signed in";

    private static final Duration LEAD_IN = Duration.ofMillis(300);

    private static final int PEOPLE = 1000;

    private final BenchOptions options;

    private final EditionServers servers;

    private final Consumer<String> progress;

    private final Map<String, Edition> editions = new LinkedHashMap<>();

    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    private ReadBench(BenchOptions options, EditionServers servers, Consumer<String> progress) {
        this.options = options;
        this.servers = servers;
        this.progress = progress;
    }

    /** Starts everything and measures. */
    static ReadResult run(BenchOptions options, String command, Consumer<String> progress) {
        Instant began = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        Machine machine = Machine.here(options.directory());
        progress.accept("Starting the servers; what they say is in " + options.directory());
        try (EditionServers servers = new EditionServers(options)) {
            ReadBench bench = new ReadBench(options, servers, progress);
            Map<String, String> settings = servers.settings("reads");
            try (Edition none = bench.start("none", settings);
                    Edition redis = bench.start("redis", settings);
                    Edition both = bench.start("both", settings);
                    Edition c1 = bench.start("both", C1, settings, "-XX:TieredStopAtLevel=1");
                    Edition mvc = Edition.bare(BareServer.MVC, options)) {
                bench.editions.put("none", none);
                bench.editions.put("redis", redis);
                bench.editions.put("both", both);
                People people = new People(
                        EditionStage.prepare(both, servers.database("reads"), servers.tokenKey(), PEOPLE, 1).tokens());
                ReadStage stage = ReadStage.prepare(both.port(), servers.database("reads"));
                bench.measure(stage, people, mvc, c1);
                return new ReadResult(began, command, options, machine, both.startSeconds(), c1.startSeconds(),
                        bench.measurements());
            }
        }
    }

    private Edition start(String levels, Map<String, String> shared) {
        return start(levels, levels, shared);
    }

    private Edition start(String levels, String name, Map<String, String> shared, String... flags) {
        Map<String, String> settings = new LinkedHashMap<>(shared);
        settings.put("management.server.port", "-1");
        // Two nodes cannot share an index in files, and no read of this bench searches.
        settings.put("ticketblue.search.backend", "NONE");
        settings.put("ticketblue.cache.levels", levels);
        settings.put("ticketblue.cache.namespace", "bench-" + name.replace(' ', '-'));
        return Edition.present(name, this.options, settings, flags);
    }

    private List<Measurement> measurements() {
        return this.samples.entrySet()
            .stream()
            .map((entry) -> new Measurement(entry.getKey(), entry.getValue()))
            .toList();
    }

    private void measure(ReadStage stage, People people, Edition mvc, Edition c1) {
        this.progress.accept("Warming up");
        Edition both = edition("both");
        Duration warm = this.options.warmUp();
        stage.reads()
            .forEach((name, path) -> this.editions.forEach((levels, one) -> read(levels, name, path, USUAL, warm)));
        stage.pages().forEach((name, path) -> pages(both, stage, name, path, warm));
        nothing(both, people, mvc, USUAL, warm);
        withoutC2(c1, stage, warm);
        this.samples.clear();
        for (int repetition = 0; repetition < this.options.repetitions(); repetition++) {
            this.progress.accept("Repetition " + (repetition + 1));
            for (int connections : CONNECTIONS) {
                nothing(both, people, mvc, connections, this.options.measured());
                stage.reads()
                    .forEach((name, path) -> this.editions
                        .forEach((levels, one) -> read(levels, name, path, connections, this.options.measured())));
            }
            stage.pages().forEach((name, path) -> pages(both, stage, name, path, this.options.measured()));
            withoutC2(c1, stage, this.options.measured());
        }
    }

    private Edition edition(String levels) {
        return Objects.requireNonNull(this.editions.get(levels), levels);
    }

    private void read(String levels, String name, String path, int connections, Duration time) {
        Edition edition = edition(levels);
        note(name(name, levels, connections), edition, connections,
                Reads.publicJson(new Requests(edition.port()), path), time);
    }

    private void pages(Edition edition, ReadStage stage, String name, String path, Duration time) {
        Requests requests = new Requests(edition.port());
        note(name(name, GUEST, USUAL), edition, USUAL, Reads.page(requests, path, 1000), time);
        note(name(name, SIGNED_IN, USUAL), edition, USUAL, Reads.page(requests.with(stage.cookies()), path, 1000),
                time);
    }

    private void nothing(Edition edition, People people, Edition mvc, int connections, Duration time) {
        Requests requests = new Requests(edition.port());
        note(name(NOTHING, edition.name(), connections), edition, connections, Reads.publicNothing(requests), time);
        note(name(NOTHING_WITH_TOKEN, edition.name(), connections), edition, connections,
                Reads.nothing(requests, people), time);
        note(name(NOTHING, mvc.name(), connections), mvc, connections, Reads.publicNothing(new Requests(mvc.port())),
                time);
    }

    private void withoutC2(Edition c1, ReadStage stage, Duration time) {
        Requests requests = new Requests(c1.port());
        stage.reads().forEach((name, path) -> {
            if (name.equals(COMPARED)) {
                note(name(name, C1, USUAL), c1, USUAL, Reads.publicJson(requests, path), time);
            }
        });
        stage.pages()
            .forEach((name, path) -> note(name(name, C1, USUAL), c1, USUAL, Reads.page(requests, path, 1000), time));
    }

    private void note(String name, Edition edition, int connections, Scenario scenario, Duration time) {
        Cores.Reading before = Cores.Reading.of(edition.pid(), this.servers.databasePid());
        Sample sample = new Load(edition.port(), connections).run(scenario, LEAD_IN, time);
        Sample measured = sample.with(before.until(Cores.Reading.of(edition.pid(), this.servers.databasePid())));
        this.progress.accept("%s: %,.0f/s, p50 %.2f ms, p99 %.2f ms %s %s".formatted(name, measured.rate(),
                measured.latencies().percentile(50), measured.latencies().percentile(99), measured.statuses(),
                (measured.firstFault() != null) ? measured.firstFault() : ""));
        this.samples.computeIfAbsent(name, (key) -> new ArrayList<>()).add(measured);
    }

    static String name(String what, String how, int connections) {
        return what + ", " + how + ", " + connections;
    }

}
