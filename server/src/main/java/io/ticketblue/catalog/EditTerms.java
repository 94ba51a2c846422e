package io.ticketblue.catalog;

import org.jspecify.annotations.Nullable;

/**
 * On what terms staff change something.
 *
 * @param version the version that was read before; null to change whatever is there
 * @param overlapReason why rounds of the venue may overlap, at most 200 characters; null
 * or blank if they must not
 */
public record EditTerms(@Nullable Integer version, @Nullable String overlapReason) {

    /** Whatever is there is changed, and no round may overlap another. */
    public static final EditTerms NONE = new EditTerms(null, null);

    /**
     * Compares with the version that is there now, under the lock of the change.
     * @param present the present version
     * @throws ChangedMeanwhile if another one was read
     */
    public void requireVersion(int present) {
        if (this.version != null && this.version != present) {
            throw new ChangedMeanwhile(present);
        }
    }

}
