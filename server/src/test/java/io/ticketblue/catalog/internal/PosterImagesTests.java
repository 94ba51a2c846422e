package io.ticketblue.catalog.internal;

import javax.imageio.stream.ImageOutputStream;
import javax.imageio.ImageWriter;
import javax.imageio.IIOImage;
import java.awt.image.WritableRaster;
import java.awt.image.Raster;
import java.awt.image.DataBuffer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32;

import javax.imageio.ImageIO;

import io.ticketblue.catalog.PosterUpload;
import io.ticketblue.shared.InvalidRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class PosterImagesTests {

    /** 120 × 160, all of it (30, 60, 120). */
    private static final String WEBP = "UklGRiwAAABXRUJQVlA4TCAAAAAvd8AnAChPPYrX/wAAAAAAAAAAAAAAAAAAAAAAAAAAAA==";

    private final PosterImages images = new PosterImages();

    @ParameterizedTest
    @CsvSource({ "jpg, 1500, 2000, 960", "png, 600, 800, 600", "jpg, 100, 133, 100", "png, 4000, 5000, 960" })
    void makesThreeWidthsAndEnlargesNothing(String format, int width, int height, int largest) throws IOException {
        Map<PosterName, byte[]> files = this.images.encode(upload(picture(width, height, format)));
        assertThat(files).hasSize(3);
        for (PosterName name : PosterName.values()) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(files.get(name)));
            assertThat(image.getWidth()).isEqualTo(Math.min(name.width(), Math.min(width, largest)));
            assertThat((double) image.getHeight() / image.getWidth()).isBetween(0.99 * height / width,
                    1.01 * height / width);
        }
    }

    @Test
    void readsWebp() {
        assertThat(this.images.encode(upload(Base64.getDecoder().decode(WEBP)))).hasSize(3);
    }

    @Test
    void showsTransparentPixelsAsWhite() throws IOException {
        BufferedImage clear = new BufferedImage(300, 400, BufferedImage.TYPE_INT_ARGB);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(clear, "png", bytes);
        byte[] file = this.images.encode(upload(bytes.toByteArray())).get(PosterName.SMALL);
        assertThat(new Color(ImageIO.read(new ByteArrayInputStream(file)).getRGB(100, 100))).isEqualTo(Color.WHITE);
    }

    @Test
    void turnsAPictureTheWayTheCameraWasHeld() throws IOException {
        byte[] jpeg = picture(400, 200, "jpg");
        byte[] exif = HexFormat.of()
            .parseHex("FFE1002245786966000049492A0008000000010012010300010000000600000000000000");
        byte[] turned = ByteBuffer.allocate(jpeg.length + exif.length)
            .put(jpeg, 0, 2)
            .put(exif)
            .put(jpeg, 2, jpeg.length - 2)
            .array();
        BufferedImage image = ImageIO
            .read(new ByteArrayInputStream(this.images.encode(upload(turned)).get(PosterName.LARGE)));
        assertThat(image.getWidth()).isEqualTo(200);
        assertThat(image.getHeight()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "FFD8", "FFD8FFE1", "FFD8FFE10000", "FFD8FFE10009457869660000", "FFD8FFE1FFFF457869660000",
            "FFD8FFE1000F4578696600004949FFFFFFFF00", "FFD8FFE10012457869660000" + "4949FFFFFFFFFF7F0000",
            "FFD8FFE10014457869660000" + "49492A0008000000FFFF0000" })
    void takesBrokenExifForUpright(String hex) {
        assertThat(JpegOrientation.of(HexFormat.of().parseHex(hex))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "GIF89a.....", "<svg xmlns='http://www.w3.org/2000/svg'/>", "\u00FF\u00D8\u00FF",
            "\u0089PNG\r\n\u001A\n", "\u0089PNG\r\n\u001A\nIHDR and then nothing", "RIFF\0\0\0\0WEBP",
            "RIFF\u00FF\u00FF\u00FF\u00FFWEBPVP8X\n\0\0\0", "MZ\u0090" })
    void refusesWhatIsNoPicture(String content) {
        assertRefused(content.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void refusesATruncatedPicture() throws IOException {
        byte[] png = picture(300, 400, "png");
        assertRefused(Arrays.copyOf(png, png.length / 2));
    }

    @Test
    void refusesATruncatedJpegWhichReadersWouldFillWithGrey() throws IOException {
        byte[] jpeg = picture(300, 400, "jpg");
        this.images.encode(upload(jpeg));
        for (int length : new int[] { jpeg.length / 2, jpeg.length - 2, 200 }) {
            assertRefused(Arrays.copyOf(jpeg, length));
        }
    }

    @ParameterizedTest
    @CsvSource({ "1, 1", "99, 120" })
    void refusesAPictureThatIsTooSmallToShow(int width, int height) throws IOException {
        assertRefused(picture(width, height, "png"));
    }

    /** The JDK alone gives (97, 133, 183), (183, 110, 78) and (168, 168, 168). */
    @ParameterizedTest
    @CsvSource({ "30, 60, 120", "120, 40, 20", "100, 100, 100", "255, 255, 255", "0, 0, 0" })
    void keepsTheColoursOfAPictureInCmyk(int red, int green, int blue) throws IOException {
        byte[] file = this.images.encode(upload(cmyk(new Color(red, green, blue)))).get(PosterName.SMALL);
        Color shown = new Color(ImageIO.read(new ByteArrayInputStream(file)).getRGB(60, 80));
        assertThat(shown.getRed()).isCloseTo(red, within(45));
        assertThat(shown.getGreen()).isCloseTo(green, within(45));
        assertThat(shown.getBlue()).isCloseTo(blue, within(45));
    }

    /** As programs for print write it: four inks, inverted, with Adobe's marker. */
    private static byte[] cmyk(Color color) throws IOException {
        int most = Math.max(1, Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue())));
        int[] inks = { 255 * color.getRed() / most, 255 * color.getGreen() / most, 255 * color.getBlue() / most,
                Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue())) };
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 120, 160, 4, null);
        for (int band = 0; band < 4; band++) {
            int[] samples = new int[120 * 160];
            Arrays.fill(samples, inks[band]);
            raster.setSamples(0, 0, 120, 160, band, samples);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        finally {
            writer.dispose();
        }
        byte[] jpeg = bytes.toByteArray();
        byte[] adobe = HexFormat.of().parseHex("FFEE000E41646F6265006400000000" + "00");
        return ByteBuffer.allocate(jpeg.length + adobe.length)
            .put(jpeg, 0, 2)
            .put(adobe)
            .put(jpeg, 2, jpeg.length - 2)
            .array();
    }

    @ParameterizedTest
    @CsvSource({ "60000, 60000", "20001, 10", "7000, 7000", "100, 1001", "2147483647, 2147483647" })
    void refusesABombByWhatItSaysOfItself(int width, int height) {
        assertRefused(pngHeader(width, height));
    }

    @Test
    void refusesMoreThanTenMegabytesWhateverSizeIsTold() {
        byte[] large = new byte[PosterImages.MAX_BYTES + 1];
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.images.encode(new PosterUpload(5, new ByteArrayResource(large))))
            .satisfies((ex) -> assertThat(ex.fields()).extracting(InvalidRequest.Field::messageKey)
                .containsExactly("catalog.poster.too-large"));
    }

    @Test
    void servesNothingOfWhatHidesBehindAPicture() throws IOException {
        String script = "<script>alert(document.cookie)</script>";
        byte[] png = picture(300, 400, "png");
        byte[] both = Arrays.copyOf(png, png.length + script.length());
        System.arraycopy(script.getBytes(StandardCharsets.US_ASCII), 0, both, png.length, script.length());
        this.images.encode(upload(both))
            .values()
            .forEach((file) -> assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("script"));
    }

    private void assertRefused(byte[] content) {
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(() -> this.images.encode(upload(content)))
            .satisfies(
                    (ex) -> assertThat(ex.fields()).extracting(InvalidRequest.Field::name).containsExactly("poster"));
    }

    private static PosterUpload upload(byte[] bytes) {
        return new PosterUpload(bytes.length, new ByteArrayResource(bytes));
    }

    static byte[] picture(int width, int height, String format) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    private static byte[] pngHeader(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(33);
        header.put("\u0089PNG\r\n\u001A\n".getBytes(StandardCharsets.ISO_8859_1)).putInt(13);
        byte[] chunk = ByteBuffer.allocate(17)
            .put("IHDR".getBytes(StandardCharsets.US_ASCII))
            .putInt(width)
            .putInt(height)
            .put(new byte[] { 8, 2, 0, 0, 0 })
            .array();
        CRC32 crc = new CRC32();
        crc.update(chunk);
        return header.put(chunk).putInt((int) crc.getValue()).array();
    }

}
