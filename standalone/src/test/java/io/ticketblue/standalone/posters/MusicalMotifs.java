package io.ticketblue.standalone.posters;

import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Motifs of the musicals. */
final class MusicalMotifs {

    private static final String[] TYPES = "밤새도록누가이글자를거꾸로읽었는가납의무게종이의온도새벽네시신문은거짓말을하지않는다그러나".split("");

    private MusicalMotifs() {
    }

    static void foghorn(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 1280, Brush.MAIN).all();
        b.use(Brush.LIGHT, 0.85).shape(312, 486, 960, 190, 960, 640);
        b.use(Brush.LIGHT, 0.25).shape(312, 486, 960, 60, 960, 800).shape(288, 486, 0, 380, 0, 590);
        b.use(Brush.TYPE).shape(240, 560, 360, 560, 404, 1130, 196, 1130);
        b.use(Brush.ACCENT)
            .shape(232, 660, 368, 660, 378, 780, 222, 780)
            .shape(215, 890, 385, 890, 395, 1010, 205, 1010);
        b.use(Brush.TYPE).rect(216, 540, 168, 22).shape(250, 450, 350, 450, 300, 396);
        b.use(Brush.LIGHT).box(258, 452, 84, 86, 8);
        for (int i = 0; i < 7; i++) {
            b.use(Brush.LIGHT, 0.10 + i * 0.035).swell(850 + i * 60, 20 + i * 3, 520 + i * 60, i * 0.31);
        }
        b.use(Brush.GROUND, 0.72).swell(975, 14, 620, 0.2);
        String code = "-.. . .-.. ..- -.";
        double x = 470;
        b.use(Brush.GROUND);
        for (char sign : code.toCharArray()) {
            double width = (sign == '-') ? 46 : (sign == '.') ? 16 : 0;
            b.box(x, 420, width, 16, 8);
            x += width + 14;
        }
    }

    static void elevator(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(0, -214, 0, 1, () -> arcade(b));
    }

    private static void arcade(Brush b) {
        for (int i = 11; i > 0; i--) {
            b.use(i % 2 == 0 ? Brush.MAIN : Brush.GROUND).disc(480, 660, i * 58);
            b.use(Brush.ACCENT).ring(480, 660, i * 58, 3);
        }
        b.use(Brush.GROUND).rect(0, 664, 960, 800);
        b.use(Brush.ACCENT).rect(0, 660, 960, 8);
        for (int i = 0; i < 13; i++) {
            double angle = Math.toRadians(180 - i * 15);
            b.use(Brush.ACCENT).line(4, 480, 660, 480 + 640 * Math.cos(angle), 660 - 640 * Math.sin(angle));
        }
        b.use(Brush.LIGHT).slice(480, 660, 116, 0, 180);
        b.use(Brush.TYPE).line(12, 480, 654, 556, 574).disc(480, 654, 18);
        b.use(Brush.LIGHT).box(300, 690, 360, 330, 6);
        b.use(Brush.MAIN).rect(314, 704, 160, 316).rect(486, 704, 160, 316);
        for (int side = 0; side < 2; side++) {
            for (int i = 0; i < 5; i++) {
                b.use(Brush.ACCENT).frame(330 + side * 172 + i * 13, 722 + i * 28, 128 - i * 26, 284 - i * 56, 2, 3);
            }
        }
    }

    static void whale(Brush b) {
        b.fade(0, 0, Brush.LIGHT, 0, 760, Brush.GROUND).all();
        b.use(Brush.TYPE, 0.85);
        for (int i = 0; i < 30; i++) {
            b.disc(b.random(560, 960), b.random(0, 420), b.random(1.5, 4));
        }
        b.at(0, 70, 0, 1, () -> swimmer(b));
        b.blend(Brush.GROUND, Brush.MAIN, 0.5).swell(1000, 18, 330, 0);
        b.blend(Brush.GROUND, Brush.MAIN, 0.75).swell(1060, 20, 300, 0.45);
        b.use(Brush.MAIN).swell(1130, 22, 360, 0.2);
    }

    private static void swimmer(Brush b) {
        Path2D body = new Path2D.Double();
        body.moveTo(90, 700);
        body.curveTo(110, 480, 420, 430, 620, 560);
        body.curveTo(710, 620, 770, 600, 800, 510);
        body.curveTo(750, 470, 740, 420, 760, 380);
        body.curveTo(820, 390, 840, 430, 846, 460);
        body.curveTo(870, 430, 910, 420, 945, 430);
        body.curveTo(940, 490, 900, 530, 856, 530);
        body.curveTo(840, 720, 700, 890, 420, 890);
        body.curveTo(220, 890, 80, 830, 90, 700);
        b.use(Brush.MAIN).fill(body);
        b.within(body, () -> {
            b.use(Brush.TYPE).oval(300, 930, 330, 150);
            b.use(Brush.MAIN);
            for (int i = 0; i < 9; i++) {
                b.arc(300, 1120, 300 + i * 22, 60, 80, 5);
            }
        });
        b.use(Brush.GROUND).disc(220, 690, 13);
        b.use(Brush.TYPE).disc(450, 690, 104);
        b.use(Brush.ACCENT).ring(450, 690, 88, 5).shape(450, 606, 472, 690, 428, 690);
        b.use(Brush.MAIN).shape(450, 774, 472, 690, 428, 690);
        b.use(Brush.TYPE).disc(450, 690, 9);
        b.use(Brush.TYPE, 0.9).arc(262, 450, 40, 0, 150, 8).arc(342, 450, 40, 30, 150, 8);
    }

    static void typecase(Brush b, Font font) {
        b.use(Brush.GROUND).all();
        int next = 0;
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                double x = 28 + column * 114;
                double y = 28 + row * 114;
                boolean red = (row * 8 + column) % 13 == 5;
                b.use(red ? Brush.ACCENT : Brush.MAIN).box(x, y, 106, 106, 5);
                b.use(Brush.LIGHT, red ? 0.35 : 0.18).line(4, x + 6, y + 100, x + 6, y + 6, x + 100, y + 6);
                String letter = TYPES[next++ % TYPES.length];
                b.use(red ? Brush.TYPE : Brush.LIGHT);
                b.at(x + 53, y + 53, 0, 1, () -> b.at(0, 0, upsideDown(letter) ? 180 : 0, 1,
                        () -> b.glyph(letter, -36, 27, font.deriveFont(72f))));
            }
        }
    }

    private static boolean upsideDown(String letter) {
        return letter.hashCode() % 7 == 0;
    }

    static void potato(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.LIGHT);
        for (int i = 0; i < 9; i++) {
            double x = 60 + i * 105;
            b.line(10, x, -10 + (i % 3) * 40, x - 12, 60 + (i % 3) * 40);
        }
        b.at(0, -70, 0, 1, () -> creature(b));
    }

    private static void creature(Brush b) {
        Path2D body = new Path2D.Double();
        body.moveTo(240, 640);
        body.curveTo(200, 430, 350, 300, 500, 320);
        body.curveTo(690, 330, 800, 470, 770, 650);
        body.curveTo(760, 850, 640, 950, 490, 930);
        body.curveTo(320, 930, 250, 830, 240, 640);
        b.use(Brush.ACCENT).shape(360, 380, 330, 220, 440, 340).shape(560, 340, 660, 220, 650, 390);
        b.use(Brush.MAIN).fill(body);
        b.within(body, () -> {
            b.blend(Brush.MAIN, Brush.TYPE, 0.25);
            for (int i = 0; i < 16; i++) {
                b.oval(b.random(250, 760), b.random(330, 930), 12, 7);
            }
            b.use(Brush.LIGHT, 0.25).oval(380, 420, 90, 50);
        });
        b.use(Brush.LIGHT).disc(410, 580, 56).disc(590, 580, 56);
        b.use(Brush.TYPE).disc(424, 588, 28).disc(604, 588, 28);
        b.use(Brush.LIGHT).disc(434, 576, 9).disc(614, 576, 9);
        b.use(Brush.TYPE).slice(500, 690, 86, 180, 180);
        b.use(Brush.LIGHT).rect(470, 690, 28, 26).rect(510, 690, 28, 22);
        b.use(Brush.ACCENT, 0.7).oval(330, 680, 44, 26).oval(672, 680, 44, 26);
        b.use(Brush.TYPE).line(16, 250, 760, 140, 700, 120, 620).line(16, 762, 740, 860, 690, 890, 600);
        b.use(Brush.TYPE).line(16, 420, 920, 400, 1000, 350, 1000).line(16, 580, 920, 600, 1000, 650, 1000);
    }

    static void inventors(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 1000, Brush.LIGHT).all();
        double[][] balloons = { { 260, 300, 100 }, { 420, 210, 120 }, { 590, 290, 108 }, { 720, 380, 84 },
                { 350, 420, 84 }, { 520, 440, 92 } };
        int[] colours = { Brush.ACCENT, Brush.MAIN, Brush.TYPE, Brush.ACCENT, Brush.TYPE, Brush.MAIN };
        for (int i = 0; i < balloons.length; i++) {
            double[] balloon = balloons[i];
            b.use(Brush.TYPE, 0.8).line(3, balloon[0], balloon[1] + balloon[2], 490, 720);
            b.use(colours[i]).oval(balloon[0], balloon[1], balloon[2] * 0.88, balloon[2]);
            b.use(Brush.LIGHT, 0.45).oval(balloon[0] - balloon[2] * 0.3, balloon[1] - balloon[2] * 0.4, 14, 26);
        }
        b.use(Brush.TYPE).rect(300, 780, 380, 140).shape(280, 780, 490, 700, 700, 780);
        b.use(Brush.LIGHT);
        for (int i = 0; i < 5; i++) {
            b.rect(326 + i * 70, 806, 44, 40).rect(326 + i * 70, 862, 44, (i == 2) ? 58 : 40);
        }
        b.use(Brush.ACCENT).disc(490, 750, 17);
        gear(b, 130, 880, 84, Brush.MAIN);
        gear(b, 842, 870, 66, Brush.ACCENT);
        b.use(Brush.TYPE, 0.7).line(4, 330, 920, 312, 950).line(4, 650, 920, 668, 950);
    }

    private static void gear(Brush b, double x, double y, double radius, int colour) {
        b.use(colour).disc(x, y, radius);
        for (int i = 0; i < 12; i++) {
            b.at(x, y, i * 30, 1, () -> b.box(-13, -radius - 18, 26, 40, 5));
        }
        b.use(Brush.LIGHT).disc(x, y, radius * 0.45);
        b.use(colour).disc(x, y, radius * 0.18);
    }

    static void silk(Brush b) {
        b.fade(0, 0, Brush.GROUND, 960, 1280, Brush.MAIN).all();
        for (int band = 0; band < 16; band++) {
            Path2D path = new Path2D.Double();
            double shift = band * 34;
            path.moveTo(-20, 820 - shift * 0.4);
            path.curveTo(300, 380 + shift, 420, 1180 - shift * 0.7, 980, 420 + shift * 0.9);
            b.blend(Brush.ACCENT, Brush.MAIN, band / 18.0).draw(path, 30);
        }
        b.glow(560, 330, 360, Brush.LIGHT, 0.45);
        b.use(Brush.LIGHT)
            .shape(610, -10, 470, 300, 560, 300, 440, 560, 540, 545, 430, 860, 660, 480, 560, 500, 690, 250, 590, 262,
                    710, -10);
        b.within(new Ellipse2D.Double(0, 0, 960, 1280),
                () -> b.use(Brush.LIGHT, 0.5)
                    .line(3, 540, 545, 700, 640, 740, 730)
                    .line(3, 560, 300, 360, 400, 300, 520));
    }

}
