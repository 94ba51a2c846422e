package io.ticketblue.booking.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import io.ticketblue.booking.SeatStatus;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.SeatView;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes the seats of a round as JSON. All but the statuses is the same each time, so it
 * is made once; a map of thousands of seats is then a matter of copying bytes.
 */
final class SeatMapJson {

    private final RoundPlan plan;

    /** What stands before each seat's status; the last one stands after all of them. */
    private final byte[][] pieces;

    private final int length;

    SeatMapJson(RoundPlan plan) {
        this.plan = plan;
        this.pieces = new byte[plan.capacity() + 1][];
        int sum = 0;
        String section = null;
        for (int place = 0; place < plan.capacity(); place++) {
            PricedSeat seat = plan.seats().get(place);
            boolean opens = !seat.seat().section().equals(section);
            StringBuilder piece = new StringBuilder();
            if (place > 0) {
                piece.append(opens ? "\"}]}," : "\"},");
            }
            if (opens) {
                section = seat.seat().section();
                piece.append("{\"name\":\"").append(quoted(section)).append("\",\"seats\":[");
            }
            describe(seat, piece);
            this.pieces[place] = piece.toString().getBytes(StandardCharsets.UTF_8);
            sum += this.pieces[place].length + SeatStatus.FREE.name().length();
        }
        this.pieces[plan.capacity()] = ((plan.capacity() > 0) ? "\"}]}]}" : "]}").getBytes(StandardCharsets.UTF_8);
        this.length = sum;
    }

    Drawing draw(SeatSnapshot snapshot) {
        long start = System.nanoTime();
        ByteArrayOutputStream json = new ByteArrayOutputStream(this.length + 100);
        json.writeBytes(
                ("{\"roundId\":" + this.plan.round() + ",\"version\":\"" + snapshot.version() + "\",\"sections\":[")
                    .getBytes(StandardCharsets.UTF_8));
        for (int place = 0; place < this.plan.capacity(); place++) {
            json.writeBytes(this.pieces[place]);
            json.writeBytes(snapshot.status(place).name().getBytes(StandardCharsets.US_ASCII));
        }
        json.writeBytes(this.pieces[this.plan.capacity()]);
        byte[] plain = json.toByteArray();
        byte[] zipped = zip(plain);
        return new Drawing(plain, zipped, System.nanoTime() - start);
    }

    private static void describe(PricedSeat priced, StringBuilder piece) {
        SeatView seat = priced.seat();
        piece.append("{\"id\":").append(seat.id());
        piece.append(",\"label\":\"").append(quoted(seat.label()));
        piece.append("\",\"row\":\"").append(quoted(seat.row()));
        piece.append("\",\"number\":").append(seat.number());
        piece.append(",\"x\":").append(rounded(seat.x()));
        piece.append(",\"y\":").append(rounded(seat.y()));
        piece.append(",\"grade\":\"").append(quoted(priced.grade()));
        piece.append("\",\"price\":").append(priced.price().won());
        piece.append(",\"accessible\":").append(seat.accessible());
        piece.append(",\"status\":\"");
    }

    private static char[] quoted(String text) {
        return JsonStringEncoder.getInstance().quoteAsCharArray(text);
    }

    private static String rounded(double coordinate) {
        return BigDecimal.valueOf(coordinate).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(plain.length / 6);
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(plain);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return zipped.toByteArray();
    }

    /**
     * A map as JSON.
     *
     * @param plain as UTF-8
     * @param zipped the same, compressed with gzip
     * @param nanos how long it took to make
     */
    record Drawing(byte[] plain, byte[] zipped, long nanos) {
    }

}
