package io.ticketblue.web.asset;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes {@code @{...}} in templates lead to static files by their hash. Nothing is looked
 * up for a link, and templates can be rendered without a request.
 */
@Configuration(proxyBeanMethods = false)
class StaticLinks {

    @Bean
    static BeanPostProcessor linksToStaticFiles(ObjectProvider<StaticFiles> files) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof SpringTemplateEngine engine) {
                    engine.setLinkBuilder(new Links(files.getObject()));
                }
                return bean;
            }
        };
    }

    private static final class Links extends StandardLinkBuilder {

        private final StaticFiles files;

        private Links(StaticFiles files) {
            this.files = files;
        }

        @Override
        protected String computeContextPath(IExpressionContext context, String base,
                @Nullable Map<String, Object> parameters) {
            return (context instanceof IWebContext) ? super.computeContextPath(context, base, parameters) : "";
        }

        @Override
        protected String processLink(IExpressionContext context, String link) {
            return this.files.address(link);
        }

    }

}
