package io.ticketblue.web;

import io.ticketblue.shared.routing.PublicFiles;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all pages share. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // Serves nothing, but lets the interceptors see requests for what is not there:
        // a language or a theme that is chosen on such a page is remembered too.
        registry.addResourceHandler("/**");
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Themes()).excludePathPatterns("/api/**").excludePathPatterns(PublicFiles.PATHS);
    }

}
