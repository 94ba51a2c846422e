package io.ticketblue.catalog.internal;

import java.util.Optional;

/**
 * Keeps the files of posters. Names are given by us and never used twice; writing and
 * deleting again does no harm. Every method throws {@link PosterStoreUnavailable} when
 * the store does not answer.
 */
interface PosterStore {

    /** Writes a file as a whole: it can be read wholly or not at all. */
    void write(String name, byte[] jpeg);

    /** Reads a file, if there is one. */
    Optional<byte[]> read(String name);

    /** Deletes a file, if there is one. */
    void delete(String name);

}
