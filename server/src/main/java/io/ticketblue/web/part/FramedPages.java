package io.ticketblue.web.part;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.ticketblue.shared.content.ContentAnswers;
import io.ticketblue.shared.content.Piece;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.unbescape.html.HtmlEscape;

import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * Answers with a main part in a frame. The frame of each {@link LayoutVariant} is
 * rendered once from the layout of all pages; what differs between readers of the same
 * variant (names, tokens, links that keep the address) is escaped and filled into its
 * placeholders for each request, and is in no cache.
 */
@Component
public final class FramedPages {

    private static final String TOAST = "toast";

    private static final Piece EMPTY = new Piece(new byte[0], new byte[0]);

    private final SpringTemplateEngine templates;

    private final Map<LayoutVariant, List<FramePiece>> frames = new ConcurrentHashMap<>();

    FramedPages(SpringTemplateEngine templates) {
        this.templates = templates;
    }

    /**
     * Answers with a page. Guests' pages may be kept by their browser for going back,
     * those of people who are signed in by nobody.
     * @param reader who reads it
     * @param place which entry of the navigation is the present page
     * @param request what is answered
     * @param response where to
     * @param title the title as HTML
     * @param main the parts of the main part as HTML
     * @throws IOException if the client is gone
     */
    public void send(Reader reader, String place, HttpServletRequest request, HttpServletResponse response, Piece title,
            List<Piece> main) throws IOException {
        String toast = toast(request);
        LayoutVariant variant = new LayoutVariant(reader.language(), reader.theme(), reader.signedIn(), reader.staff(),
                toast != null, place);
        List<Piece> page = new ArrayList<>();
        for (FramePiece piece : this.frames.computeIfAbsent(variant, this::render)) {
            Placeholder placeholder = piece.placeholder();
            if (placeholder == null) {
                page.add(piece.html());
            }
            else if (placeholder == Placeholder.TITLE) {
                page.add(title);
            }
            else if (placeholder == Placeholder.MAIN) {
                page.addAll(main);
            }
            else {
                page.add(Piece.once(
                        HtmlEscape.escapeHtml4Xml(text(placeholder, reader, toast)).getBytes(StandardCharsets.UTF_8)));
            }
        }
        if (!variant.signedIn()) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache, private");
        }
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, variant.language());
        ContentAnswers.html(page, request, response);
    }

    private static @Nullable String toast(HttpServletRequest request) {
        Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
        Object toast = (flash != null) ? flash.get(TOAST) : null;
        return (toast != null) ? toast.toString() : null;
    }

    private static String text(Placeholder placeholder, Reader reader, @Nullable String toast) {
        return switch (placeholder) {
            case KOREAN -> reader.here("lang", "ko");
            case ENGLISH -> reader.here("lang", "en");
            case THEME_AUTO -> reader.here("theme", "auto");
            case THEME_LIGHT -> reader.here("theme", "light");
            case THEME_DARK -> reader.here("theme", "dark");
            case QUERY -> reader.query();
            case NAME -> reader.name();
            case TOKEN -> {
                CsrfToken token = reader.csrf();
                yield (token != null) ? token.getToken() : "";
            }
            case TOAST -> (toast != null) ? toast : "";
            case TITLE, MAIN -> throw new IllegalArgumentException(placeholder + " is HTML");
        };
    }

    private List<FramePiece> render(LayoutVariant variant) {
        Context model = new Context(Locale.of(variant.language()));
        model.setVariable("title", Rendering.placeholder(Placeholder.TITLE.name()));
        model.setVariable("main", Rendering.placeholder(Placeholder.MAIN.name()));
        if (variant.toast()) {
            model.setVariable(TOAST, Rendering.placeholder(Placeholder.TOAST.name()));
        }
        String html = Objects.requireNonNull(Rendering.of(variant, null, variant.language(),
                () -> this.templates.process(new TemplateSpec("frame", TemplateMode.HTML), model)));
        return split(html);
    }

    private static List<FramePiece> split(String html) {
        List<FramePiece> pieces = new ArrayList<>();
        int from = 0;
        while (true) {
            Placeholder next = null;
            int at = html.length();
            for (Placeholder placeholder : Placeholder.values()) {
                int found = html.indexOf(Rendering.placeholder(placeholder.name()), from);
                if (found >= 0 && found < at) {
                    next = placeholder;
                    at = found;
                }
            }
            pieces.add(new FramePiece(Piece.of(html.substring(from, at).getBytes(StandardCharsets.UTF_8)), null));
            if (next == null) {
                return List.copyOf(pieces);
            }
            pieces.add(new FramePiece(EMPTY, next));
            from = at + Rendering.placeholder(next.name()).length();
        }
    }

    /** What is filled in for each request. */
    public enum Placeholder {

        /** The title of the page. */
        TITLE,

        /** Its main part. */
        MAIN,

        /** The same page in Korean. */
        KOREAN,

        /** The same page in English. */
        ENGLISH,

        /** The same page in the theme of the system. */
        THEME_AUTO,

        /** The same page in the light theme. */
        THEME_LIGHT,

        /** The same page in the dark theme. */
        THEME_DARK,

        /** The text in the search box. */
        QUERY,

        /** What the reader is called. */
        NAME,

        /** The token of the form for signing out. */
        TOKEN,

        /** A message that is shown once. */
        TOAST;

        /**
         * The placeholder for a link that keeps the address.
         * @param parameter what the link changes
         * @param value to what
         * @return the placeholder
         */
        public static Placeholder of(String parameter, @Nullable Object value) {
            return switch (parameter + "=" + value) {
                case "lang=ko" -> KOREAN;
                case "lang=en" -> ENGLISH;
                case "theme=auto" -> THEME_AUTO;
                case "theme=light" -> THEME_LIGHT;
                case "theme=dark" -> THEME_DARK;
                default -> throw new IllegalArgumentException("The frame has no link with " + parameter + "=" + value);
            };
        }

    }

    private record FramePiece(Piece html, @Nullable Placeholder placeholder) {
    }

}
