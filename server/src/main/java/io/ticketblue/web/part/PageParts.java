package io.ticketblue.web.part;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.ticketblue.shared.content.Content;
import io.ticketblue.shared.content.Piece;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templatemode.TemplateMode;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Renders parts of pages that are the same for all readers of a language. */
@Component
public final class PageParts {

    private static final String TITLE_ENDS = "</title>";

    private static final String TITLE_BEGINS = "<title>";

    private final SpringTemplateEngine templates;

    private final ThymeleafViewResolver views;

    PageParts(SpringTemplateEngine templates, ThymeleafViewResolver views) {
        this.templates = templates;
        this.views = views;
    }

    /**
     * Renders what is for the present reader alone, as a view is.
     * @param view the fragment with its parameters
     * @param model what it needs, besides what a redirect handed on
     * @param request what is answered
     * @param response where the page goes, not yet written to
     * @return the fragment, not to be kept
     */
    public Piece personal(String view, Map<String, Object> model, HttpServletRequest request,
            HttpServletResponse response) {
        Map<String, Object> all = new HashMap<>(model);
        Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
        if (flash != null) {
            all.putAll(flash);
        }
        ContentCachingResponseWrapper written = new ContentCachingResponseWrapper(response);
        try {
            View resolved = Objects.requireNonNull(this.views.resolveViewName(view, LocaleContextHolder.getLocale()),
                    view);
            resolved.render(all, request, written);
        }
        catch (Exception ex) {
            throw new IllegalStateException("The fragment " + view + " could not be rendered", ex);
        }
        return Piece.once(written.getContentAsByteArray());
    }

    /**
     * Renders title and main part of a page.
     * @param language the language of the reader
     * @param address where the page is, null if its main part does not depend on it
     * @param template the template of the page
     * @param model makes what the template needs, in that language
     * @param placeholders places in it that are filled with other parts, in their order
     * @return the title, the main part up to the first placeholder, and so on
     */
    public Content page(String language, @Nullable Address address, String template,
            Supplier<Map<String, Object>> model, String... placeholders) {
        String html = render(language, address, template, List.of("title", "main"), model);
        int title = html.indexOf(TITLE_ENDS);
        if (!html.startsWith(TITLE_BEGINS) || title < 0) {
            throw new IllegalStateException("The page " + template + " does not begin with its title");
        }
        StringBuilder pieces = new StringBuilder(html.length()).append(html, TITLE_BEGINS.length(), title)
            .append(Content.SEPARATOR);
        String main = html.substring(title + TITLE_ENDS.length()).strip();
        for (String placeholder : placeholders) {
            main = main.replace(Rendering.placeholder(placeholder), Character.toString(Content.SEPARATOR));
        }
        return content(pieces.append(main).toString(), null);
    }

    /**
     * Renders a fragment.
     * @param language the language of the reader
     * @param template the template with the fragment
     * @param fragment its name
     * @param model makes what the fragment needs, in that language
     * @param validUntil a time at which it changes by itself, null if there is none
     * @return the fragment
     */
    public Content fragment(String language, String template, String fragment, Supplier<Map<String, Object>> model,
            @Nullable Instant validUntil) {
        return content(render(language, null, template, List.of(fragment), model), validUntil);
    }

    private String render(String language, @Nullable Address address, String template, List<String> selectors,
            Supplier<Map<String, Object>> model) {
        Set<String> parts = new LinkedHashSet<>(selectors);
        return Objects
            .requireNonNull(
                    Rendering
                        .of(null, address, language,
                                () -> this.templates.process(new TemplateSpec(template, parts, TemplateMode.HTML, null),
                                        new Context(Locale.of(language), model.get()))))
            .replace(Content.SEPARATOR, ' ');
    }

    private static Content content(String html, @Nullable Instant validUntil) {
        return Content.part(html.getBytes(StandardCharsets.UTF_8), validUntil);
    }

}
