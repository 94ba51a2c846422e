package io.ticketblue.standalone.posters;

import java.awt.Font;
import java.awt.geom.Rectangle2D;

/** Motifs of the exhibitions. */
final class ExhibitionMotifs {

    private ExhibitionMotifs() {
    }

    static void foldlight(Brush b) {
        b.use(Brush.GROUND).all();
        b.glow(480, 1010, 900, Brush.ACCENT, 0.55);
        for (int i = 0; i < 24; i++) {
            double from = Math.toRadians(i * 7.5);
            double to = Math.toRadians((i + 1) * 7.5);
            double outer = 660 + ((i % 2 == 0) ? 0 : 40);
            double next = 660 + ((i % 2 == 0) ? 40 : 0);
            b.blend(i % 2 == 0 ? Brush.LIGHT : Brush.MAIN, Brush.ACCENT, Math.abs(i - 12) / 15.0);
            b.shape(480 - 110 * Math.cos(from), 1000 - 110 * Math.sin(from), 480 - outer * Math.cos(from),
                    1000 - outer * Math.sin(from), 480 - next * Math.cos(to), 1000 - next * Math.sin(to),
                    480 - 110 * Math.cos(to), 1000 - 110 * Math.sin(to));
        }
        b.use(Brush.TYPE).slice(480, 1000, 96, 0, 180);
    }

    static void underseapost(Brush b) {
        b.fade(0, 0, Brush.LIGHT, 0, 900, Brush.GROUND).all();
        b.use(Brush.TYPE, 0.10)
            .shape(300, -10, 460, -10, 320, 1280, 20, 1280)
            .shape(560, -10, 640, -10, 860, 1280, 620, 1280);
        for (int i = 0; i < 46; i++) {
            double angle = b.random(0, Math.TAU);
            double x = 480 + b.random(250, 460) * Math.cos(angle);
            double y = 500 + b.random(230, 390) * Math.sin(angle);
            int colour = b.pick(Brush.MAIN, Brush.TYPE, Brush.LIGHT);
            double size = b.random(0.5, 1.3);
            b.at(x, y, Math.toDegrees(angle) + 90, size, () -> {
                b.use(colour).oval(0, 0, 28, 11).shape(-24, 0, -46, -13, -46, 13);
                b.use(Brush.GROUND).disc(15, -2, 3);
            });
        }
        b.use(Brush.ACCENT).box(370, 480, 220, 370, 20).slice(480, 490, 110, 0, 180);
        b.blend(Brush.ACCENT, Brush.GROUND, 0.35).rect(520, 830, 40, 120).rect(400, 830, 40, 120);
        b.use(Brush.TYPE).box(410, 530, 140, 22, 8).rect(430, 620, 100, 64);
        b.use(Brush.ACCENT).line(5, 432, 624, 480, 656, 528, 624);
        b.use(Brush.GROUND).swell(920, 12, 420, 0.2);
        b.use(Brush.TYPE, 0.8);
        for (int i = 0; i < 14; i++) {
            b.ring(b.random(330, 640), b.random(120, 440), b.random(5, 18), 4);
        }
    }

    static void signboards(Brush b, Font font) {
        b.use(Brush.GROUND).all();
        String[] words = { "양복점", "전파사", "금붕어", "이발관", "문방구", "사진관", "얼음집", "솜틀집" };
        int[][] colours = { { Brush.MAIN, Brush.LIGHT }, { Brush.LIGHT, Brush.ACCENT }, { Brush.ACCENT, Brush.LIGHT },
                { Brush.TYPE, Brush.GROUND }, { Brush.LIGHT, Brush.MAIN }, { Brush.MAIN, Brush.GROUND },
                { Brush.TYPE, Brush.LIGHT }, { Brush.ACCENT, Brush.GROUND } };
        double[] tilts = { -3, 2, -1.5, 4, -4, 1.5, 3, -2 };
        for (int i = 0; i < words.length; i++) {
            int index = i;
            b.at(250 + (i % 2) * 460, 150 + (i / 2) * 206, tilts[i], 1, () -> {
                b.use(Brush.TYPE, 0.25).box(-206, -78, 424, 176, 12);
                b.use(colours[index][0]).box(-214, -88, 428, 176, 12);
                b.use(colours[index][1]).frame(-202, -76, 404, 152, 8, 4);
                b.glyph(words[index], -168, 40, font.deriveFont(112f));
            });
        }
    }

    static void clouds(Brush b) {
        b.use(Brush.GROUND).all();
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                double x = 60 + column * 170;
                double y = 60 + row * 170;
                int index = row * 5 + column;
                if (index == 17) {
                    b.use(Brush.TYPE, 0.5).frame(x, y, 160, 160, 0, 2);
                    continue;
                }
                b.blend(b.pick(Brush.MAIN, Brush.MAIN, Brush.ACCENT), Brush.LIGHT, b.random(0, 0.7))
                    .rect(x, y, 160, 160);
                b.within(new Rectangle2D.Double(x, y, 160, 160), () -> {
                    double cx = x + b.random(20, 140);
                    double cy = y + b.random(50, 140);
                    double size = b.random(20, 46);
                    b.use(Brush.GROUND, b.random(0.7, 1));
                    b.disc(cx, cy, size).disc(cx + size, cy + 8, size * 0.75).disc(cx - size, cy + 10, size * 0.7);
                    b.box(cx - size * 1.7, cy + 8, size * 3.4, size * 0.75, size * 0.37);
                });
            }
        }
    }

    static void hundredchairs(Brush b) {
        b.use(Brush.GROUND).all();
        for (int row = 0; row < 10; row++) {
            for (int column = 0; column < 10; column++) {
                double mirror = b.pick(-1, 1);
                double back = b.random(28, 56);
                double seat = b.random(30, 44);
                b.use((row * 10 + column == 46) ? Brush.ACCENT
                        : b.pick(Brush.MAIN, Brush.MAIN, Brush.TYPE, Brush.LIGHT));
                int legs = b.pick(0, 1, 2);
                b.at(72 + column * 91, 96 + row * 91, 0, 0.9, () -> {
                    double x = mirror * seat / 2;
                    b.line(9, -x, -back, -x, 0, x, 0);
                    if (legs == 2) {
                        b.line(7, 0, 0, 0, 30).line(7, -18, 32, 18, 32);
                    }
                    else {
                        b.line(7, -x, 0, -x * (1 + legs * 0.3), 34).line(7, x, 0, x * (1 + legs * 0.3), 34);
                    }
                });
            }
        }
    }

    static void dinosaur(Brush b) {
        b.use(Brush.GROUND).all();
        double[][] steps = { { 330, 1080, -14, 0.95 }, { 640, 930, 10, 1.2 }, { 270, 730, -12, 1.5 },
                { 690, 330, 14, 1.9 } };
        for (double[] step : steps) {
            for (int i = 5; i > 0; i--) {
                b.use(Brush.LIGHT, 0.5 - i * 0.07)
                    .loop(step[0], step[1] + 20, step[3] * (70 + i * 34), step[3] * (58 + i * 28), 6);
            }
        }
        for (int i = 0; i < steps.length; i++) {
            double[] step = steps[i];
            int colour = (i % 2 == 0) ? Brush.MAIN : Brush.ACCENT;
            b.at(step[0], step[1], step[2], step[3], () -> {
                b.use(colour).oval(0, 40, 46, 44);
                for (int toe = -1; toe <= 1; toe++) {
                    b.at(toe * 14, 20, toe * 32, 1, () -> b.oval(0, -50, 19, 52).shape(-13, -86, 13, -86, 0, -122));
                }
            });
        }
    }

}
