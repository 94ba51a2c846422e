package io.ticketblue.catalog.internal;

/**
 * Tells whether a JPEG is whole: readers fill what is missing of a truncated one with
 * grey and only warn (ITU-T T.81, B.1.1).
 */
final class JpegStructure {

    private static final int MARKER = 0xFF;

    private static final int END_OF_IMAGE = 0xD9;

    private static final int START_OF_SCAN = 0xDA;

    private JpegStructure() {
    }

    /**
     * Walks from marker to marker up to the end of the image.
     * @param jpeg the bytes of a JPEG; what follows its end does not matter
     * @return whether the end is there
     */
    static boolean isWhole(byte[] jpeg) {
        int at = 2;
        boolean scanned = false;
        while (at + 1 < jpeg.length) {
            if ((jpeg[at] & 0xFF) != MARKER) {
                return false;
            }
            int marker = jpeg[at + 1] & 0xFF;
            if (marker == MARKER) {
                at++;
            }
            else if (marker == END_OF_IMAGE) {
                return scanned;
            }
            else {
                int end = endOfSegment(jpeg, at + 2);
                scanned |= marker == START_OF_SCAN;
                at = (marker == START_OF_SCAN) ? endOfScan(jpeg, end) : end;
            }
        }
        return false;
    }

    private static int endOfSegment(byte[] jpeg, int at) {
        return (at + 1 < jpeg.length) ? at + Math.max(2, (jpeg[at] & 0xFF) << 8 | (jpeg[at + 1] & 0xFF)) : jpeg.length;
    }

    /** In a scan, FF is followed by 00, or by the number of a restart. */
    private static int endOfScan(byte[] jpeg, int from) {
        for (int at = from; at + 1 < jpeg.length; at++) {
            int next = jpeg[at + 1] & 0xFF;
            boolean restart = next >= 0xD0 && next <= 0xD7;
            if ((jpeg[at] & 0xFF) == MARKER && next != 0 && next != MARKER && !restart) {
                return at;
            }
        }
        return jpeg.length;
    }

}
