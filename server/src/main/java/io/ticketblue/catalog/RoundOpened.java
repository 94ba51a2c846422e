package io.ticketblue.catalog;

/**
 * A round was put into the catalogue, and its seats are on sale. Published in the
 * transaction that makes it.
 *
 * @param round the new round
 */
public record RoundOpened(RoundView round) {
}
