package io.ticketblue.standalone;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.ticketblue.accounts.staff.NewInvitation;

/** What a newcomer needs to know, in a box. */
final class ReadyBox {

    private ReadyBox() {
    }

    static void print(LaunchSettings settings, EmbeddedServers servers, Optional<NewInvitation> invited) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Site", "사이트", "http://localhost:" + settings.port()));
        if (settings.demo()) {
            facts.add(new Fact("Buyer", "구매자", DemoAccounts.BUYER + "   " + DemoAccounts.PASSWORD));
            facts.add(new Fact("Admin", "관리자", DemoAccounts.STAFF + "   " + DemoAccounts.PASSWORD));
            facts.add(new Fact("Tickets", "매표", DemoAccounts.BOX_OFFICE + "   " + DemoAccounts.PASSWORD));
            facts.add(new Fact("Finance", "재무", DemoAccounts.FINANCE + "   " + DemoAccounts.PASSWORD));
        }
        invited.ifPresent((made) -> facts.add(new Fact("Invite", "초대", made.url().toString())));
        facts.add(new Fact("Inbox", "메일함", servers.inboxUrl()));
        facts.add(new Fact("Payments", "모의결제", servers.toss().url()));
        facts.add(new Fact("Data", "데이터", settings.directory().toString()));
        System.out.println(of(facts, StandardCharsets.UTF_8.equals(charset())));
    }

    private static Charset charset() {
        return System.out.charset();
    }

    /**
     * Draws the box.
     * @param facts what it tells, line by line
     * @param korean whether the terminal can show Korean
     * @return the box with line breaks
     */
    static String of(List<Fact> facts, boolean korean) {
        List<String> lines = new ArrayList<>();
        lines.add(korean ? "TICKET BLUE is ready. 준비가 끝났습니다." : "TICKET BLUE is ready.");
        lines.add("");
        for (Fact fact : facts) {
            lines.add(padded(fact.name(), 10) + (korean ? padded(fact.korean(), 10) : "") + fact.value());
        }
        lines.add("");
        lines.add("Stop: Ctrl-C. Start afresh: stop, then delete the data directory.");
        if (korean) {
            lines.add("종료: Ctrl-C. 처음부터 다시: 종료한 뒤 데이터 디렉터리를 지우세요.");
        }
        int width = lines.stream().mapToInt(ReadyBox::width).max().orElse(0);
        String edge = "+" + "-".repeat(width + 2) + "+";
        StringBuilder box = new StringBuilder("\n").append(edge).append('\n');
        lines.forEach((line) -> box.append("| ").append(padded(line, width)).append(" |\n"));
        return box.append(edge).toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** Columns on a terminal: Korean letters take two. */
    private static int width(String text) {
        return text.codePoints().map((point) -> (point >= 0xAC00 && point <= 0xD7A3) ? 2 : 1).sum();
    }

    /**
     * A line of the box.
     *
     * @param name what it is about
     * @param korean the same in Korean
     * @param value what is to be known
     */
    record Fact(String name, String korean, String value) {
    }

}
