package io.ticketblue.standalone.posters;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Motifs of the classical evenings. */
final class ClassicMotifs {

    private ClassicMotifs() {
    }

    static void watersymphony(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 1280, Brush.MAIN).all();
        for (int row = 0; row < 28; row++) {
            for (int column = 0; column < 33; column++) {
                double x = column * 30;
                double base = 330 + row * 28;
                double y = base + 46 * Math.sin(column * 0.24 + row * 0.17) + 24 * Math.sin(column * 0.09 - row * 0.3);
                double size = 2.5 + 6.5 * (0.5 + 0.5 * Math.sin(column * 0.31 - row * 0.21));
                b.blend(Brush.LIGHT, Brush.ACCENT, row / 32.0 + 0.15 * Math.sin(column * 0.2)).disc(x, y, size);
            }
        }
    }

    static void nightmap(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(48, 90, 0, 0.9, () -> sky(b));
        keys(b);
    }

    private static void sky(Brush b) {
        b.use(Brush.MAIN);
        for (int i = 1; i < 7; i++) {
            b.ring(480, 520, i * 82, 2.5);
        }
        for (int i = 0; i < 12; i++) {
            double angle = i * Math.PI / 6;
            b.line(2, 480 + 82 * Math.cos(angle), 520 + 82 * Math.sin(angle), 480 + 492 * Math.cos(angle),
                    520 + 492 * Math.sin(angle));
        }
        for (int i = 0; i < 120; i++) {
            double angle = b.random(0, Math.TAU);
            double radius = 492 * Math.sqrt(b.random(0, 1));
            b.use(Brush.LIGHT, b.random(0.4, 1))
                .disc(480 + radius * Math.cos(angle), 520 + radius * Math.sin(angle), b.random(1.2, 4.5));
        }
        double[] stars = { 220, 640, 300, 560, 352, 590, 430, 430, 500, 470, 548, 350, 640, 398, 700, 260, 748, 330 };
        b.use(Brush.ACCENT).line(4, stars);
        for (int i = 0; i < stars.length; i += 2) {
            b.glow(stars[i], stars[i + 1], 40, Brush.ACCENT, 0.6);
            b.use(Brush.LIGHT).disc(stars[i], stars[i + 1], 9);
        }
    }

    private static void keys(Brush b) {
        for (int i = 0; i < 24; i++) {
            b.use(Brush.LIGHT).rect(i * 40 + 1, 0, 38, 104);
            int step = i % 7;
            if (step != 2 && step != 6) {
                b.use(Brush.GROUND).rect(i * 40 + 28, 0, 24, 64);
            }
        }
    }

    static void windows(Brush b) {
        b.use(Brush.GROUND).all();
        int[][] colours = { { Brush.MAIN, Brush.LIGHT }, { Brush.ACCENT, Brush.TYPE }, { Brush.LIGHT, Brush.ACCENT },
                { Brush.TYPE, Brush.MAIN } };
        for (int i = 0; i < 4; i++) {
            double x = 80 + (i % 2) * 420;
            double y = 80 + (i / 2) * 420;
            int index = i;
            b.use(colours[i][0]).rect(x, y, 380, 380);
            b.within(new Rectangle2D.Double(x, y, 380, 380), () -> {
                b.use(colours[index][1]);
                switch (index) {
                    case 0 -> b.disc(x + 380, y + 380, 300);
                    case 1 -> {
                        for (int line = 0; line < 4; line++) {
                            b.line(9, x + 80 + line * 74, y, x + 80 + line * 74, y + 380);
                        }
                        b.disc(x + 154, y + 230, 36).disc(x + 302, y + 130, 36);
                    }
                    case 2 -> {
                        for (int ring = 0; ring < 5; ring++) {
                            b.ring(x, y + 190, 70 + ring * 66, 24);
                        }
                    }
                    default -> b.shape(x, y + 380, x + 190, y + 60, x + 380, y + 380);
                }
            });
        }
    }

    static void crane(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 1280, Brush.MAIN).all();
        b.use(Brush.LIGHT, 0.35).disc(480, 440, 300);
        b.at(480, 470, 0, 1.2, () -> {
            b.use(Brush.TYPE).shape(-20, 60, -330, -120, -60, -60);
            b.blend(Brush.TYPE, Brush.MAIN, 0.18).shape(-20, 60, -60, -60, 30, -300);
            b.blend(Brush.TYPE, Brush.MAIN, 0.40).shape(-20, 60, 30, -300, 90, -20);
            b.blend(Brush.TYPE, Brush.MAIN, 0.10).shape(-20, 60, 90, -20, 120, 150);
            b.blend(Brush.TYPE, Brush.MAIN, 0.55).shape(-20, 60, 120, 150, -70, 170);
            b.blend(Brush.TYPE, Brush.MAIN, 0.28).shape(-330, -120, -20, 60, -70, 170);
            b.use(Brush.TYPE).shape(90, -20, 290, -170, 120, 150);
            b.blend(Brush.TYPE, Brush.MAIN, 0.3).shape(290, -170, 352, -120, 258, -126);
            b.use(Brush.ACCENT).shape(352, -120, 316, -148, 310, -124);
        });
        b.use(Brush.MAIN).rect(0, 800, 960, 480);
        b.use(Brush.TYPE, 0.5);
        for (int i = 0; i < 6; i++) {
            double width = 330 - i * 42;
            b.box(480 - width / 2 + b.random(-50, 50), 830 + i * 24, width, 7, 3);
        }
    }

    static void crown(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.MAIN).shape(480, 640, 0, 0, 240, 0).shape(480, 640, 420, 0, 560, 0).shape(480, 640, 720, 0, 960, 0);
        b.shape(480, 640, 0, 250, 0, 520).shape(480, 640, 960, 250, 960, 520);
        b.use(Brush.ACCENT).shape(210, 760, 170, 420, 330, 580, 480, 340, 630, 580, 790, 420, 750, 760);
        b.blend(Brush.ACCENT, Brush.TYPE, 0.3).shape(480, 340, 630, 580, 480, 760).shape(790, 420, 750, 760, 630, 580);
        b.use(Brush.LIGHT).disc(170, 410, 26).disc(480, 328, 30).disc(790, 410, 26);
        b.use(Brush.TYPE).rect(204, 760, 552, 66);
        b.use(Brush.LIGHT);
        for (int i = 0; i < 7; i++) {
            b.at(246 + i * 78, 793, 45, 1, () -> b.rect(-13, -13, 26, 26));
        }
        for (int i = 0; i < 90; i++) {
            double y = b.random(836, 950);
            double reach = 330 - (950 - y) * 0.2;
            double x = 480 + b.random(-reach, reach);
            b.use(Brush.LIGHT, b.random(0.5, 1)).rect(x, y, 9, 9);
        }
    }

    static void moondrum(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(0, -66, 0, 1, () -> drum(b));
        int[] bands = { Brush.ACCENT, Brush.MAIN, Brush.LIGHT, Brush.TYPE, Brush.GROUND };
        for (int i = 0; i < bands.length; i++) {
            b.use(bands[i]).swell(770 + i * 22, 11, 480, i * 0.08);
        }
    }

    private static void drum(Brush b) {
        b.use(Brush.LIGHT).disc(480, 480, 370);
        b.use(Brush.GROUND, 0.06);
        for (int i = 0; i < 8; i++) {
            b.disc(b.random(250, 700), b.random(250, 700), b.random(24, 70));
        }
        int[] colours = { Brush.ACCENT, Brush.MAIN, Brush.TYPE };
        for (int i = 0; i < 3; i++) {
            b.use(colours[i]).slice(480, 480, 150, 90 + i * 120, 120);
            b.use(colours[(i + 1) % 3]);
            b.at(480, 480, -i * 120 + 30, 1, () -> b.disc(0, -75, 75));
        }
        for (int i = 0; i < 3; i++) {
            int index = i;
            b.use(colours[(index + 2) % 3]);
            b.at(480, 480, -index * 120 + 30, 1, () -> b.disc(0, -75, 22));
        }
        b.use(Brush.GROUND).ring(480, 480, 370, 14).ring(480, 480, 160, 10);
        for (int i = 0; i < 36; i++) {
            b.at(480, 480, i * 10, 1, () -> b.disc(0, -340, 9));
        }
    }

    static void instruments(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(0, -36, 0, 1, () -> toys(b));
    }

    private static void toys(Brush b) {
        b.use(Brush.MAIN).shape(120, 560, 340, 180, 560, 560);
        b.use(Brush.GROUND).shape(220, 502, 340, 294, 460, 502);
        b.use(Brush.ACCENT).disc(690, 330, 190);
        b.use(Brush.LIGHT).disc(690, 330, 120);
        b.use(Brush.TYPE).disc(690, 330, 50);
        b.use(Brush.TYPE).box(120, 640, 84, 330, 42);
        b.use(Brush.LIGHT);
        for (int i = 0; i < 4; i++) {
            b.disc(162, 710 + i * 62, 15);
        }
        int[] bars = { Brush.MAIN, Brush.ACCENT, Brush.LIGHT, Brush.TYPE, Brush.MAIN, Brush.ACCENT };
        for (int i = 0; i < bars.length; i++) {
            double height = 330 - i * 38;
            b.use(bars[i]).box(270 + i * 66, 640 + (330 - height) / 2, 50, height, 25);
        }
        b.use(Brush.ACCENT).slice(800, 800, 130, 180, 180);
        b.use(Brush.MAIN).oval(800, 800, 130, 34);
        b.use(Brush.TYPE)
            .line(10, 780, 790, 900, 650)
            .disc(900, 650, 18)
            .line(10, 830, 795, 720, 650)
            .disc(720, 650, 18);
        Path2D note = Brush.path(false, 130, 330, 130, 140, 240, 110, 240, 300);
        b.use(Brush.TYPE).draw(note, 14).oval(104, 336, 32, 24).oval(214, 306, 32, 24);
    }

}
