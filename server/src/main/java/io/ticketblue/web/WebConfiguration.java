package io.ticketblue.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all pages share. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    /**
     * Names what is served as it is, instead of everything. Templates ask for the address
     * of each link among these, and a link to a page would be looked for in every
     * archive, each time.
     */
    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/*.svg").addResourceLocations("classpath:/static/");
        registry.addResourceHandler("/css/**").addResourceLocations("classpath:/static/css/");
        registry.addResourceHandler("/js/**").addResourceLocations("classpath:/static/js/");
        registry.addResourceHandler("/admin/*.css", "/admin/*.js", "/admin/*.svg")
            .addResourceLocations("classpath:/static/admin/");
        registry.addResourceHandler("/webjars/**")
            .addResourceLocations("classpath:/META-INF/resources/webjars/")
            .resourceChain(true);
        // Serves nothing, but lets the interceptors see requests for what is not there:
        // a language or a theme that is chosen on such a page is remembered too.
        registry.addResourceHandler("/**");
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Themes()).excludePathPatterns("/api/**");
    }

}
