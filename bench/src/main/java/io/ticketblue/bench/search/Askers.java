package io.ticketblue.bench.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What each of some threads asks with, made before a load begins, so that connecting is
 * not measured.
 *
 * @param <A> what is asked with; closed at the end if it can be
 */
record Askers<A>(List<A> each) implements AutoCloseable {

    static <A> Askers<A> of(int threads, Supplier<A> maker) {
        Askers<A> askers = new Askers<>(new ArrayList<>());
        try {
            for (int i = 0; i < threads; i++) {
                askers.each.add(maker.get());
            }
        }
        catch (RuntimeException ex) {
            askers.close();
            throw ex;
        }
        return askers;
    }

    @Override
    public void close() {
        for (A asker : this.each) {
            if (asker instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                }
                catch (Exception ex) {
                    throw new IllegalStateException("A connection could not be closed", ex);
                }
            }
        }
    }

}
