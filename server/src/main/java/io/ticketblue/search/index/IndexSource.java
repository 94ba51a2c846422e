package io.ticketblue.search.index;

import java.util.Collection;
import java.util.List;

/**
 * Where the documents of one type come from. A Spring bean; {@link IndexDefinition} says
 * which index they belong to.
 *
 * @param <D> the type of the documents, annotated for Hibernate Search
 */
public interface IndexSource<D> {

    /** How many documents are asked for at most. */
    int MOST = 500;

    /** Names the kind of thing in the queue of changes, at most 20 letters. */
    String kind();

    /** The type of the documents. */
    Class<D> type();

    /** The number of the thing that the document describes. */
    long id(D document);

    /**
     * Reads the present state from the primary.
     * @param ids of which things, at most {@value #MOST}
     * @return the documents of those that can be found; the others leave the index
     */
    List<D> load(Collection<Long> ids);

    /**
     * Reads everything in portions, in the order of the ids.
     * @param after none with this id or a lower one, 0 to begin
     * @param size how many at most, 1 to {@value #MOST}
     * @return the next documents, none when all were read
     */
    List<D> after(long after, int size);

}
