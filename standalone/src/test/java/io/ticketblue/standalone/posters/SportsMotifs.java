package io.ticketblue.standalone.posters;

import java.awt.geom.Ellipse2D;

/** Motifs of the matches. */
final class SportsMotifs {

    private SportsMotifs() {
    }

    static void volleyball(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(0, -180, 0, 1, () -> net(b));
    }

    private static void net(Brush b) {
        b.use(Brush.MAIN).shape(0, 0, 960, 0, 960, 260, 0, 820);
        b.use(Brush.TYPE, 0.9);
        for (int i = 0; i < 11; i++) {
            b.line(4, 0, 760 + i * 26, 960, 200 + i * 26);
        }
        for (int i = 0; i < 36; i++) {
            double x = i * 28;
            double y = 760 - x * 0.583;
            b.line(4, x, y, x, y + 260);
        }
        b.use(Brush.TYPE).line(18, -10, 766, 970, 194);
        b.use(Brush.LIGHT).disc(600, 420, 236);
        b.within(new Ellipse2D.Double(364, 184, 472, 472), () -> b.at(600, 420, 20, 1, () -> {
            for (int i = 0; i < 3; i++) {
                int index = i;
                b.at(0, 0, i * 120, 1, () -> {
                    b.use(index == 0 ? Brush.ACCENT : Brush.MAIN).slice(150, -60, 250, 100, 70);
                    b.use(Brush.GROUND)
                        .arc(150, -60, 250, 90, 160, 8)
                        .arc(150, -60, 180, 90, 160, 8)
                        .arc(150, -60, 110, 90, 160, 8);
                });
            }
        }));
        b.use(Brush.GROUND).ring(600, 420, 236, 10);
        b.use(Brush.ACCENT).line(14, 120, 250, 300, 320).line(14, 70, 360, 300, 400).line(14, 130, 470, 290, 470);
    }

    static void basketball(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.MAIN).rect(290, 0, 380, 520);
        b.use(Brush.LIGHT).frame(290, -20, 380, 540, 0, 10).ring(480, 520, 150, 10);
        b.arc(480, 130, 440, 180, 180, 10).line(10, 40, -10, 40, 130).line(10, 920, -10, 920, 130);
        b.ring(480, 940, 150, 10);
        b.use(Brush.LIGHT).rect(400, 70, 160, 10);
        b.use(Brush.ACCENT).ring(480, 118, 36, 10);
        b.use(Brush.TYPE).rect(0, 850, 960, 430);
        for (int i = 0; i < 13; i++) {
            double t = i / 13.0;
            double x = cubic(t, 760, 900, 620, 480);
            double y = cubic(t, 860, 300, 40, 118);
            b.use(Brush.ACCENT, 0.25 + t * 0.6).disc(x, y, 9);
        }
        ball(b, 750, 780, 132);
    }

    private static double cubic(double t, double a, double c1, double c2, double d) {
        double s = 1 - t;
        return s * s * s * a + 3 * s * s * t * c1 + 3 * s * t * t * c2 + t * t * t * d;
    }

    private static void ball(Brush b, double x, double y, double radius) {
        b.use(Brush.ACCENT).disc(x, y, radius);
        b.within(new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2), () -> b.at(x, y, -28, 1, () -> {
            b.use(Brush.TYPE).line(8, -radius, 0, radius, 0).line(8, 0, -radius, 0, radius);
            b.ring(-radius * 1.35, 0, radius, 8).ring(radius * 1.35, 0, radius, 8);
        }));
    }

    static void football(Brush b) {
        for (int i = 0; i < 10; i++) {
            b.use(i % 2 == 0 ? Brush.GROUND : Brush.MAIN).rect(0, i * 128, 960, 128);
        }
        b.use(Brush.LIGHT).line(9, -10, 470, 970, 470).ring(480, 470, 190, 9).disc(480, 470, 14);
        b.line(9, 60, -10, 60, 1290).line(9, 900, -10, 900, 1290).frame(240, -40, 480, 190, 0, 9);
        b.use(Brush.ACCENT);
        for (int i = 0; i < 16; i++) {
            double angle = 2.6 + i * 0.28;
            double radius = 60 + i * 18;
            b.disc(480 + radius * Math.cos(angle), 470 + radius * Math.sin(angle), 10 + i * 1.1);
        }
        b.at(650, 300, 15, 1, () -> {
            b.use(Brush.LIGHT).disc(0, 0, 120);
            b.use(Brush.TYPE);
            b.within(new Ellipse2D.Double(-120, -120, 240, 240), () -> {
                pentagon(b, 0, 0, 46);
                for (int i = 0; i < 5; i++) {
                    double angle = Math.toRadians(i * 72 - 90);
                    b.line(7, 46 * Math.cos(angle), 46 * Math.sin(angle), 80 * Math.cos(angle), 80 * Math.sin(angle));
                    pentagon(b, 118 * Math.cos(angle), 118 * Math.sin(angle), 44);
                }
            });
        });
    }

    private static void pentagon(Brush b, double x, double y, double radius) {
        double[] points = new double[10];
        for (int i = 0; i < 5; i++) {
            points[i * 2] = x + radius * Math.cos(Math.toRadians(i * 72 - 90));
            points[i * 2 + 1] = y + radius * Math.sin(Math.toRadians(i * 72 - 90));
        }
        b.shape(points);
    }

    static void tabletennis(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.MAIN).shape(240, 330, 720, 330, 930, 1010, 30, 1010);
        b.use(Brush.LIGHT).line(10, 240, 330, 720, 330, 930, 1010, 30, 1010, 240, 330).line(6, 480, 330, 480, 1010);
        b.use(Brush.TYPE, 0.85).shape(118, 560, 842, 560, 842, 640, 118, 640);
        b.use(Brush.LIGHT).line(8, 118, 560, 842, 560);
        for (int i = 0; i < 24; i++) {
            double t = i / 24.0;
            double hop = Math.abs(Math.sin(t * Math.PI * 2));
            b.use(Brush.ACCENT, 0.15 + t * 0.85)
                .disc(270 + t * 420, 880 - t * 470 - hop * 190 * (1 - t * 0.5), 25 - t * 12);
        }
        b.at(180, 1000, -35, 1, () -> {
            b.use(Brush.ACCENT).disc(0, -80, 120);
            b.use(Brush.LIGHT).box(-24, 24, 48, 150, 14);
        });
        b.at(806, 400, 30, 0.55, () -> {
            b.use(Brush.TYPE).disc(0, -80, 120);
            b.use(Brush.LIGHT).box(-24, 24, 48, 150, 14);
        });
    }

    static void esports(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(0, -70, 0, 1, () -> city(b));
    }

    private static void city(Brush b) {
        int[][] heights = { { 1, 2, 1, 3, 1 }, { 2, 1, 4, 1, 2 }, { 1, 3, 1, 2, 5 }, { 3, 1, 2, 1, 1 },
                { 1, 2, 1, 3, 1 } };
        for (int row = 0; row < 5; row++) {
            for (int column = 0; column < 5; column++) {
                double x = 480 + (column - row) * 92;
                double y = 440 + (column + row) * 52;
                int colour = (row + column) % 3 == 0 ? Brush.MAIN
                        : ((row * 2 + column) % 3 == 1 ? Brush.ACCENT : Brush.LIGHT);
                double height = heights[row][column] * 62;
                cube(b, x, y, height, colour);
            }
        }
        b.use(Brush.TYPE).disc(604, 546, 10).disc(640, 566, 10);
        b.arc(620, 572, 17, 190, 140, 6);
    }

    private static void cube(Brush b, double x, double y, double height, int colour) {
        b.blend(colour, Brush.GROUND, 0.45).shape(x - 88, y - height, x, y + 50 - height, x, y + 50, x - 88, y);
        b.blend(colour, Brush.GROUND, 0.7).shape(x + 88, y - height, x, y + 50 - height, x, y + 50, x + 88, y);
        b.use(colour).shape(x, y - 50 - height, x + 88, y - height, x, y + 50 - height, x - 88, y - height);
    }

    static void ssireum(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.LIGHT).disc(480, 460, 360);
        b.use(Brush.MAIN).arc(400, 560, 170, 0, 180, 86).rect(187, 555, 86, 250).rect(527, 555, 86, 250);
        b.use(Brush.ACCENT).arc(560, 560, 170, 0, 180, 86).rect(347, 555, 86, 250).rect(687, 555, 86, 250);
        b.use(Brush.MAIN).arc(400, 560, 170, 0, 60, 86);
        b.use(Brush.TYPE).disc(300, 330, 62).disc(660, 330, 62);
        b.use(Brush.GROUND).line(10, 360, 500, 600, 500);
        b.blend(Brush.GROUND, Brush.TYPE, 0.35).oval(480, 830, 420, 90);
        b.blend(Brush.LIGHT, Brush.GROUND, 0.15).oval(480, 820, 400, 76);
        b.use(Brush.GROUND, 0.35);
        for (int i = 0; i < 120; i++) {
            double angle = b.random(0, Math.TAU);
            double reach = Math.sqrt(b.random(0, 1));
            b.disc(480 + 380 * reach * Math.cos(angle), 820 + 66 * reach * Math.sin(angle), 3);
        }
        b.use(Brush.MAIN).box(187, 790, 86, 34, 12).box(527, 800, 86, 34, 12);
        b.use(Brush.ACCENT).box(347, 800, 86, 34, 12).box(687, 790, 86, 34, 12);
    }

}
