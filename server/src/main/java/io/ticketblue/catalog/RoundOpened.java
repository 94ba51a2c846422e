package io.ticketblue.catalog;

/**
 * A round was put into the catalogue. Published in the transaction that makes it, so that
 * its seats exist as soon as it does.
 *
 * @param round the new round
 */
public record RoundOpened(RoundView round) {
}
