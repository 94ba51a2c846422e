package io.ticketblue.catalog.internal;

import java.util.Collection;

import io.ticketblue.catalog.RoundId;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The controls of the races between editors, and between editors and buyers: the tables
 * that editing works with, without their locks.
 */
final class UnlockedTables {

    private UnlockedTables() {
    }

    /** Lets other editors change the performance meanwhile. */
    static final class Performances extends PerformanceTables {

        Performances(JdbcClient jdbc, JdbcOperations bulk, CancellationStore policies) {
            super(jdbc, bulk, policies);
        }

        @Override
        String locking() {
            return "";
        }

    }

    /** Lets buyers book the rounds meanwhile. */
    static final class Rounds extends RoundTables {

        Rounds(JdbcClient jdbc) {
            super(jdbc);
        }

        @Override
        void lock(Collection<RoundId> ids) {
            // The guard that is taken out.
        }

    }

}
