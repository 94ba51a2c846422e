package io.ticketblue.search.indexing;

/** Another node writes the index, or may do so at any moment; nothing may be written. */
final class LeaseLost extends RuntimeException {

    LeaseLost() {
        super("This node has no lease to write the search index");
    }

}
