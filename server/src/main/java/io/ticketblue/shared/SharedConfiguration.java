package io.ticketblue.shared;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;

import io.ticketblue.shared.routing.PublicFiles;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/** The clock, the languages and the JSON of every module. */
@Configuration(proxyBeanMethods = false)
class SharedConfiguration implements WebMvcConfigurer {

    SharedConfiguration(Environment environment) {
        if (!environment.containsProperty("spring.data.redis.url")
                && !environment.containsProperty("spring.data.redis.host")
                && !environment.containsProperty("spring.data.redis.cluster.nodes")
                && !environment.containsProperty("spring.data.redis.sentinel.nodes")) {
            throw new Misconfigured("spring.data.redis.url is not set",
                    "Set spring.data.redis.url to the address of Redis, for example redis://127.0.0.1:6379.");
        }
    }

    /**
     * The database keeps microseconds; so does the clock, and what is read equals what
     * was written.
     */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1000));
    }

    @Bean
    MessageSource messageSource() throws IOException {
        Resource[] files = new PathMatchingResourcePatternResolver()
            .getResources("classpath*:messages/*/messages_ko.properties");
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames(Arrays.stream(files).map(SharedConfiguration::basename).sorted().toArray(String[]::new));
        messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
        messages.setDefaultLocale(Locale.KOREAN);
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    private static String basename(Resource file) {
        try {
            String[] parts = file.getURL().getPath().split("/");
            return "messages/" + parts[parts.length - 2] + "/messages";
        }
        catch (IOException ex) {
            throw new Misconfigured("The message file " + file + " has no address",
                    "Check the class path: the application's own files must be readable.", ex);
        }
    }

    @Bean
    LocaleResolver localeResolver() {
        return new Languages();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RememberLanguage())
            .excludePathPatterns("/api/**")
            .excludePathPatterns(PublicFiles.PATHS);
    }

    /** Days and times in addresses follow the same rules as in JSON. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addFormatterForFieldType(LocalDate.class, new CalendarFormatter<>(Years::day));
        registry.addFormatterForFieldType(Instant.class, new CalendarFormatter<>(Years::time));
    }

    @Bean
    JacksonModule timesInJson() {
        return new TimesInJson();
    }

    /**
     * A number or a truth value is not a text, so that {@code "name": 5} is refused; so
     * is a field that is there twice, of which different readers would believe a
     * different one.
     */
    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return (builder) -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(LogicalType.Textual,
                    (config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

}
