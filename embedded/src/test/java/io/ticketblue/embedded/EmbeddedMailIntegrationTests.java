package io.ticketblue.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedMailIntegrationTests {

    private final EmbeddedMail mail = EmbeddedMail.start();

    private final HttpClient browser = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        this.mail.close();
        this.browser.close();
    }

    @Test
    void keepsWhatItIsSent() throws Exception {
        send("예매가 확정되었습니다", "좌석은 가열 1번입니다.");
        assertThat(this.mail.messages()).singleElement().satisfies((message) -> {
            assertThat(message.subject()).isEqualTo("예매가 확정되었습니다");
            assertThat(message.from()).isEqualTo("티켓블루 <no-reply@ticketblue.example>");
            assertThat(message.to()).containsExactly("buyer@ticketblue.example");
            assertThat(message.text()).isEqualToIgnoringNewLines("좌석은 가열 1번입니다.");
        });
    }

    @Test
    void readsThePlainPartOfAMessageWithTwo() throws Exception {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText("plain", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>html</p>", "UTF-8", "html");
        MimeMessage message = message("both");
        message.setContent(new MimeMultipart("alternative", plain, html));
        Transport.send(message);
        MimeMessage htmlOnly = message("html");
        htmlOnly.setText("<p>html</p>", "UTF-8", "html");
        Transport.send(htmlOnly);
        assertThat(this.mail.messages()).extracting((received) -> received.text().strip())
            .containsExactlyInAnyOrder("plain", "<p>html</p>");
    }

    @Test
    void listsTheNewestMessageFirst() throws Exception {
        assertThat(get("").body()).contains("lang=\"ko\"", "아직 메일이 없습니다");
        assertThat(get("", "en-US,en;q=0.9,ko;q=0.8").body()).contains("lang=\"en\"", "No mail yet");
        send("첫 번째 소식", "1");
        send("두 번째 소식", "2");
        String page = get("").body();
        assertThat(page.indexOf("두 번째 소식")).isPositive().isLessThan(page.indexOf("첫 번째 소식"));
        assertThat(page).contains("buyer@ticketblue.example");
        assertThat(get("messages/1").body()).contains("첫 번째 소식");
        assertThat(get("messages/2").body()).contains("두 번째 소식");
    }

    @Test
    void givesTheLatestHundredMessagesAsJsonInKoreanTime() throws Exception {
        assertThat(get("api/messages").body()).isEqualTo("[]");
        for (int number = 1; number <= 101; number++) {
            send("소식 " + number, "내용 " + number);
        }
        MimeMessage html = message("그림");
        html.setText("<p>html</p>", "UTF-8", "html");
        Transport.send(html);
        HttpResponse<String> answer = get("api/messages");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode messages = JsonMapper.shared().readTree(answer.body());
        assertThat(messages).hasSize(100);
        JsonNode newest = messages.get(0);
        assertThat(newest.path("id").asInt()).isEqualTo(102);
        assertThat(newest.path("html").asString().strip()).isEqualTo("<p>html</p>");
        JsonNode next = messages.get(1);
        assertThat(next.path("id").asInt()).isEqualTo(101);
        assertThat(next.path("channel").asString()).isEqualTo("MAIL");
        assertThat(next.path("to").asString()).isEqualTo("buyer@ticketblue.example");
        assertThat(next.path("subject").asString()).isEqualTo("소식 101");
        assertThat(next.path("text").asString().strip()).isEqualTo("내용 101");
        assertThat(next.has("html")).isFalse();
        assertThat(OffsetDateTime.parse(next.path("at").asString()).getOffset()).isEqualTo(ZoneOffset.ofHours(9));
        assertThat(get("messages/101").body()).contains("소식 101");
        String list = get("").body();
        assertThat(list).contains("그림", "소식 3<").doesNotContain("소식 2<");
        assertThat(list).contains(this.mail.messages()
            .getFirst()
            .receivedAt()
            .atZone(ZoneId.of("Asia/Seoul"))
            .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")));
    }

    @Test
    void findsTheMessagesOfOneAddress() throws Exception {
        send("소식", "1");
        assertThat(this.mail.messagesTo("Buyer@ticketblue.example")).extracting(ReceivedMail::subject)
            .containsExactly("소식");
        assertThat(this.mail.messagesTo("nobody@ticketblue.example")).isEmpty();
    }

    @Test
    void showsAMessageAsTextWithLinks() throws Exception {
        send("<script>alert(1)</script>", "<img src=x onerror=alert(1)> https://ticketblue.example/r?a=1&b=\"2");
        HttpResponse<String> response = get("messages/1");
        assertThat(response.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;")
            .contains("&lt;img src=x onerror=alert(1)&gt; <a rel=\"noreferrer\""
                    + " href=\"https://ticketblue.example/r?a=1&amp;b=\">https://ticketblue.example/r?a=1&amp;b=</a>&quot;2")
            .doesNotContain("<script")
            .doesNotContain("<img");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
            .hasValueSatisfying((policy) -> assertThat(policy).startsWith("default-src 'none'"));
        assertThat(get("").body()).doesNotContain("<script");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(get("messages/1").statusCode()).isEqualTo(404);
        assertThat(get("messages/0").statusCode()).isEqualTo(404);
        assertThat(get("messages/999999999").statusCode()).isEqualTo(404);
        assertThat(get("etc/passwd").statusCode()).isEqualTo(404);
        HttpRequest delete = HttpRequest.newBuilder(URI.create(this.mail.inboxUrl())).DELETE().build();
        assertThat(this.browser.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void refusesToBeReadUnderAnotherName() throws IOException {
        URI inbox = URI.create(this.mail.inboxUrl());
        try (Socket socket = new Socket(inbox.getHost(), inbox.getPort());
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.UTF_8));
            assertThat(reader.readLine()).contains("403");
        }
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertThatExceptionOfType(EmbeddedServerException.class).isThrownBy(() -> EmbeddedMail.start(port, 0))
                .withMessageStartingWith("The mail server cannot listen on port " + port);
            assertThatExceptionOfType(EmbeddedServerException.class).isThrownBy(() -> EmbeddedMail.start(0, port))
                .withMessageStartingWith("The inbox cannot listen on port " + port);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "ko-KR");
    }

    private HttpResponse<String> get(String path, String languages) throws IOException, InterruptedException {
        return this.browser.send(HttpRequest.newBuilder(URI.create(this.mail.inboxUrl() + path))
            .header("Accept-Language", languages)
            .build(), HttpResponse.BodyHandlers.ofString());
    }

    private void send(String subject, String text) throws MessagingException, IOException {
        MimeMessage message = message(subject);
        message.setText(text, "UTF-8");
        Transport.send(message);
    }

    private MimeMessage message(String subject) throws MessagingException, IOException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", this.mail.host());
        properties.put("mail.smtp.port", Integer.toString(this.mail.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("no-reply@ticketblue.example", "티켓블루", "UTF-8"));
        message.setRecipients(Message.RecipientType.TO, "buyer@ticketblue.example");
        message.setSubject(subject, "UTF-8");
        return message;
    }

}
