package io.ticketblue.standalone.posters;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Paints posters of 960 × 1280 pixels. The same plan always gives the same picture on a
 * machine with the same fonts.
 */
final class PosterPainter {

    private static final int MARGIN = 64;

    private final Font sans = font("Noto Sans CJK KR");

    private final Font serif = font("Noto Serif CJK KR");

    private static Font font(String family) {
        Font font = new Font(family, Font.BOLD, 40);
        if (font.canDisplayUpTo("한글") >= 0) {
            throw new IllegalStateException("No Korean font: install fonts-noto-cjk to paint posters");
        }
        return font;
    }

    BufferedImage paint(PosterPlan plan) {
        BufferedImage image = new BufferedImage(Brush.WIDTH, Brush.HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            List<Color> colours = plan.colours().stream().map(Color::decode).toList();
            motif(plan.name(), new Brush(graphics, colours, plan.name().hashCode()));
            graphics.setClip(null);
            graphics.setColor(colours.get(Brush.TITLE));
            letter(graphics, plan);
        }
        finally {
            graphics.dispose();
        }
        return image;
    }

    private void motif(String name, Brush b) {
        switch (name) {
            case "letters" -> ConcertMotifs.letters(b);
            case "laundry" -> ConcertMotifs.laundry(b);
            case "picnic" -> ConcertMotifs.picnic(b);
            case "smallroom" -> ConcertMotifs.smallroom(b);
            case "snail" -> ConcertMotifs.snail(b);
            case "filament" -> ConcertMotifs.filament(b);
            case "clover" -> ConcertMotifs.clover(b);
            case "shirt" -> ConcertMotifs.shirt(b);
            case "bluenote" -> ConcertMotifs.bluenote(b);
            case "foghorn" -> MusicalMotifs.foghorn(b);
            case "elevator" -> MusicalMotifs.elevator(b);
            case "whale" -> MusicalMotifs.whale(b);
            case "typecase" -> MusicalMotifs.typecase(b, this.serif);
            case "potato" -> MusicalMotifs.potato(b);
            case "inventors" -> MusicalMotifs.inventors(b);
            case "silk" -> MusicalMotifs.silk(b);
            case "seismograph" -> PlayMotifs.seismograph(b);
            case "chairs" -> PlayMotifs.chairs(b);
            case "lastbus" -> PlayMotifs.lastbus(b);
            case "lostfound" -> PlayMotifs.lostfound(b);
            case "trial" -> PlayMotifs.trial(b);
            case "saltfield" -> PlayMotifs.saltfield(b);
            case "astronaut" -> PlayMotifs.astronaut(b);
            case "watersymphony" -> ClassicMotifs.watersymphony(b);
            case "nightmap" -> ClassicMotifs.nightmap(b);
            case "windows" -> ClassicMotifs.windows(b);
            case "crane" -> ClassicMotifs.crane(b);
            case "crown" -> ClassicMotifs.crown(b);
            case "moondrum" -> ClassicMotifs.moondrum(b);
            case "instruments" -> ClassicMotifs.instruments(b);
            case "volleyball" -> SportsMotifs.volleyball(b);
            case "basketball" -> SportsMotifs.basketball(b);
            case "football" -> SportsMotifs.football(b);
            case "tabletennis" -> SportsMotifs.tabletennis(b);
            case "esports" -> SportsMotifs.esports(b);
            case "ssireum" -> SportsMotifs.ssireum(b);
            case "foldlight" -> ExhibitionMotifs.foldlight(b);
            case "underseapost" -> ExhibitionMotifs.underseapost(b);
            case "signboards" -> ExhibitionMotifs.signboards(b, this.sans);
            case "clouds" -> ExhibitionMotifs.clouds(b);
            case "hundredchairs" -> ExhibitionMotifs.hundredchairs(b);
            case "dinosaur" -> ExhibitionMotifs.dinosaur(b);
            default -> throw new IllegalArgumentException("No motif for " + name);
        }
    }

    private void letter(Graphics2D graphics, PosterPlan plan) {
        Font face = plan.serif() ? this.serif : this.sans;
        Font small = this.sans.deriveFont(25f);
        if ("V".equals(plan.layout())) {
            upright(graphics, plan, face, small);
            return;
        }
        boolean centred = plan.layout().endsWith("C");
        float size = fit(graphics, plan.lines(), face, (plan.lines().size() > 2) ? 112 : 132);
        double leading = size * 1.18;
        double height = leading * plan.lines().size() + 44;
        double top = switch (plan.layout().substring(0, 1).toUpperCase(Locale.ROOT)) {
            case "T" -> MARGIN;
            case "B" -> Brush.HEIGHT - MARGIN - height - 40;
            default -> (Brush.HEIGHT - height) / 2;
        };
        line(graphics, plan.kicker(), small, top + 22, centred);
        for (int i = 0; i < plan.lines().size(); i++) {
            line(graphics, plan.lines().get(i), face.deriveFont(size), top + 44 + size + i * leading - size * 0.12,
                    centred);
        }
        line(graphics, plan.foot(), small, Brush.HEIGHT - MARGIN + 8, centred);
    }

    private void upright(Graphics2D graphics, PosterPlan plan, Font face, Font small) {
        int longest = plan.lines().stream().mapToInt(String::length).max().orElse(1);
        float size = Math.min(128, (Brush.HEIGHT - 3f * MARGIN) / longest / 1.06f);
        graphics.setFont(face.deriveFont(size));
        for (int column = 0; column < plan.lines().size(); column++) {
            String text = plan.lines().get(column);
            for (int i = 0; i < text.length(); i++) {
                graphics.drawString(text.substring(i, i + 1),
                        (float) (Brush.WIDTH - MARGIN - size * 0.98 - column * size * 1.16),
                        MARGIN + size * 0.86f + i * size * 1.06f + column * size * 1.06f);
            }
        }
        line(graphics, plan.foot(), small, Brush.HEIGHT - MARGIN + 8, false);
        line(graphics, plan.kicker(), small, MARGIN + 22, false);
    }

    private static float fit(Graphics2D graphics, List<String> lines, Font face, float largest) {
        FontMetrics metrics = graphics.getFontMetrics(face.deriveFont(100f));
        int widest = lines.stream().mapToInt(metrics::stringWidth).max().orElse(1);
        return Math.min(largest, (Brush.WIDTH - 2f * MARGIN) / widest * 100);
    }

    private static void line(Graphics2D graphics, String text, Font font, double baseline, boolean centred) {
        graphics.setFont(font);
        int width = graphics.getFontMetrics().stringWidth(text);
        graphics.drawString(text, centred ? (Brush.WIDTH - width) / 2f : MARGIN, (float) baseline);
    }

}
