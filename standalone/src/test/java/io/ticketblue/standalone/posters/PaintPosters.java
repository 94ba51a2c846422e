package io.ticketblue.standalone.posters;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Paints every poster of the demo anew into a directory, usually
 * {@code standalone/src/main/resources/demo/posters}. It needs the Noto CJK fonts.
 */
public final class PaintPosters {

    private static final int LARGEST_BYTES = 45_000;

    private static final double LARGEST_ERROR = 2.5;

    private PaintPosters() {
    }

    /**
     * Paints the posters.
     * @param args the directory, and perhaps names of the posters wanted
     * @throws IOException if a picture cannot be written
     */
    public static void main(String[] args) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Path directory = Files.createDirectories(Path.of(args[0]));
        List<String> wanted = List.of(args).subList(1, args.length);
        PosterPainter painter = new PosterPainter();
        for (PosterPlan plan : plans()) {
            if (wanted.isEmpty() || wanted.contains(plan.name())) {
                write(directory, plan.name(), painter.paint(plan));
            }
        }
    }

    private static List<PosterPlan> plans() throws IOException {
        try (InputStream plans = PaintPosters.class.getResourceAsStream("/posters.json")) {
            return JsonMapper.shared().readValue(plans, new TypeReference<List<PosterPlan>>() {
            });
        }
    }

    private static void write(Path directory, String name, BufferedImage image) throws IOException {
        Files.deleteIfExists(directory.resolve(name + ".jpg"));
        Files.deleteIfExists(directory.resolve(name + ".png"));
        float quality = 0.9f;
        byte[] photograph = compress(image, quality);
        while (photograph.length > LARGEST_BYTES && quality > 0.5f) {
            quality -= 0.05f;
            photograph = compress(image, quality);
        }
        FewColours flat = FewColours.of(image);
        ByteArrayOutputStream drawing = new ByteArrayOutputStream();
        ImageIO.write(flat.image(), "png", drawing);
        if (flat.error() < LARGEST_ERROR && drawing.size() < Math.max(LARGEST_BYTES, photograph.length)) {
            Files.write(directory.resolve(name + ".png"), drawing.toByteArray());
        }
        else {
            Files.write(directory.resolve(name + ".jpg"), photograph);
        }
    }

    private static byte[] compress(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), parameters);
        }
        finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

}
