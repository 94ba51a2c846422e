package io.ticketblue.catalog.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/**
 * Reads the JSON part of a form. Many clients send such a part without its media type,
 * which is no reason to refuse it.
 */
@Component
class PartReader {

    private final JsonMapper json;

    PartReader(JsonMapper json) {
        this.json = json;
    }

    PerformanceBody read(String part) {
        try {
            PerformanceBody body = this.json.readValue(part, PerformanceBody.class);
            if (body == null) {
                throw new HttpMessageNotReadableException("The part performance is null", message(part));
            }
            return body;
        }
        catch (JacksonException ex) {
            throw new HttpMessageNotReadableException("The part performance is not readable", ex, message(part));
        }
    }

    private static HttpInputMessage message(String part) {
        return new HttpInputMessage() {
            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(part.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public HttpHeaders getHeaders() {
                return HttpHeaders.EMPTY;
            }
        };
    }

}
