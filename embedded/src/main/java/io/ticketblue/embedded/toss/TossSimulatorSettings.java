package io.ticketblue.embedded.toss;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link TossSimulator} is started. Begin with {@link #defaults()} and change what
 * differs.
 *
 * @param port the TCP port on 127.0.0.1, 0 for any free one
 * @param keys the keys that the shop uses
 * @param clock the time by which payments expire and cancellations count as consecutive
 * @param directory where payments outlive the process, or null to keep them in memory
 * only
 * @param listed how many payments the simulator's own page lists at most
 * @param listedFor for how long that page lists a payment that has come to its end
 * @param depositFor how long a virtual account takes money, which the shop sets for all
 * of them: the payment widget takes no deadline for a single payment
 */
public record TossSimulatorSettings(int port, TossKeys keys, Clock clock, @Nullable Path directory, int listed,
        Duration listedFor, Duration depositFor) {

    public TossSimulatorSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be 0 (any free one) to 65535, not " + port);
        }
        if (listed < 1) {
            throw new IllegalArgumentException("listed must be at least 1, not " + listed);
        }
        if (listedFor.isNegative() || listedFor.isZero()) {
            throw new IllegalArgumentException("listedFor must be longer than nothing, not " + listedFor);
        }
        if (depositFor.isNegative() || depositFor.isZero()) {
            throw new IllegalArgumentException("depositFor must be longer than nothing, not " + depositFor);
        }
    }

    /**
     * A free port, random API keys, the system's clock, memory only, a page of the latest
     * 50 payments of a week, and a week for deposits.
     * @return the settings
     */
    public static TossSimulatorSettings defaults() {
        return new TossSimulatorSettings(0, TossKeys.api(), Clock.systemUTC(), null, 50, Duration.ofDays(7),
                Duration.ofDays(7));
    }

    /**
     * The same on a given port.
     * @param port the TCP port on 127.0.0.1, 0 for any free one
     * @return changed settings
     */
    public TossSimulatorSettings withPort(int port) {
        return new TossSimulatorSettings(port, this.keys, this.clock, this.directory, this.listed, this.listedFor,
                this.depositFor);
    }

    /**
     * The same with given keys. A shop whose page calls {@code widgets()} needs
     * {@link TossKeys#widget()}.
     * @param keys a pair of test keys
     * @return changed settings
     */
    public TossSimulatorSettings withKeys(TossKeys keys) {
        return new TossSimulatorSettings(this.port, keys, this.clock, this.directory, this.listed, this.listedFor,
                this.depositFor);
    }

    /**
     * The same by another clock.
     * @param clock the clock
     * @return changed settings
     */
    public TossSimulatorSettings withClock(Clock clock) {
        return new TossSimulatorSettings(this.port, this.keys, clock, this.directory, this.listed, this.listedFor,
                this.depositFor);
    }

    /**
     * The same, keeping all payments in a journal in the given directory, so that the
     * provider outlives its process however that ends.
     * @param directory made if it is missing
     * @return changed settings
     */
    public TossSimulatorSettings withDirectory(Path directory) {
        return new TossSimulatorSettings(this.port, this.keys, this.clock, directory, this.listed, this.listedFor,
                this.depositFor);
    }

    /**
     * The same with another length of the list on the simulator's own page. Lookups still
     * find every payment.
     * @param listed how many payments at most
     * @param listedFor for how long a payment that has come to its end
     * @return changed settings
     */
    public TossSimulatorSettings withListing(int listed, Duration listedFor) {
        return new TossSimulatorSettings(this.port, this.keys, this.clock, this.directory, listed, listedFor,
                this.depositFor);
    }

    /**
     * The same with another deadline of virtual accounts.
     * @param depositFor how long an account takes money
     * @return changed settings
     */
    public TossSimulatorSettings withDepositFor(Duration depositFor) {
        return new TossSimulatorSettings(this.port, this.keys, this.clock, this.directory, this.listed, this.listedFor,
                depositFor);
    }

}
