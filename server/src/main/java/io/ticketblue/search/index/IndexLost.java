package io.ticketblue.search.index;

/**
 * The files or indexes of a generation are not there any more, or cannot be read. It is
 * neither searched nor written again, but built again.
 */
public final class IndexLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IndexLost(long generation) {
        super("Generation " + generation + " of the search index is lost or damaged");
    }

}
