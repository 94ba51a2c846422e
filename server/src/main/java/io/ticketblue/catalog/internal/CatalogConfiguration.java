package io.ticketblue.catalog.internal;

import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/** What the catalogue adds to the web server. */
@Configuration(proxyBeanMethods = false)
class CatalogConfiguration {

    /**
     * Answers 304 to whoever has the same answer already. The tags are weak, because a
     * strong one would keep the server from compressing.
     */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> catalogTags() {
        ShallowEtagHeaderFilter filter = new Tags();
        filter.setWriteWeakETag(true);
        FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setName("catalogTags");
        registration.addUrlPatterns("/api/performances", "/api/performances/*", "/api/venues", "/api/venues/*",
                "/api/performers", "/api/performers/*", "/api/rounds/*");
        return registration;
    }

    /**
     * Below a round lie its seats, which have a tag of their own, and their changes,
     * which never end.
     */
    private static final class Tags extends ShallowEtagHeaderFilter {

        private static final Pattern BELOW_A_ROUND = Pattern.compile("/api/rounds/[^/]*/.*");

        @Override
        protected boolean shouldNotFilter(HttpServletRequest request) {
            return BELOW_A_ROUND.matcher(request.getServletPath()).matches();
        }

    }

}
