package io.ticketblue.bench;

import java.util.List;
import java.util.Locale;

/**
 * Draws answers a second of each way in each race as bars, on a scale of powers of ten.
 */
final class CouponChart {

    private static final int WIDTH = 860;

    private static final int LEFT = 190;

    private static final int RIGHT = 90;

    private static final int BAR = 22;

    private static final int HEAD = 34;

    private static final int TOP = 40;

    private static final List<String> COLOURS = List.of("#8A8F9C", "#56B4E9", "#009E73", "#E69F00", "#1F5EFF");

    private final CouponResult result;

    private final double most;

    CouponChart(CouponResult result) {
        this.result = result;
        this.most = Math.max(10, result.races().stream().mapToDouble(RaceResult::rate).max().orElse(10));
    }

    /** The picture. */
    String svg() {
        int group = HEAD + CouponReport.RIVALS.size() * BAR + 12;
        int height = TOP + CouponRace.ALL.size() * group;
        StringBuilder svg = new StringBuilder();
        add(svg, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="system-ui, sans-serif">
                <title>Answers a second of each way to give coupons</title>
                <rect width="%d" height="%d" fill="#FFFFFF"/>
                """,
                WIDTH, height, WIDTH, height);
        grid(svg, height);
        for (int race = 0; race < CouponRace.ALL.size(); race++) {
            group(svg, CouponRace.ALL.get(race), TOP + race * group);
        }
        return svg.append("</svg>\n").toString();
    }

    private void grid(StringBuilder svg, int height) {
        for (double tick = 10; tick <= this.most * 1.0001; tick *= 10) {
            add(svg, "<path d=\"M%.1f %d V%d\" stroke=\"#E3E1DB\"/>\n", x(tick), TOP - 14, height);
            add(svg, "<text x=\"%.1f\" y=\"%d\" font-size=\"12\" fill=\"#4B5670\" text-anchor=\"middle\">%,.0f/s</text>\n",
                    x(tick), TOP - 20, tick);
        }
    }

    private void group(StringBuilder svg, CouponRace race, int top) {
        add(svg, "<text x=\"10\" y=\"%d\" font-size=\"14\" font-weight=\"700\" fill=\"#0B1F4B\">%s</text>\n", top + 20,
                CouponReport.race(race));
        for (int i = 0; i < CouponReport.RIVALS.size(); i++) {
            RaceResult one = this.result.median(race, CouponReport.RIVALS.get(i));
            int y = top + HEAD + i * BAR;
            add(svg, "<text x=\"%d\" y=\"%d\" font-size=\"13\" fill=\"#0B1F4B\" text-anchor=\"end\">%s%s</text>\n",
                    LEFT - 8, y + 14, one.rival(), one.exact() ? "" : " (wrong)");
            add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" fill=\"%s\"/>\n", LEFT, y,
                    x(one.rate()) - LEFT, BAR - 5, COLOURS.get(i));
            add(svg, "<text x=\"%.1f\" y=\"%d\" font-size=\"13\" fill=\"#0B1F4B\">%,.0f</text>\n", x(one.rate()) + 6,
                    y + 14, one.rate());
        }
    }

    private double x(double rate) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log10(Math.max(1, rate)) / Math.log10(this.most);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

}
