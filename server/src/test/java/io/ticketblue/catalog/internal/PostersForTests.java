package io.ticketblue.catalog.internal;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The real place for posters, which fails when a test wants it to. */
public final class PostersForTests implements PosterStore {

    private final PosterStore store;

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    private volatile int writesThatWork = Integer.MAX_VALUE;

    private volatile boolean deletes = true;

    private volatile boolean waitedFor;

    PostersForTests(PosterStore store) {
        this.store = store;
    }

    void failAfterWrites(int writes) {
        this.writesThatWork = writes;
    }

    void failToDelete() {
        this.deletes = false;
    }

    void recover() {
        this.writesThatWork = Integer.MAX_VALUE;
        this.deletes = true;
        this.waitedFor = false;
    }

    /** Whether anybody waited for this in a transaction. */
    boolean waitedForInATransaction() {
        return this.waitedFor;
    }

    private void note() {
        this.waitedFor |= TransactionSynchronizationManager.isActualTransactionActive();
    }

    /** The names of all files that are there. */
    Set<String> files() {
        return Set.copyOf(this.names);
    }

    @Override
    public synchronized void write(String name, byte[] jpeg) {
        note();
        if (this.writesThatWork-- <= 0) {
            throw new PosterStoreUnavailable(new IOException("The disk is full"));
        }
        this.store.write(name, jpeg);
        this.names.add(name);
    }

    @Override
    public Optional<byte[]> read(String name) {
        return this.store.read(name);
    }

    @Override
    public void delete(String name) {
        note();
        if (!this.deletes) {
            throw new PosterStoreUnavailable(new IOException("The disk is gone"));
        }
        this.store.delete(name);
        this.names.remove(name);
    }

    /** Puts it before the real one. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {

        @Bean
        @Primary
        PostersForTests postersForTests(@Qualifier("posterStore") PosterStore store) {
            return new PostersForTests(store);
        }

    }

}
