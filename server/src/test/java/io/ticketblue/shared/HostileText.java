package io.ticketblue.shared;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import tools.jackson.databind.json.JsonMapper;

/**
 * A text that somebody types, pastes or sends by mistake or on purpose, in the forms in
 * which it travels.
 *
 * @param name names it in a failure
 * @param percent for addresses and forms
 * @param json a JSON string with its quotes
 * @param header the bytes of a header, each as one character
 */
record HostileText(String name, String percent, String json, String header) {

    /** Everything that people have typed into shops, and what only programs send. */
    static final List<HostileText> ALL = List.of(of("Korean", "홍길동 예매"),
            of("accents and emoji", "\u00e9 \u1112\u1169\u11bc \ud83d\ude00"),
            of("full width", "\uff11\uff12\uff13\uff34\uff22\uff0d"), of("2,000 characters", "a".repeat(2_000)),
            of("10,000 characters", "\uac00".repeat(10_000)), of("signs", "'\"`<>\\;--%_ {0} ${7*7} #{7*7} {"),
            of("turned and invisible", "\u202e\u200b"), of("line break", "a\r\nLocation: /b"), of("empty", ""),
            of("negative", "-1"), of("largest number", "9223372036854775807"),
            of("number out of range", "99999999999999999999"), of("first year", "-999999999-01-01"),
            of("last year", "+999999999-12-31"), new HostileText("NUL", "a%00b", "\"a\\u0000b\"", "a\0b"),
            new HostileText("half a character", "a%ED%A0%80b", "\"a\\ud800b\"", "a\u00ed\u00a0\u0080b"),
            new HostileText("no UTF-8", "%FF%C0%AF", "\"\\udc00\u00ff\"", "\u00ff\u00c0\u00af"));

    /** The few that tell most, where many would be the same. */
    static final List<HostileText> SOME = pick("Korean", "negative", "number out of range", "NUL", "half a character");

    /** One, to see that nobody gets further than to be asked who it is. */
    static final List<HostileText> ONE = pick("Korean");

    private static HostileText of(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new HostileText(name, URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
                JsonMapper.shared().writeValueAsString(text), new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static List<HostileText> pick(String... names) {
        return ALL.stream()
            .filter((text) -> IntStream.range(0, names.length).anyMatch((i) -> names[i].equals(text.name())))
            .toList();
    }

    /** Whether it can stand in a header at all: with a line break it would be two. */
    boolean fitsHeader() {
        return this.header.indexOf('\n') < 0;
    }

}
