package io.ticketblue.shared;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A problem as the API answers it.
 *
 * @param type always {@code about:blank}: the code names the problem
 * @param title what the status means, in the reader's language
 * @param status the HTTP status
 * @param detail what is wrong, in the reader's language
 * @param instance the path that was asked for
 * @param code the stable code
 * @param errors the wrong fields of invalid input
 * @param properties further members
 */
@Schema(name = "Problem", description = "RFC 9457; programs look at code, people read detail")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ProblemBody(@Schema(example = "about:blank") String type, @Schema(example = "Bad request") String title,
        @Schema(example = "400") int status, @Schema(example = "The request is not valid.") String detail,
        @Schema(example = "/api/accounts") String instance,
        @Schema(description = "Never changes; module.problem", example = "request.invalid") String code,
        @Schema(description = "Only with request.invalid") List<FieldBody> errors,
        @Schema(hidden = true) @JsonAnyGetter Map<String, Object> properties) {

    /**
     * A field that is wrong.
     *
     * @param field the field as the client named it, with a path for nested ones
     * @param message what is wrong with it, in the reader's language
     */
    @Schema(name = "FieldProblem")
    record FieldBody(@Schema(example = "password") String field,
            @Schema(example = "Use 8 to 72 characters.") String message) {
    }

}
