package io.ticketblue.shared;

import io.ticketblue.shared.AuditEntry.Change;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;

class AuditChangesTests {

    @Test
    void namesOnlyWhatIsDifferent() {
        assertThat(AuditChanges.between(json("{\"name\":\"Spring\",\"value\":1000}"),
                json("{\"name\":\"Spring\",\"value\":2000}")))
            .containsExactly(new Change("value", "1000", "2000"));
    }

    @Test
    void namesEveryFieldOfSomethingNewAndOfSomethingGone() {
        JsonNode state = json("{\"name\":\"Spring\",\"value\":1000,\"code\":null}");
        assertThat(AuditChanges.between(MissingNode.getInstance(), state))
            .containsExactly(new Change("name", null, "Spring"), new Change("value", null, "1000"));
        assertThat(AuditChanges.between(state, MissingNode.getInstance()))
            .containsExactly(new Change("name", "Spring", null), new Change("value", "1000", null));
    }

    @Test
    void namesNestedFieldsByTheirPath() {
        assertThat(AuditChanges.between(json("{\"grades\":[{\"price\":1},{\"price\":2}],\"policy\":{\"rate\":10}}"),
                json("{\"grades\":[{\"price\":1},{\"price\":3}],\"policy\":{\"rate\":null}}")))
            .containsExactly(new Change("grades[1].price", "2", "3"), new Change("policy.rate", "10", null));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

}
