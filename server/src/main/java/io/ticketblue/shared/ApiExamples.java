package io.ticketblue.shared;

import java.io.IOException;
import java.util.Properties;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.stereotype.Component;

/**
 * Gives the fields of the API's schemas the examples of {@code api-examples.properties},
 * unless they have their own, so that one word has one example everywhere.
 */
@Component
class ApiExamples implements OpenApiCustomizer {

    private final Properties examples;

    private final JsonMapper json;

    ApiExamples(JsonMapper json) throws IOException {
        this.examples = PropertiesLoaderUtils
            .loadProperties(new EncodedResource(new ClassPathResource("api-examples.properties"), "UTF-8"));
        this.json = json;
    }

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().getSchemas().forEach(this::complete);
    }

    private void complete(String name, Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((field, value) -> {
                if (value.getExample() == null && value.get$ref() == null) {
                    value.setExample(example(name, field, value));
                }
            });
        }
    }

    private @Nullable Object example(String schema, String field, Schema<?> value) {
        String text = this.examples.getProperty(schema + "." + field, this.examples.getProperty(field));
        if (text == null) {
            return null;
        }
        String type = (value.getType() != null) ? value.getType()
                : (value.getTypes() != null) ? value.getTypes().iterator().next() : "string";
        return switch (type) {
            case "integer", "number", "boolean" -> this.json.readValue(text, Object.class);
            case "string" -> text;
            default -> null;
        };
    }

}
