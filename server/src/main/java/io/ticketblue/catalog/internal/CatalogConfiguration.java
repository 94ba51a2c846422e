package io.ticketblue.catalog.internal;

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
        ShallowEtagHeaderFilter filter = new ShallowEtagHeaderFilter();
        filter.setWriteWeakETag(true);
        FilterRegistrationBean<ShallowEtagHeaderFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setName("catalogTags");
        registration.addUrlPatterns("/api/performances", "/api/performances/*", "/api/venues", "/api/venues/*",
                "/api/performers", "/api/performers/*");
        return registration;
    }

}
