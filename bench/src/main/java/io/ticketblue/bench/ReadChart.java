package io.ticketblue.bench;

import java.util.List;
import java.util.Locale;

/** Draws answers a second with 32 connections as bars. */
final class ReadChart {

    private static final int WIDTH = 860;

    private static final int LEFT = 190;

    private static final int RIGHT = 90;

    private static final int BAR = 20;

    private static final int GAP = 14;

    private static final int TOP = 16;

    private static final List<String> COLOURS = List.of("#8A8F9C", "#E69F00", "#1F5EFF");

    private final ReadResult result;

    private final double most;

    ReadChart(ReadResult result) {
        this.result = result;
        this.most = result.measurements()
            .stream()
            .filter((one) -> one.name().endsWith(", " + ReadBench.USUAL) && !one.name().contains(BareServer.MVC))
            .mapToDouble((one) -> one.median(Sample::rate))
            .max()
            .orElse(1);
    }

    /** The picture. */
    String svg() {
        int height = TOP + BAR + GAP + ReadResult.READS.size() * (3 * BAR + GAP)
                + ReadResult.PAGES.size() * (2 * BAR + GAP);
        StringBuilder svg = new StringBuilder();
        add(svg, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="system-ui, sans-serif">
                <title>Answers a second with 32 connections</title>
                <rect width="%d" height="%d" fill="#FFFFFF"/>
                """,
                WIDTH, height, WIDTH, height);
        int y = bar(svg, TOP, ReadBench.NOTHING, "both", "#0B1F4B") + GAP;
        for (String read : ReadResult.READS) {
            for (int level = 0; level < ReadBench.LEVELS.size(); level++) {
                y = bar(svg, y, read, ReadBench.LEVELS.get(level), COLOURS.get(level));
            }
            y += GAP;
        }
        for (String page : ReadResult.PAGES) {
            y = bar(svg, y, page, ReadBench.GUEST, "#1F5EFF");
            y = bar(svg, y, page, ReadBench.SIGNED_IN, "#56B4E9") + GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private int bar(StringBuilder svg, int y, String what, String how, String colour) {
        double rate = this.result.of(what, how, ReadBench.USUAL).median(Sample::rate);
        double width = (WIDTH - LEFT - RIGHT) * rate / this.most;
        add(svg, "<text x=\"%d\" y=\"%d\" font-size=\"13\" fill=\"#0B1F4B\" text-anchor=\"end\">%s, %s</text>\n",
                LEFT - 8, y + 13, what, how);
        add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" fill=\"%s\"/>\n", LEFT, y, width,
                BAR - 4, colour);
        add(svg, "<text x=\"%.1f\" y=\"%d\" font-size=\"13\" fill=\"#0B1F4B\">%,.0f</text>\n", LEFT + width + 6, y + 13,
                rate);
        return y + BAR;
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

}
