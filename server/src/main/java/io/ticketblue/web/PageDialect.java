package io.ticketblue.web;

import java.util.Map;
import java.util.Set;

import io.ticketblue.shared.Formats;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

import org.springframework.stereotype.Component;

/**
 * Gives every template {@code #frame} and {@code #fmt}. Beans by their names would not
 * do: templates may not use them where attributes are made.
 */
@Component
class PageDialect extends AbstractDialect implements IExpressionObjectDialect {

    private final Map<String, Object> objects;

    PageDialect(Frame frame, Formats formats) {
        super("TICKET BLUE pages");
        this.objects = Map.of("frame", frame, "fmt", formats);
    }

    @Override
    public IExpressionObjectFactory getExpressionObjectFactory() {
        return new Factory(this.objects);
    }

    /** Hands out the same objects always; they look at the present request themselves. */
    private record Factory(Map<String, Object> objects) implements IExpressionObjectFactory {

        @Override
        public Set<String> getAllExpressionObjectNames() {
            return this.objects.keySet();
        }

        @Override
        public @Nullable Object buildObject(IExpressionContext context, String expressionObjectName) {
            return this.objects.get(expressionObjectName);
        }

        @Override
        public boolean isCacheable(String expressionObjectName) {
            return true;
        }

    }

}
