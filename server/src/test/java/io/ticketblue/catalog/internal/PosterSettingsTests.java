package io.ticketblue.catalog.internal;

import java.nio.file.Path;
import java.util.Objects;

import io.ticketblue.shared.Misconfigured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

class PosterSettingsTests {

    private static final String PREFIX = "ticketblue.catalog.posters.";

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Posters.class);

    @Test
    void usesTheDirectory(@TempDir Path place) {
        this.runner.withPropertyValues(PREFIX + "directory=" + place)
            .run((context) -> assertThat(context).hasSingleBean(PosterStore.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            directory=/tmp/x s3.bucket=posters                    | Both
            s3.endpoint=http://127.0.0.1:1                        | s3.access-key is not set
            s3.bucket=posters s3.access-key=a                     | s3.secret-key is not set
            s3.access-key=a s3.secret-key=b                       | s3.bucket is not set
            s3.bucket=posters s3.endpoint=somewhere               | s3.endpoint is not an address
            s3.bucket=p s3.access-key=a s3.secret-key=b s3.endpoint=http://127.0.0.1:1 | cannot be used
            directory=/dev/null/posters                           | cannot be written
            """)
    void stopsTheStartAndSaysWhatToDo(String settings, String message) {
        String[] values = settings.strip().split(" ");
        for (int index = 0; index < values.length; index++) {
            values[index] = PREFIX + values[index];
        }
        this.runner.withPropertyValues(values).run((context) -> {
            assertThat(context).hasFailed();
            Misconfigured problem = misconfigured(Objects.requireNonNull(context.getStartupFailure()));
            assertThat(problem).hasMessageContaining(message);
            assertThat(problem.action()).isNotBlank();
        });
    }

    private static Misconfigured misconfigured(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Misconfigured problem) {
                return problem;
            }
        }
        throw new AssertionError("The start failed for another reason", failure);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PosterSettings.class)
    @Import(PosterConfiguration.class)
    static class Posters {

    }

}
