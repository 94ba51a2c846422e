package io.ticketblue.catalog.internal;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

import io.ticketblue.catalog.PerformanceView;

/** The names of a poster's files: a random key that is never used again, and a width. */
public enum PosterName {

    SMALL(240), MEDIUM(480), LARGE(960);

    static final Pattern PATTERN = Pattern.compile("[0-9a-f]{32}-(240|480|960)\\.jpg");

    private final int width;

    PosterName(int width) {
        this.width = width;
    }

    /** The width in pixels, unless the picture itself is narrower. */
    int width() {
        return this.width;
    }

    String file(String key) {
        return key + "-" + this.width + ".jpg";
    }

    /**
     * Where the file can be fetched.
     * @param key the key of the poster's files
     * @return a path
     */
    public String address(String key) {
        return "/posters/" + file(key);
    }

    static List<String> files(String key) {
        return Arrays.stream(values()).map((name) -> name.file(key)).toList();
    }

    static PerformanceView.Poster addresses(String key) {
        return new PerformanceView.Poster(SMALL.address(key), MEDIUM.address(key), LARGE.address(key));
    }

    static String newKey(RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

}
