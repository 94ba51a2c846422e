package io.ticketblue.catalog;

/** What shall become of the poster of a performance. */
public sealed interface PosterChoice permits PosterUpload, PosterChoice.Kept, PosterChoice.None {

    /**
     * A picture that was handed in before with a form that could not be saved.
     *
     * @param key what {@link CatalogAdmin#keepPoster} gave
     */
    record Kept(String key) implements PosterChoice {
    }

    /** The poster is removed. */
    record None() implements PosterChoice {
    }

}
