package io.ticketblue.web.asset;

import java.time.Duration;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves static files: at addresses with the hash of their content for ever, at plain
 * ones as long as they have not changed.
 */
@Configuration(proxyBeanMethods = false)
class StaticFileHandlers implements WebMvcConfigurer {

    private static final CacheControl FOR_EVER = CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private static final CacheControl ASK = CacheControl.noCache();

    private final StaticFiles files;

    StaticFileHandlers(StaticFiles files) {
        this.files = files;
    }

    /** Names what is served as it is, instead of everything. */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        serve(registry, this.files.prefix(), FOR_EVER);
        serve(registry, "", ASK);
    }

    private void serve(ResourceHandlerRegistry registry, String prefix, CacheControl kept) {
        serve(registry, kept, "classpath:/static/", prefix + "/*.svg");
        serve(registry, kept, "classpath:/static/css/", prefix + "/css/**");
        serve(registry, kept, "classpath:/static/js/", prefix + "/js/**");
        serve(registry, kept, "classpath:/static/admin/", prefix + "/admin/*.css", prefix + "/admin/*.js",
                prefix + "/admin/*.svg");
        serve(registry, kept, "classpath:/META-INF/resources/webjars/", prefix + "/webjars/**");
    }

    private void serve(ResourceHandlerRegistry registry, CacheControl kept, String location, String... patterns) {
        ResourceHandlerRegistration files = registry.addResourceHandler(patterns)
            .addResourceLocations(location)
            .setCacheControl(kept)
            .setUseLastModified(false)
            .setEtagGenerator(this.files::tag);
        files.resourceChain(true);
    }

}
