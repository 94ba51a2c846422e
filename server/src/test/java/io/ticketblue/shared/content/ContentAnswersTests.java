package io.ticketblue.shared.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class ContentAnswersTests {

    private static final byte[] TEXT = "{\"title\":\"먼바다\"}".repeat(100).getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                   | false
            br                     | false
            gzip                   | true
            br, gzip;q=0.5, *;q=0  | true
            gzip;q=0               | false
            gzip; q=0.000, br      | false
            deflate;q=0, gzip      | true
            """)
    void takesAClientByItsWord(@Nullable String acceptEncoding, boolean gzip) {
        assertThat(ContentAnswers.takesGzip(acceptEncoding)).isEqualTo(gzip);
    }

    @Test
    void compressesWhatIsKeptOnceAndBetterThanWhatIsSentOnce() throws IOException {
        Content once = Content.of(TEXT);
        Content kept = once.kept();
        assertThat(kept.kept()).isSameAs(kept);
        assertThat(kept.zipped()).isSameAs(kept.zipped());
        assertThat(unzip(answer(once, "gzip"))).isEqualTo(TEXT);
        assertThat(unzip(answer(kept, "gzip"))).isEqualTo(TEXT);
        assertThat(answer(kept, "gzip").getContentAsByteArray())
            .hasSizeLessThanOrEqualTo(answer(once, "gzip").getContentAsByteArray().length);
    }

    @Test
    void tellsTheFormsOfContentApartAndKnowsAllOfThem() throws IOException {
        Content once = Content.of(TEXT);
        List<String> tags = List.of(tag(once, "gzip"), tag(once.kept(), "gzip"), tag(once, "br"));
        assertThat(tags).doesNotHaveDuplicates();
        assertThat(tag(once.kept(), "br")).isEqualTo(tags.getLast());
        for (String known : tags) {
            MockHttpServletRequest request = request("gzip");
            request.addHeader("If-None-Match", "W/" + known);
            MockHttpServletResponse response = new MockHttpServletResponse();
            ContentAnswers.json(once, "no-cache", "", request, response);
            assertThat(response.getStatus()).isEqualTo(304);
            assertThat(response.getContentAsByteArray()).isEmpty();
        }
    }

    private static String tag(Content content, String acceptEncoding) throws IOException {
        return String.valueOf(answer(content, acceptEncoding).getHeader("ETag"));
    }

    private static MockHttpServletResponse answer(Content content, String acceptEncoding) throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        ContentAnswers.json(content, "no-cache", "", request(acceptEncoding), response);
        return response;
    }

    private static MockHttpServletRequest request(String acceptEncoding) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Accept-Encoding", acceptEncoding);
        return request;
    }

    private static byte[] unzip(MockHttpServletResponse response) throws IOException {
        assertThat(response.getHeader("Content-Encoding")).isEqualTo("gzip");
        return new GZIPInputStream(new ByteArrayInputStream(response.getContentAsByteArray())).readAllBytes();
    }

}
