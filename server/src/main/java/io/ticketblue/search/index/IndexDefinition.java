package io.ticketblue.search.index;

import java.util.List;
import java.util.Set;

/**
 * An index that is built, rebuilt and replaced as one. Further indexes in the same
 * backend need a bean of this type, sources for their documents, and listeners that put
 * changes into {@code search.indexing.ChangeQueue}.
 *
 * @param name its name, lower-case letters; part of the names of files and indexes
 * @param version to be raised whenever mapping or contents of the documents change: an
 * index of another version is rebuilt at the start
 * @param sources where the documents come from
 * @param annotated the documents and projections, all classes with annotations of
 * Hibernate Search
 */
public record IndexDefinition(String name, int version, List<IndexSource<?>> sources, Set<Class<?>> annotated) {

    /** Keeps unmodifiable copies. */
    public IndexDefinition {
        sources = List.copyOf(sources);
        annotated = Set.copyOf(annotated);
    }

}
