package io.ticketblue.web.asset;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Serves static files: at addresses with the hash of their content for ever, at plain
 * ones, and those with the hash of another release, as long as they have not changed. A
 * page of another release asks this node while nodes are replaced one by one, or for
 * modules that it loads later.
 */
@Configuration(proxyBeanMethods = false)
class StaticFileHandlers implements WebMvcConfigurer {

    private static final String OTHER = "/assets/*";

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
        serveOther(registry, 1, "classpath:/static/", "/*.svg", "/css/**", "/js/**", "/admin/*.css", "/admin/*.js",
                "/admin/*.svg");
        serveOther(registry, 2, "classpath:/META-INF/resources/webjars/", "/webjars/**");
    }

    private void serveOther(ResourceHandlerRegistry registry, int segments, String location, String... patterns) {
        registry.addResourceHandler(Arrays.stream(patterns).map((pattern) -> OTHER + pattern).toArray(String[]::new))
            .addResourceLocations(location)
            .setCacheControl(ASK)
            .setUseLastModified(false)
            .setEtagGenerator(this.files::tag)
            // Without a cache of its own, which invented hashes would fill.
            .resourceChain(false)
            .addResolver(new AfterTheHash(segments));
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

    /** Finds files by what follows the hash in their path. */
    private record AfterTheHash(int segments) implements ResourceResolver {

        @Override
        public @Nullable Resource resolveResource(@Nullable HttpServletRequest request, String path,
                List<? extends Resource> locations, ResourceResolverChain chain) {
            String rest = path;
            for (int segment = 0; segment < this.segments; segment++) {
                rest = rest.substring(rest.indexOf('/') + 1);
            }
            return chain.resolveResource(request, rest, locations);
        }

        @Override
        public @Nullable String resolveUrlPath(String path, List<? extends Resource> locations,
                ResourceResolverChain chain) {
            return chain.resolveUrlPath(path, locations);
        }

    }

}
