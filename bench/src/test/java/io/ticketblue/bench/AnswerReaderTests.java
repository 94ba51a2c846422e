package io.ticketblue.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AnswerReaderTests {

    private static final String WITH_LENGTH = "HTTP/1.1 409 \r\nContent-Type: application/problem+json\r\n"
            + "content-length: 12\r\n\r\n{\"code\":\"a\"}";

    private static final String IN_CHUNKS = "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
            + "\r\n5\r\nhello\r\nB;name=value\r\n beautiful \r\n5\r\nworld\r\n0\r\n\r\n";

    private final AnswerReader answer = new AnswerReader(100);

    @Test
    void readsABodyOfKnownLength() {
        assertThat(this.answer.read(bytes(WITH_LENGTH))).isTrue();
        assertThat(this.answer.status()).isEqualTo(409);
        assertThat(this.answer.length()).isEqualTo(12);
        assertThat(this.answer.body()).asString().isEqualTo("{\"code\":\"a\"}");
        assertThat(this.answer.closes()).isFalse();
    }

    @Test
    void readsABodyInChunks() {
        assertThat(this.answer.read(bytes(IN_CHUNKS))).isTrue();
        assertThat(this.answer.status()).isEqualTo(200);
        assertThat(this.answer.body()).asString().isEqualTo("hello beautiful world");
        assertThat(this.answer.length()).isEqualTo(21);
        assertThat(this.answer.zipped()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { WITH_LENGTH, IN_CHUNKS })
    void readsAnAnswerThatComesByteByByte(String text) {
        ByteBuffer in = bytes(text);
        while (in.remaining() > 1) {
            assertThat(this.answer.read(bytes(in.get()))).isFalse();
        }
        assertThat(this.answer.read(in)).isTrue();
        assertThat(this.answer.body()).asString().isIn("{\"code\":\"a\"}", "hello beautiful world");
    }

    @Test
    void readsOneAnswerAfterTheOther() {
        assertThat(this.answer.read(bytes(IN_CHUNKS))).isTrue();
        this.answer.next();
        assertThat(this.answer.read(bytes(WITH_LENGTH))).isTrue();
        assertThat(this.answer.status()).isEqualTo(409);
        assertThat(this.answer.length()).isEqualTo(12);
        assertThat(this.answer.zipped()).isFalse();
    }

    @Test
    void leavesTheBytesOfTheNextAnswer() {
        ByteBuffer two = bytes("HTTP/1.1 204 \r\n\r\n" + WITH_LENGTH);
        assertThat(this.answer.read(two)).isTrue();
        assertThat(this.answer.status()).isEqualTo(204);
        this.answer.next();
        assertThat(this.answer.read(two)).isTrue();
        assertThat(this.answer.status()).isEqualTo(409);
    }

    @Test
    void expectsNoBodyWhereThereIsNone() {
        assertThat(this.answer.read(bytes("HTTP/1.1 200 \r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))).isTrue();
        assertThat(this.answer.closes()).isTrue();
        this.answer.next();
        assertThat(this.answer.read(bytes("HTTP/1.1 304 \r\nContent-Length: 7\r\n\r\n"))).isTrue();
        assertThat(this.answer.closes()).isFalse();
    }

    @Test
    void keepsNoMoreThanItIsToldTo() {
        AnswerReader forgetful = new AnswerReader(7);
        assertThat(forgetful.read(bytes(IN_CHUNKS))).isTrue();
        assertThat(forgetful.body()).asString().isEqualTo("hello b");
        assertThat(forgetful.length()).isEqualTo(21);
    }

    @Test
    void refusesWhatIsNoHttp() {
        assertThatIllegalStateException().isThrownBy(() -> this.answer.read(bytes("SSH-2.0-OpenSSH\r\n")));
    }

    @Test
    void refusesABodyWithoutAnEnd() {
        assertThatIllegalStateException().isThrownBy(() -> this.answer.read(bytes("HTTP/1.1 200 \r\n\r\n")))
            .withMessageContaining("neither length nor chunks");
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer bytes(byte one) {
        return ByteBuffer.wrap(new byte[] { one });
    }

}
