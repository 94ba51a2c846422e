package io.ticketblue.standalone.posters;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Motifs of the plays. */
final class PlayMotifs {

    private PlayMotifs() {
    }

    static void seismograph(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.MAIN, 0.45);
        for (int i = 0; i < 33; i++) {
            b.line(1.5, 0, i * 40, 960, i * 40);
            b.line(1.5, i * 40, 0, i * 40, 1280);
        }
        Path2D trace = new Path2D.Double();
        trace.moveTo(-10, 760);
        for (int x = 0; x <= 970; x += 9) {
            double quake = 300 * Math.exp(-Math.pow((x - 520) / 150.0, 2))
                    + 46 * Math.exp(-Math.pow((x - 180) / 60.0, 2));
            trace.lineTo(x, 760 + b.random(-1, 1) * (quake + 7));
        }
        b.use(Brush.ACCENT).draw(trace, 7);
        b.use(Brush.TYPE).rect(560, 940, 300, 16).rect(590, 956, 14, 150).rect(816, 956, 14, 150);
        b.slice(690, 900, 66, 180, 180).rect(640, 936, 100, 8);
        b.use(Brush.TYPE, 0.7).line(5, 670, 880, 660, 850, 676, 826).line(5, 706, 880, 696, 850, 712, 826);
    }

    static void chairs(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(0, 190, 0, 1, () -> table(b));
    }

    private static void table(Brush b) {
        b.use(Brush.MAIN).oval(480, 640, 330, 118).rect(470, 640, 20, 280).oval(480, 920, 120, 24);
        b.use(Brush.LIGHT).oval(480, 628, 322, 108);
        b.use(Brush.MAIN, 0.35);
        for (int i = 0; i < 6; i++) {
            double angle = i * Math.TAU / 6 + 0.3;
            b.loop(480 + 220 * Math.cos(angle), 628 + 66 * Math.sin(angle), 50, 18, 6);
        }
        b.use(Brush.ACCENT);
        double[][] places = { { 120, 560 }, { 250, 820 }, { 700, 830 }, { 850, 570 }, { 330, 400 } };
        for (double[] place : places) {
            double scale = (place[1] > 700) ? 1.5 : 1.25;
            boolean mirrored = place[0] > 480;
            b.at(place[0], place[1], 0, scale, () -> {
                if (mirrored) {
                    b.line(13, 40, -120, 40, 90)
                        .line(13, -40, 0, -40, 90)
                        .line(13, -40, 0, 40, 0)
                        .line(13, 18, -100, 40, -100);
                }
                else {
                    b.line(13, -40, -120, -40, 90)
                        .line(13, 40, 0, 40, 90)
                        .line(13, -40, 0, 40, 0)
                        .line(13, -40, -100, -18, -100);
                }
            });
        }
        b.use(Brush.TYPE).disc(640, 296, 36).box(606, 342, 68, 176, 30);
        b.line(14, 622, 440, 622, 566).line(14, 658, 440, 658, 566);
    }

    static void lastbus(Brush b) {
        b.use(Brush.GROUND).all();
        b.at(0, -110, 0, 1, () -> bus(b));
    }

    private static void bus(Brush b) {
        for (int row = 0; row < 37; row++) {
            for (int column = 0; column < 33; column++) {
                double x = column * 30 + (row % 2) * 15;
                double y = row * 30;
                double light = 1.25 - Math.min(Math.hypot(x - 300, y - 700), Math.hypot(x - 660, y - 700)) / 420;
                if (light > 0.02) {
                    b.use(Brush.ACCENT).disc(x, y, 15 * Math.min(1, light));
                }
            }
        }
        b.use(Brush.MAIN).box(170, 330, 620, 520, 46);
        b.use(Brush.TYPE).box(210, 430, 540, 200, 18);
        b.use(Brush.GROUND).rect(472, 430, 16, 200);
        b.use(Brush.GROUND).box(290, 354, 380, 56, 8);
        b.use(Brush.ACCENT);
        for (int i = 0; i < 3; i++) {
            b.box(400 + i * 60, 374, 40, 16, 8);
        }
        b.use(Brush.LIGHT).disc(300, 720, 58).disc(660, 720, 58);
        b.glow(300, 720, 210, Brush.LIGHT, 0.55).glow(660, 720, 210, Brush.LIGHT, 0.55);
        b.use(Brush.GROUND).box(220, 840, 110, 60, 12).box(630, 840, 110, 60, 12);
    }

    static void lostfound(Brush b) {
        b.use(Brush.GROUND).all();
        int[] tags = { Brush.MAIN, Brush.ACCENT, Brush.LIGHT, Brush.ACCENT, Brush.LIGHT, Brush.MAIN };
        for (int i = 0; i < 6; i++) {
            double x = 180 + (i % 3) * 300;
            double y = 190 + (i / 3) * 390;
            int index = i;
            b.at(x, y, (i % 2 == 0) ? -5 : 6, 1, () -> {
                b.use(Brush.TYPE, 0.8).line(4, 0, -150, 10, -230, -30, -320);
                b.use(tags[index]).box(-115, -120, 230, 310, 16).shape(-115, -100, -60, -170, 60, -170, 115, -100);
                b.use(Brush.GROUND).disc(0, -132, 17);
                b.use(Brush.TYPE);
                thing(b, index);
            });
        }
    }

    private static void thing(Brush b, int index) {
        switch (index) {
            case 0 -> {
                b.slice(0, 40, 84, 0, 180).line(8, 0, 30, 0, 120, 10, 140, 28, 130);
            }
            case 1 -> b.ring(0, 74, 50, 12).shape(-26, 14, 26, 14, 0, -30);
            case 2 -> b.oval(0, 90, 56, 44).oval(0, 20, 42, 36).rect(-7, -90, 14, 130).line(5, -60, 120, 80, -30);
            case 3 -> {
                b.ring(-20, -10, 40, 14).line(14, 6, 20, 60, 110).line(12, 40, 74, 64, 60).line(12, 54, 100, 78, 86);
            }
            case 4 -> b.box(-78, -10, 156, 130, 16).frame(-36, -46, 72, 46, 12, 11);
            default -> b.ring(-46, 50, 36, 9).ring(46, 50, 36, 9).arc(0, 50, 12, 0, 180, 8);
        }
    }

    static void trial(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 1280, Brush.MAIN).all();
        b.use(Brush.ACCENT).disc(480, 400, 210);
        for (int i = 0; i < 9; i++) {
            double x = 40 + i * 110;
            double top = 230 + Math.abs(i - 4) * 40;
            b.use(Brush.TYPE).rect(x, top, 20, 760);
            b.use(Brush.LIGHT, 0.8).rect(x + 20, top, 26, 760);
        }
        b.use(Brush.MAIN).swell(830, 16, 400, 0.3);
        b.use(Brush.LIGHT, 0.28).swell(880, 12, 300, 0);
        b.use(Brush.MAIN).swell(905, 14, 350, 0.6);
    }

    static void saltfield(Brush b) {
        b.fade(0, 0, Brush.GROUND, 0, 560, Brush.LIGHT).all();
        b.use(Brush.ACCENT).disc(700, 400, 120);
        b.use(Brush.MAIN).rect(0, 520, 960, 760);
        double[] edges = { 520, 552, 604, 684, 800, 966, 1290 };
        for (int row = 0; row < edges.length - 1; row++) {
            for (int column = -6; column < 6; column++) {
                double near = (edges[row + 1] - 500) * 0.42;
                double far = (edges[row] - 500) * 0.42;
                double gap = 5 + row * 2;
                b.blend(Brush.LIGHT, Brush.MAIN, b.random(0.05, 0.75));
                b.shape(480 + column * far + gap / 2, edges[row] + gap / 2, 480 + (column + 1) * far - gap / 2,
                        edges[row] + gap / 2, 480 + (column + 1) * near - gap / 2, edges[row + 1] - gap / 2,
                        480 + column * near + gap / 2, edges[row + 1] - gap / 2);
            }
        }
        for (int i = 0; i < 3; i++) {
            double x = 250 + i * 92;
            b.use(Brush.TYPE).disc(x, 596, 13).shape(x - 24, 706, x + 24, 706, x + 8, 612, x - 8, 612);
            b.line(5, x + 14, 640, x + 44, 704);
        }
        b.use(Brush.ACCENT, 0.5).oval(700, 560, 70, 8).oval(700, 590, 46, 6).oval(700, 624, 60, 7);
    }

    static void astronaut(Brush b) {
        b.use(Brush.GROUND).all();
        b.use(Brush.LIGHT, 0.9);
        for (int i = 0; i < 70; i++) {
            b.disc(b.random(0, 960), b.random(0, 900), b.random(1, 3.5));
        }
        b.use(Brush.MAIN).disc(480, 1290, 620);
        b.within(new Ellipse2D.Double(-140, 670, 1240, 1240), () -> {
            b.blend(Brush.MAIN, Brush.GROUND, 0.3);
            b.oval(180, 900, 90, 34).oval(760, 860, 60, 22).oval(640, 960, 40, 14);
        });
        double[][] boxes = { { 400, 560, 160 }, { 430, 430, 130 }, { 420, 330, 100 }, { 470, 250, 80 },
                { 450, 186, 64 } };
        for (double[] box : boxes) {
            b.use(Brush.ACCENT).rect(box[0], box[1], box[2], box[2] * 0.8);
            b.use(Brush.TYPE, 0.5).rect(box[0] + box[2] * 0.42, box[1], box[2] * 0.16, box[2] * 0.8);
        }
        b.use(Brush.TYPE)
            .box(600, 520, 100, 130, 36)
            .disc(650, 480, 58)
            .box(610, 630, 34, 60, 12)
            .box(658, 630, 34, 60, 12);
        b.use(Brush.GROUND).box(612, 454, 76, 52, 24);
        b.use(Brush.ACCENT, 0.8).arc(650, 480, 26, 100, 60, 6);
        b.use(Brush.TYPE).line(24, 608, 550, 560, 560);
    }

}
