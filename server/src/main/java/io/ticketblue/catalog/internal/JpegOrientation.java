package io.ticketblue.catalog.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Finds how a camera was held when it took a picture: the tag Orientation of Exif (CIPA
 * DC-008, 4.6.4). Reads nothing else of the metadata and forgives whatever is wrong with
 * it, since a picture can be shown without.
 */
final class JpegOrientation {

    /** The picture is as it shall be shown. */
    static final int UPRIGHT = 1;

    private static final int START_OF_SCAN = 0xDA;

    private static final int APPLICATION_1 = 0xE1;

    private static final int ORIENTATION = 0x0112;

    private static final int ENTRY_LENGTH = 12;

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private JpegOrientation() {
    }

    /**
     * Finds the orientation.
     * @param jpeg a picture
     * @return 1 to 8 as Exif defines them
     */
    static int of(byte[] jpeg) {
        int offset = 2;
        while (offset + 4 <= jpeg.length && (jpeg[offset] & 0xFF) == 0xFF) {
            int marker = jpeg[offset + 1] & 0xFF;
            int length = (jpeg[offset + 2] & 0xFF) << 8 | (jpeg[offset + 3] & 0xFF);
            int end = offset + 2 + length;
            if (marker == START_OF_SCAN || length < 2 || end > jpeg.length) {
                break;
            }
            int start = offset + 4;
            if (marker == APPLICATION_1 && isExif(jpeg, start, end)) {
                return orientation(ByteBuffer.wrap(jpeg, start + EXIF.length, end - start - EXIF.length).slice());
            }
            offset = end;
        }
        return UPRIGHT;
    }

    private static boolean isExif(byte[] jpeg, int start, int end) {
        return end - start >= EXIF.length && ByteBuffer.wrap(jpeg, start, EXIF.length).equals(ByteBuffer.wrap(EXIF));
    }

    private static int orientation(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return UPRIGHT;
        }
        tiff.order((tiff.get(0) == 'I') ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return UPRIGHT;
        }
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int entry = 0; entry < entries; entry++) {
            int at = directory + 2 + entry * ENTRY_LENGTH;
            if (at > tiff.limit() - ENTRY_LENGTH) {
                return UPRIGHT;
            }
            if ((tiff.getShort(at) & 0xFFFF) == ORIENTATION) {
                int value = tiff.getShort(at + 8);
                return (value >= 1 && value <= 8) ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

}
