package io.ticketblue.standalone.posters;

import java.util.List;

/**
 * What a poster shows.
 *
 * @param name the name of the file and of the motif
 * @param colours six colours as {@code #rrggbb}: ground, main, accent, light, type and
 * the title
 * @param lines the title as it is broken
 * @param kicker the small line above it
 * @param foot the small line at the edge
 * @param layout where the title stands: {@code TL}, {@code TC}, {@code BL}, {@code BC},
 * {@code C} or {@code V} (upright, from the right)
 * @param serif whether the title is set in a serif face
 */
record PosterPlan(String name, List<String> colours, List<String> lines, String kicker, String foot, String layout,
        boolean serif) {
}
