package io.ticketblue.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures how many holds and pages one machine answers. It starts the whole application
 * in a process of its own and is the load on it.
 */
final class Bench {

    private static final String COMMAND = "mvn -q -Pbench -pl bench -am spring-boot:run";

    private final BenchOptions options;

    private final List<String> arguments;

    private final Clock clock;

    private Bench(BenchOptions options, List<String> arguments, Clock clock) {
        this.options = options;
        this.arguments = arguments;
        this.clock = clock;
    }

    /**
     * Runs the benchmark and ends with 0, with 1 if any answer or the ledger was wrong,
     * or with 2 if an option is.
     * @param arguments options as {@code --name=value}; a wrong one lists all of them
     * @throws IOException if the directory cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        BenchOptions options;
        try {
            options = BenchOptions.parse(List.of(arguments));
        }
        catch (IllegalArgumentException ex) {
            System.err.println(ex.getMessage());
            System.exit(2);
            return;
        }
        Bench bench = new Bench(options, List.of(arguments), Clock.systemUTC());
        if (options.coupons()) {
            CouponResult result = bench.runCoupons();
            Path report = new CouponReport(result).write(options.results());
            tell(CouponReport.aims(result), report);
            System.exit(result.right() ? 0 : 1);
        }
        if (options.reads()) {
            Files.createDirectories(options.directory());
            ReadResult result = ReadBench.run(options, bench.command(), bench::say);
            tell(result.aims(), new ReadReport(result).write(options.results()));
            System.exit(result.right() ? 0 : 1);
        }
        if (options.comparison() != BenchOptions.Comparison.NONE) {
            Files.createDirectories(options.directory());
            ComparisonResult result = ComparisonBench.run(options, bench.command(), bench::say);
            tell(result.aims(), new ComparisonReport(result).write(options.results()));
            System.exit(result.right() ? 0 : 1);
        }
        Result result = bench.run();
        Path report = new Report(result).write(options.results());
        tell(Aim.of(result), report);
        System.exit(result.right() ? 0 : 1);
    }

    private static void tell(List<Aim> aims, Path report) {
        aims.forEach((aim) -> System.out
            .println((aim.met() ? "  met      " : "  NOT MET  ") + aim.aim() + ": " + aim.found()));
        System.out.println("Written to " + report);
    }

    private CouponResult runCoupons() throws IOException {
        Instant began = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Path directory = Files.createDirectories(this.options.directory());
        Machine machine = Machine.here(directory);
        say("Starting the application; what it says is in " + directory.resolve("server.log"));
        try (ServerUnderLoad server = ServerUnderLoad.start(this.options, this.arguments);
                CouponBench bench = new CouponBench(this.options, server.stage(), server.pid(),
                        new People(server.tokens()), this::say)) {
            List<RaceResult> races = bench.races();
            List<ArrivalResult> arrivals = bench.arrivals();
            List<Measurement> claims = bench.claims();
            return new CouponResult(began, command(), this.options, machine, races, arrivals, claims, bench.faults());
        }
    }

    private Result run() throws IOException {
        Instant began = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Path directory = Files.createDirectories(this.options.directory());
        Machine machine = Machine.here(directory);
        say("Starting the application; what it says is in " + directory.resolve("server.log"));
        try (ServerUnderLoad server = ServerUnderLoad.start(this.options, this.arguments)) {
            Stage stage = server.stage();
            try (Visitor visitor = new Visitor(stage.port())) {
                LedgerChecks checks = new LedgerChecks(stage.database());
                Course course = new Course(this.options, stage, server.pid(), new People(server.tokens()), checks,
                        visitor, this::say);
                List<Part> parts = parts(course, stage);
                say("Checking the whole ledger");
                checks.everywhere();
                return new Result(began, command(), this.options, ServerUnderLoad.flags(this.options), machine, parts,
                        course.sizes(), course.crowds(), course.unfairCrowds(), checks.faults());
            }
        }
    }

    private List<Part> parts(Course course, Stage stage) {
        List<Part> parts = new ArrayList<>();
        parts.add(course.part("a new ledger", this.options.warmUp()));
        if (this.options.ledgerRows() > 0) {
            say("Filling the ledger");
            new LedgerFill(stage.database(), stage.arena(), this::say).fill(this.options.ledgerRows(),
                    this.options.ledgerReservations(), this.options.people());
            Duration half = this.options.warmUp().dividedBy(2);
            parts.add(course.part("a ledger of years", half));
        }
        return parts;
    }

    private String command() {
        return this.arguments.isEmpty() ? COMMAND
                : COMMAND + " -Dspring-boot.run.arguments=\"" + String.join(" ", this.arguments) + "\"";
    }

    private void say(String text) {
        System.out.printf(Locale.ROOT, "%tT %s%n", this.clock.instant().atZone(this.clock.getZone()), text);
    }

}
