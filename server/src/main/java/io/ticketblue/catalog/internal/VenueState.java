package io.ticketblue.catalog.internal;

import java.util.List;
import java.util.zip.CRC32;

import io.ticketblue.catalog.VenueView;

/**
 * What the audit trail keeps of a venue.
 *
 * @param name its name
 * @param address where it is
 * @param turnaroundMinutes how long it stays taken after a performance
 * @param capacity how many seats it has
 * @param sections its parts, with the first and the last row of each
 * @param mapChecksum differs when any seat of the map does
 */
record VenueState(String name, String address, int turnaroundMinutes, int capacity, List<String> sections,
        String mapChecksum) {

    static VenueState of(VenueView venue, SeatMap map) {
        return new VenueState(venue.name(), venue.address(), venue.turnaroundMinutes(), venue.capacity(),
                venue.sections().stream().map(VenueState::section).toList(), checksum(map));
    }

    private static String section(VenueView.SectionView section) {
        return section.name() + ": " + section.rows().getFirst() + "–" + section.rows().getLast() + ", "
                + section.capacity() + (section.standing() ? " (standing)" : "");
    }

    private static String checksum(SeatMap map) {
        CRC32 checksum = new CRC32();
        map.sections().forEach((section) -> {
            add(checksum, section.name() + section.standing());
            section.rows().forEach((row) -> {
                add(checksum, row.label());
                row.seats()
                    .forEach((seat) -> add(checksum,
                            seat.number() + " " + seat.x() + " " + seat.y() + " " + seat.accessible()));
            });
        });
        return Long.toHexString(checksum.getValue());
    }

    private static void add(CRC32 checksum, String text) {
        checksum.update((text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Whether it has this name, address and turnaround already. */
    boolean saysThat(String otherName, String otherAddress, int otherTurnaround) {
        return this.name.equals(otherName) && this.address.equals(otherAddress)
                && this.turnaroundMinutes == otherTurnaround;
    }

    /** Whether buyers see no difference. */
    boolean looksLike(VenueState other) {
        return this.name.equals(other.name) && this.address.equals(other.address)
                && this.mapChecksum.equals(other.mapChecksum);
    }

}
