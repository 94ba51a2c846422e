package io.ticketblue.embedded;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** What the pages of the inbox say, in one language. */
record InboxWords(String language, String inbox, String empty, String again, String all, String subject, String from,
        String to, String received, String noSubject, String notFound, String readOnly, String onlyHere) {

    private static final InboxWords KOREAN = new InboxWords("ko", "받은 메일",
            "아직 메일이 없습니다. 애플리케이션이 보낸 메일은 모두 여기에 쌓이며 이 컴퓨터 밖으로 나가지 않습니다.", "다시 보기", "모든 메일", "제목", "보낸 사람", "받는 사람",
            "받은 시각", "(제목 없음)", "그런 메일은 없습니다.", "메일은 읽기만 할 수 있습니다.", "이 컴퓨터에서만 볼 수 있는 화면입니다.");

    private static final InboxWords ENGLISH = new InboxWords("en", "Inbox",
            "No mail yet. Whatever the application sends appears here; nothing leaves this machine.", "Look again",
            "All messages", "Subject", "From", "To", "Received", "(no subject)", "There is no such message.",
            "The inbox can only be read.", "This page is only for this machine.");

    /** Korean unless English is asked for first. */
    static InboxWords of(@Nullable String acceptLanguage) {
        boolean english = acceptLanguage != null && acceptLanguage.strip().toLowerCase(Locale.ROOT).startsWith("en");
        return english ? ENGLISH : KOREAN;
    }

}
