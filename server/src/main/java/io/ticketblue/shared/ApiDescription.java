package io.ticketblue.shared;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.annotation.JsonValue;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;

/**
 * What the API says of itself as OpenAPI: tokens, problems and idempotency keys once for
 * all.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String BEARER = "accessToken";

    private static final String PROBLEM = "Problem";

    private static final int LONGEST_KEY = 100;

    @Bean
    OpenAPI openApi() {
        SpringDocUtils.getConfig().addSimpleTypePredicateForParameterObject(ApiDescription::isWrittenAsOneValue);
        SecurityScheme bearer = new SecurityScheme().type(SecurityScheme.Type.HTTP)
            .scheme("bearer")
            .bearerFormat("JWT")
            .description("The accessToken of POST /api/sessions");
        ResolvedSchema problem = ModelConverters.getInstance()
            .readAllAsResolvedSchema(new AnnotatedType(ProblemBody.class));
        Components components = new Components().addSecuritySchemes(BEARER, bearer);
        components.addSchemas(PROBLEM, problem.schema);
        problem.referencedSchemas.forEach(components::addSchemas);
        return new OpenAPI()
            .info(new Info().title("TICKET BLUE")
                .version("1")
                .description("Find a performance, hold seats, pay. Times are ISO 8601 with offset, money is whole won.")
                .license(new License().name("Apache-2.0").url("https://www.apache.org/licenses/LICENSE-2.0")))
            .components(components)
            .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /** Such as the ids. */
    private static boolean isWrittenAsOneValue(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        return parts != null && parts.length == 1 && parts[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }

    /**
     * Every operation may answer a problem; some take a key that lets them be repeated.
     */
    @Bean
    OperationCustomizer commonParts() {
        return (operation, method) -> {
            Content content = new Content().addMediaType("application/problem+json",
                    new MediaType().schema(new Schema<>().$ref(PROBLEM)));
            operation.getResponses()
                .addApiResponse("default",
                        new ApiResponse().description("A problem, named by its code").content(content));
            addLocation(operation, method);
            if (method.hasMethodAnnotation(Idempotent.class)) {
                addIdempotencyKey(operation);
            }
            return operation;
        };
    }

    /**
     * Handlers that make something set the header with
     * {@code ResponseEntity.created(...)}.
     */
    private static void addLocation(Operation operation, HandlerMethod method) {
        ApiResponse created = operation.getResponses().get("201");
        if (created != null && ResponseEntity.class.isAssignableFrom(method.getReturnType().getParameterType())) {
            StringSchema schema = new StringSchema();
            schema.format("uri-reference").example("/api/reservations/4711");
            created.addHeaderObject(HttpHeaders.LOCATION,
                    new Header().required(true)
                        .schema(schema)
                        .description("Where what was made or changed can be fetched"));
        }
    }

    private static void addIdempotencyKey(Operation operation) {
        StringSchema schema = new StringSchema();
        schema.maxLength(LONGEST_KEY).example("5b1c7a52-7d0e-4b8f-9a53-0a7d3c1c9e11");
        operation.addParametersItem(new HeaderParameter().name(IdempotencyFilter.HEADER)
            .required(false)
            .schema(schema)
            .description(
                    "1 to 100 visible ASCII characters: the same key within 24 hours gets the first answer again"));
    }

    /** Tags in alphabetical order, and by name those that only operations mention. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    OpenApiCustomizer sortedTags() {
        return (api) -> {
            Map<String, Tag> tags = new TreeMap<>();
            if (api.getTags() != null) {
                api.getTags().forEach((tag) -> tags.put(tag.getName(), tag));
            }
            api.getPaths()
                .values()
                .forEach((path) -> path.readOperations()
                    .stream()
                    .filter((operation) -> operation.getTags() != null)
                    .forEach((operation) -> operation.getTags()
                        .forEach((name) -> tags.putIfAbsent(name, new Tag().name(name)))));
            api.setTags(tags.values().stream().toList());
        };
    }

}
