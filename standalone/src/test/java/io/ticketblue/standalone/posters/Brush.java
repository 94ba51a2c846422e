package io.ticketblue.standalone.posters;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.Random;

/** The few strokes that all motifs are made of, in the six colours of a poster. */
final class Brush {

    static final int WIDTH = 960;

    static final int HEIGHT = 1280;

    static final int GROUND = 0;

    static final int MAIN = 1;

    static final int ACCENT = 2;

    static final int LIGHT = 3;

    static final int TYPE = 4;

    static final int TITLE = 5;

    private final Graphics2D graphics;

    private final List<Color> palette;

    private final Random random;

    Brush(Graphics2D graphics, List<Color> palette, long seed) {
        this.graphics = graphics;
        this.palette = palette;
        this.random = new Random(seed);
    }

    double random(double from, double to) {
        return from + this.random.nextDouble() * (to - from);
    }

    int pick(int... colours) {
        return colours[this.random.nextInt(colours.length)];
    }

    Brush use(int colour) {
        this.graphics.setColor(this.palette.get(colour));
        return this;
    }

    Brush use(int colour, double alpha) {
        Color base = this.palette.get(colour);
        this.graphics.setColor(new Color(base.getRed(), base.getGreen(), base.getBlue(),
                (int) Math.round(Math.clamp(alpha, 0, 1) * 255)));
        return this;
    }

    /** Uses a colour that lies between two others. */
    Brush blend(int from, int to, double share) {
        Color a = this.palette.get(from);
        Color b = this.palette.get(to);
        double t = Math.clamp(share, 0, 1);
        this.graphics.setColor(new Color((int) (a.getRed() + (b.getRed() - a.getRed()) * t),
                (int) (a.getGreen() + (b.getGreen() - a.getGreen()) * t),
                (int) (a.getBlue() + (b.getBlue() - a.getBlue()) * t)));
        return this;
    }

    /** Uses a gradient from one point to another. */
    Brush fade(double x1, double y1, int from, double x2, double y2, int to) {
        this.graphics.setPaint(new GradientPaint((float) x1, (float) y1, this.palette.get(from), (float) x2, (float) y2,
                this.palette.get(to)));
        return this;
    }

    /** Light that thins out from a point. */
    Brush glow(double x, double y, double radius, int colour, double alpha) {
        Color base = this.palette.get(colour);
        Color inner = new Color(base.getRed(), base.getGreen(), base.getBlue(), (int) (alpha * 255));
        Color outer = new Color(base.getRed(), base.getGreen(), base.getBlue(), 0);
        this.graphics.setPaint(new RadialGradientPaint((float) x, (float) y, (float) radius, new float[] { 0, 1 },
                new Color[] { inner, outer }));
        return disc(x, y, radius);
    }

    Brush all() {
        return rect(0, 0, WIDTH, HEIGHT);
    }

    Brush rect(double x, double y, double width, double height) {
        this.graphics.fill(new Rectangle2D.Double(x, y, width, height));
        return this;
    }

    Brush box(double x, double y, double width, double height, double radius) {
        this.graphics.fill(new RoundRectangle2D.Double(x, y, width, height, radius * 2, radius * 2));
        return this;
    }

    Brush frame(double x, double y, double width, double height, double radius, double pen) {
        return draw(new RoundRectangle2D.Double(x, y, width, height, radius * 2, radius * 2), pen);
    }

    Brush disc(double x, double y, double radius) {
        return oval(x, y, radius, radius);
    }

    Brush oval(double x, double y, double horizontal, double vertical) {
        this.graphics.fill(new Ellipse2D.Double(x - horizontal, y - vertical, horizontal * 2, vertical * 2));
        return this;
    }

    Brush ring(double x, double y, double radius, double pen) {
        return draw(new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2), pen);
    }

    Brush loop(double x, double y, double horizontal, double vertical, double pen) {
        return draw(new Ellipse2D.Double(x - horizontal, y - vertical, horizontal * 2, vertical * 2), pen);
    }

    /** Part of a circle's line, in degrees from three o'clock against the clock. */
    Brush arc(double x, double y, double radius, double start, double extent, double pen) {
        return draw(new Arc2D.Double(x - radius, y - radius, radius * 2, radius * 2, start, extent, Arc2D.OPEN), pen);
    }

    /** A slice of a disc, in degrees from three o'clock against the clock. */
    Brush slice(double x, double y, double radius, double start, double extent) {
        this.graphics.fill(new Arc2D.Double(x - radius, y - radius, radius * 2, radius * 2, start, extent, Arc2D.PIE));
        return this;
    }

    Brush shape(double... points) {
        this.graphics.fill(path(true, points));
        return this;
    }

    Brush line(double pen, double... points) {
        return draw(path(false, points), pen);
    }

    Brush fill(Shape shape) {
        this.graphics.fill(shape);
        return this;
    }

    Brush draw(Shape shape, double pen) {
        this.graphics.setStroke(new BasicStroke((float) pen, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        this.graphics.draw(shape);
        return this;
    }

    Brush glyph(String text, double x, double y, Font font) {
        this.graphics.setFont(font);
        this.graphics.drawString(text, (float) x, (float) y);
        return this;
    }

    /** Draws in a system of its own, turned by degrees with the clock. */
    void at(double x, double y, double degrees, double scale, Runnable drawing) {
        AffineTransform before = this.graphics.getTransform();
        this.graphics.translate(x, y);
        this.graphics.rotate(Math.toRadians(degrees));
        this.graphics.scale(scale, scale);
        drawing.run();
        this.graphics.setTransform(before);
    }

    /** Draws only where a shape is. */
    void within(Shape shape, Runnable drawing) {
        Shape before = this.graphics.getClip();
        this.graphics.clip(shape);
        drawing.run();
        this.graphics.setClip(before);
    }

    /** A band whose upper edge is a wave, down to the lower edge of the picture. */
    Brush swell(double y, double height, double length, double phase) {
        Path2D path = new Path2D.Double();
        path.moveTo(0, HEIGHT);
        for (int x = 0; x <= WIDTH; x += 6) {
            path.lineTo(x, y + height * Math.sin((x / length + phase) * Math.TAU));
        }
        path.lineTo(WIDTH, HEIGHT);
        path.closePath();
        return fill(path);
    }

    static Path2D path(boolean closed, double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        if (closed) {
            path.closePath();
        }
        return path;
    }

}
