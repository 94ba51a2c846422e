package io.ticketblue.standalone.posters;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture in at most 256 colours. Flat drawings look the same and pack much smaller
 * than as a photograph; smooth gradients do not, which {@link #error()} tells.
 *
 * @param image the picture with a palette
 * @param error the mean square error of a channel
 */
record FewColours(BufferedImage image, double error) {

    static FewColours of(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        Map<Integer, int[]> counts = new HashMap<>();
        for (int pixel : pixels) {
            int[] sum = counts.computeIfAbsent(key(pixel), (key) -> new int[4]);
            sum[0]++;
            sum[1] += pixel >> 16 & 255;
            sum[2] += pixel >> 8 & 255;
            sum[3] += pixel & 255;
        }
        List<int[]> chosen = counts.values()
            .stream()
            .sorted(Comparator.comparingInt((int[] sum) -> -sum[0]))
            .limit(256)
            .map((sum) -> new int[] { sum[1] / sum[0], sum[2] / sum[0], sum[3] / sum[0] })
            .toList();
        return draw(pixels, width, height, new ArrayList<>(chosen));
    }

    private static FewColours draw(int[] pixels, int width, int height, List<int[]> colours) {
        byte[][] channels = new byte[3][colours.size()];
        for (int i = 0; i < colours.size(); i++) {
            for (int channel = 0; channel < 3; channel++) {
                channels[channel][i] = (byte) colours.get(i)[channel];
            }
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED,
                new IndexColorModel(8, colours.size(), channels[0], channels[1], channels[2]));
        byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        Map<Integer, Integer> nearest = new HashMap<>();
        double error = 0;
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i] & 0xFFFFFF;
            int index = nearest.computeIfAbsent(pixel, (colour) -> nearest(colour, colours));
            data[i] = (byte) index;
            error += distance(pixel, colours.get(index));
        }
        return new FewColours(image, error / pixels.length / 3);
    }

    private static int key(int pixel) {
        return pixel >> 3 & 0x1F1F1F;
    }

    private static int nearest(int pixel, List<int[]> colours) {
        int best = 0;
        for (int i = 1; i < colours.size(); i++) {
            if (distance(pixel, colours.get(i)) < distance(pixel, colours.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int pixel, int[] colour) {
        int red = (pixel >> 16 & 255) - colour[0];
        int green = (pixel >> 8 & 255) - colour[1];
        int blue = (pixel & 255) - colour[2];
        return red * red + green * green + blue * blue;
    }

}
