package io.ticketblue.standalone;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.core.env.EnumerablePropertySource;

/** Settings whose values are found out when they are asked for. */
final class ServerAddresses extends EnumerablePropertySource<Map<String, Supplier<String>>> {

    ServerAddresses(Map<String, Supplier<String>> settings) {
        super("embedded servers", settings);
    }

    @Override
    public String[] getPropertyNames() {
        return this.source.keySet().toArray(String[]::new);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Supplier<String> setting = this.source.get(name);
        return (setting != null) ? setting.get() : null;
    }

}
