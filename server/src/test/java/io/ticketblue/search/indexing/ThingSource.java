package io.ticketblue.search.indexing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.ticketblue.search.index.IndexSource;

/** Things in memory; reading them can be held up, and some cannot be read. */
class ThingSource implements IndexSource<Thing> {

    static final String KIND = "thing";

    final Map<Long, String> things = new ConcurrentHashMap<>();

    /** A thing that cannot be read. */
    volatile long broken;

    /** Runs after a portion of everything was read. */
    volatile Runnable afterReading = () -> {
    };

    /** Runs after some things were read by their ids. */
    volatile Runnable afterLoading = () -> {
    };

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Thing> type() {
        return Thing.class;
    }

    @Override
    public long id(Thing document) {
        return document.id();
    }

    @Override
    public List<Thing> load(Collection<Long> ids) {
        if (ids.contains(this.broken)) {
            throw new IllegalStateException("Thing " + this.broken + " cannot be read");
        }
        List<Thing> read = ids.stream().filter(this.things::containsKey).map(this::thing).toList();
        this.afterLoading.run();
        return read;
    }

    @Override
    public List<Thing> after(long after, int size) {
        List<Thing> read = this.things.keySet()
            .stream()
            .filter((id) -> id > after)
            .sorted()
            .limit(size)
            .map(this::thing)
            .toList();
        this.afterReading.run();
        return read;
    }

    private Thing thing(long id) {
        return new Thing(id, this.things.getOrDefault(id, ""));
    }

}
