package io.ticketblue.shared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** Finds what is different between two states of a thing. */
final class AuditChanges {

    private AuditChanges() {
    }

    static List<AuditEntry.Change> between(JsonNode before, JsonNode after) {
        Map<String, String> old = fields(before);
        Map<String, String> present = fields(after);
        Set<String> names = new LinkedHashSet<>(present.keySet());
        names.addAll(old.keySet());
        List<AuditEntry.Change> changes = new ArrayList<>();
        for (String name : names) {
            String was = old.get(name);
            String is = present.get(name);
            if (!Objects.equals(was, is)) {
                changes.add(new AuditEntry.Change(name, was, is));
            }
        }
        return changes;
    }

    private static Map<String, String> fields(JsonNode state) {
        Map<String, String> fields = new LinkedHashMap<>();
        collect("", state, fields);
        return fields;
    }

    private static void collect(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            String prefix = path.isEmpty() ? "" : path + ".";
            node.properties().forEach((field) -> collect(prefix + field.getKey(), field.getValue(), fields));
        }
        else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "[" + i + "]", node.get(i), fields);
            }
        }
        else if (!node.isNull() && !node.isMissingNode()) {
            fields.put(path, node.asString());
        }
    }

}
