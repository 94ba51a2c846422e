package io.ticketblue.standalone.posters;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Motifs of the concerts. */
final class ConcertMotifs {

    private ConcertMotifs() {
    }

    static void letters(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 1280, Brush.MAIN).all();
        b.at(134, -24, 0, 0.72, () -> hourglass(b));
    }

    private static void hourglass(Brush b) {
        b.use(Brush.LIGHT, 0.10).shape(480, 640, 180, 130, 780, 130).shape(480, 640, 180, 1150, 780, 1150);
        b.use(Brush.ACCENT).shape(480, 628, 316, 330, 644, 330);
        b.use(Brush.ACCENT).rect(477, 620, 6, 330).shape(480, 900, 214, 1150, 746, 1150);
        for (int i = 0; i < 26; i++) {
            double y = 150 + i * 38;
            double reach = Math.abs(y - 640) * 0.52;
            double x = 480 + b.random(-reach, reach);
            int colour = b.pick(Brush.LIGHT, Brush.LIGHT, Brush.TYPE);
            b.at(x, y, b.random(-40, 40), b.random(0.5, 1.0), () -> envelope(b, colour));
        }
        b.use(Brush.LIGHT).box(150, 106, 660, 26, 13).box(150, 1148, 660, 26, 13);
    }

    private static void envelope(Brush b, int colour) {
        b.use(colour).box(-36, -24, 72, 48, 5);
        b.use(Brush.GROUND, 0.65).line(4, -33, -20, 0, 6, 33, -20);
    }

    static void laundry(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.MAIN).box(28, 28, 904, 1224, 44);
        b.use(Brush.GROUND).disc(480, 760, 366);
        b.use(Brush.LIGHT).disc(480, 760, 338);
        b.use(Brush.TYPE).disc(480, 760, 292);
        b.within(new Ellipse2D.Double(188, 468, 584, 584), () -> {
            int[] colours = { Brush.ACCENT, Brush.MAIN, Brush.LIGHT, Brush.ACCENT, Brush.MAIN };
            for (int i = 0; i < colours.length; i++) {
                b.use(colours[i], 0.92);
                for (int j = 0; j < 3; j++) {
                    b.arc(480, 760, 255 - i * 44, 20 + i * 37 + j * 120, 78, 30);
                }
            }
            b.use(Brush.LIGHT, 0.9);
            for (int i = 0; i < 34; i++) {
                b.ring(b.random(210, 750), b.random(800, 1040), b.random(6, 24), 4);
            }
        });
        b.use(Brush.LIGHT, 0.35).arc(480, 760, 318, 100, 60, 16);
        b.use(Brush.ACCENT).disc(850, 1180, 26);
        b.use(Brush.LIGHT).disc(780, 1180, 26);
    }

    static void picnic(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 860, Brush.MAIN).all();
        b.use(Brush.LIGHT).disc(480, 720, 300);
        for (int i = 0; i < 8; i++) {
            b.blend(Brush.GROUND, Brush.MAIN, 0.55 + i * 0.06).rect(160, 640 + i * 44, 640, 5 + i * 4);
        }
        b.blend(Brush.MAIN, Brush.TYPE, 0.55).swell(910, 12, 500, 0.1);
        b.blend(Brush.MAIN, Brush.TYPE, 0.75).swell(980, 16, 420, 0.5);
        b.use(Brush.TYPE).swell(1070, 10, 700, 0.2);
        for (int i = 0; i < 70; i++) {
            double x = b.random(-20, 980);
            double h = b.random(140, 430) * (0.45 + Math.abs(x - 480) / 520);
            double lean = b.random(-10, 46);
            b.use(b.pick(Brush.TYPE, Brush.TYPE, Brush.ACCENT))
                .line(4, x, 1290, x + lean * 0.4, 1290 - h * 0.6, x + lean, 1290 - h);
            b.at(x + lean, 1290 - h, 14 + lean / 3, 1, () -> b.oval(0, -26, 7, 34));
        }
    }

    static void smallroom(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.MAIN).shape(480, 520, 850, 730, 480, 940, 110, 730);
        b.blend(Brush.MAIN, Brush.GROUND, 0.28).shape(110, 730, 110, 350, 480, 140, 480, 520);
        b.blend(Brush.MAIN, Brush.LIGHT, 0.25).shape(480, 520, 480, 140, 850, 350, 850, 730);
        b.use(Brush.LIGHT).shape(590, 300, 740, 386, 740, 560, 590, 474);
        b.use(Brush.GROUND).line(7, 665, 343, 665, 517).line(7, 590, 387, 740, 473);
        b.use(Brush.LIGHT, 0.5).shape(440, 640, 590, 726, 440, 812, 290, 726);
        b.use(Brush.ACCENT).shape(330, 640, 380, 668, 380, 740, 330, 712).shape(330, 640, 420, 588, 470, 616, 380, 668);
        b.blend(Brush.ACCENT, Brush.GROUND, 0.35).shape(380, 668, 470, 616, 470, 688, 380, 740);
        for (int i = 0; i < 5; i++) {
            b.use(Brush.ACCENT, 0.95 - i * 0.17).arc(240, 500, 34 + i * 34, -34, 88, 9);
        }
        b.use(Brush.ACCENT).disc(240, 500, 14);
    }

    static void snail(Brush b) {
        b.use(Brush.GROUND).all();
        Path2D spiral = new Path2D.Double();
        for (int i = 0; i <= 720; i++) {
            double turn = i / 720.0 * 4.25;
            double radius = 24 + turn * 86;
            double angle = turn * Math.TAU + 1.2;
            double x = 500 + radius * Math.cos(angle);
            double y = 500 + radius * Math.sin(angle);
            if (i == 0) {
                spiral.moveTo(x, y);
            }
            else {
                spiral.lineTo(x, y);
            }
        }
        b.use(Brush.MAIN).draw(spiral, 62);
        b.use(Brush.LIGHT).draw(spiral, 8);
        for (int i = 0; i < 22; i++) {
            double turn = 0.35 + i * 0.18;
            double radius = 24 + turn * 86;
            double angle = turn * Math.TAU + 1.2;
            b.use(i % 5 == 0 ? Brush.ACCENT : Brush.LIGHT)
                .disc(500 + radius * Math.cos(angle), 500 + radius * Math.sin(angle), i % 5 == 0 ? 22 : 13);
        }
        b.use(Brush.ACCENT).rect(0, 950, 960, 330);
        b.use(Brush.GROUND).rect(0, 950, 960, 10);
    }

    static void filament(Brush b) {
        b.use(Brush.GROUND).all();
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 6; column++) {
                double x = 80 + column * 160;
                double y = 120 + row * 190 + (column % 2) * 80;
                double power = 1 - Math.hypot(x - 560, y - 520) / 620;
                b.use(Brush.MAIN).line(3, x, 0, x, y - 40);
                b.glow(x, y, 120, Brush.ACCENT, Math.clamp(power * 0.75, 0.03, 0.7));
                b.blend(Brush.MAIN, Brush.LIGHT, power * 1.2).disc(x, y, 34).rect(x - 13, y - 54, 26, 26);
                b.use(Brush.GROUND).line(4, x - 12, y + 10, x - 8, y - 10, x, y + 4, x + 8, y - 10, x + 12, y + 10);
            }
        }
        b.use(Brush.ACCENT).line(7, 0, 905, 300, 905, 330, 860, 360, 950, 390, 860, 420, 950, 450, 905, 960, 905);
    }

    static void clover(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(480, 500, 10, 1, () -> {
            int[] colours = { Brush.MAIN, Brush.ACCENT, Brush.LIGHT, Brush.TYPE };
            for (int i = 0; i < 4; i++) {
                int colour = colours[i];
                b.at(0, 0, i * 90, 1, () -> {
                    b.use(colour).disc(-98, -240, 122).disc(98, -240, 122).shape(-205, -190, 205, -190, 0, 20);
                    b.use(Brush.GROUND, 0.35).line(8, 0, -36, 0, -210);
                });
            }
            b.use(Brush.GROUND).disc(0, 0, 20);
        });
        for (int i = 0; i < 26; i++) {
            double x = b.random(30, 930);
            double y = b.random(30, 1250);
            if (Math.hypot(x - 480, y - 500) > 400) {
                b.use(b.pick(Brush.MAIN, Brush.ACCENT, Brush.LIGHT)).disc(x, y, b.random(5, 15));
            }
        }
    }

    static void shirt(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 1280, Brush.TYPE).all();
        b.fade(0, 290, Brush.LIGHT, 0, 770, Brush.ACCENT).disc(600, 530, 240);
        for (int i = 0; i < 22; i++) {
            Path2D path = new Path2D.Double();
            double y = 500 + i * 38;
            path.moveTo(-10, y);
            for (int x = -10; x <= 970; x += 6) {
                path.lineTo(x, y + (18 + i * 1.6) * Math.sin(x / (150.0 + i * 9) + i * 0.55));
            }
            b.blend(i % 2 == 0 ? Brush.MAIN : Brush.ACCENT, Brush.LIGHT, 0.5 - i * 0.03).draw(path, 5 + i * 0.55);
        }
    }

    static void bluenote(Brush b) {
        b.use(Brush.GROUND).all();
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 6; column++) {
                double x = column * 160;
                double y = row * 160;
                b.use(b.pick(Brush.GROUND, Brush.GROUND, Brush.MAIN, Brush.ACCENT)).rect(x, y, 160, 160);
                int ink = b.pick(Brush.LIGHT, Brush.MAIN, Brush.ACCENT, Brush.TYPE);
                b.use(ink);
                int kind = b.pick(0, 1, 2, 3, 4);
                if (kind < 3) {
                    int corner = b.pick(0, 1, 2, 3);
                    b.slice(x + (corner % 2) * 160, y + (corner / 2) * 160, 160, new int[] { 270, 180, 0, 90 }[corner],
                            90);
                }
                else if (kind == 3) {
                    b.disc(x + 80, y + 80, 52);
                }
                else {
                    b.rect(x, y, 36, 160).rect(x + 62, y, 36, 160).rect(x + 124, y, 36, 160);
                }
            }
        }
    }

}
