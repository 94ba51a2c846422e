package io.ticketblue.catalog.internal;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Semaphore;

import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.shared.InvalidRequest;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.Orientation;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes the files of a poster from what was handed in: only what was decoded and encoded
 * again is ever served, so nothing that hides in a picture gets through.
 */
@Component
class PosterImages {

    static final int MAX_BYTES = 10 * 1024 * 1024;

    private static final long MAX_PIXELS = 40_000_000;

    private static final int MAX_SIDE = 20_000;

    private static final int MAX_RATIO = 10;

    private static final int MIN_SIDE = 100;

    private static final double QUALITY = 0.85;

    /** Decoding takes tens of megabytes, so no more than two at once. */
    private final Semaphore decoding = new Semaphore(2, true);

    /**
     * Makes the files.
     * @param upload a picture
     * @return the bytes of each width as JPEG
     * @throws InvalidRequest for the field {@code poster} if it is too large, of another
     * kind, or broken
     */
    Map<PosterName, byte[]> encode(PosterUpload upload) {
        byte[] bytes = read(upload);
        if (bytes.length == 0) {
            throw new InvalidRequest("poster", "catalog.poster.empty");
        }
        String format = format(bytes);
        if (format == null) {
            throw new InvalidRequest("poster", "catalog.poster.unknown-kind");
        }
        if (format.equals("jpeg") && !JpegStructure.isWhole(bytes)) {
            throw new InvalidRequest("poster", "catalog.poster.truncated");
        }
        this.decoding.acquireUninterruptibly();
        try {
            BufferedImage image = upright(bytes, format);
            Map<PosterName, byte[]> files = new EnumMap<>(PosterName.class);
            for (PosterName name : PosterName.values()) {
                files.put(name, encode(image, Math.min(name.width(), image.getWidth())));
            }
            return files;
        }
        finally {
            this.decoding.release();
        }
    }

    private static byte[] read(PosterUpload upload) {
        if (upload.size() > MAX_BYTES) {
            throw new InvalidRequest("poster", "catalog.poster.too-large", MAX_BYTES / 1024 / 1024);
        }
        try (var content = upload.content().getInputStream()) {
            // The size that was told may be a lie.
            byte[] bytes = content.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidRequest("poster", "catalog.poster.too-large", MAX_BYTES / 1024 / 1024);
            }
            return bytes;
        }
        catch (IOException ex) {
            throw new InvalidRequest("poster", "catalog.poster.broken");
        }
    }

    /** The kind by the first bytes; names and media types say nothing. */
    private static @Nullable String format(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00FF\u00D8\u00FF")) {
            return "jpeg";
        }
        if (head.startsWith("\u0089PNG\r\n\u001A\n")) {
            return "png";
        }
        return (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) ? "webp" : null;
    }

    private static BufferedImage upright(byte[] bytes, String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new IllegalStateException("No reader for " + format);
        }
        ImageReader reader = readers.next();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            return upright(reader, format.equals("jpeg") ? JpegOrientation.of(bytes) : JpegOrientation.UPRIGHT);
        }
        catch (InvalidRequest ex) {
            throw ex;
        }
        catch (IOException | RuntimeException ex) {
            // Readers meet broken files with every kind of exception.
            InvalidRequest problem = new InvalidRequest("poster", "catalog.poster.broken");
            problem.initCause(ex);
            throw problem;
        }
        finally {
            reader.dispose();
        }
    }

    private static BufferedImage upright(ImageReader reader, int orientation) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS
                || Math.max(width, height) > (long) MAX_RATIO * Math.min(width, height)) {
            throw new InvalidRequest("poster", "catalog.poster.too-many-pixels", MAX_PIXELS / 1_000_000, MAX_RATIO);
        }
        if (Math.min(width, height) < MIN_SIDE) {
            throw new InvalidRequest("poster", "catalog.poster.too-small", MIN_SIDE);
        }
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(1, Math.min(width, height) / (2 * PosterName.LARGE.width()));
        param.setSourceSubsampling(step, step, 0, 0);
        BufferedImage opaque = opaque(reader.read(0, param));
        return (orientation != JpegOrientation.UPRIGHT)
                ? ExifFilterUtils.getFilterForOrientation(Orientation.typeOf(orientation)).apply(opaque) : opaque;
    }

    /** What is transparent becomes white, as on the page. */
    private static BufferedImage opaque(BufferedImage image) {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var graphics = opaque.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return opaque;
    }

    private static byte[] encode(BufferedImage image, int width) {
        int height = Math.max(1, Math.round((float) image.getHeight() * width / image.getWidth()));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            Thumbnails.of(image)
                .forceSize(width, height)
                .outputFormat("jpg")
                .outputQuality(QUALITY)
                .toOutputStream(output);
        }
        catch (IOException ex) {
            throw new IllegalStateException("A picture in memory could not be encoded", ex);
        }
        return output.toByteArray();
    }

}
