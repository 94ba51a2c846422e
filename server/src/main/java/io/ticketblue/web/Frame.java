package io.ticketblue.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.ticketblue.catalog.Category;
import io.ticketblue.shared.Page;
import io.ticketblue.web.part.Address;
import io.ticketblue.web.part.FramedPages.Placeholder;
import io.ticketblue.web.part.Reader;
import io.ticketblue.web.part.Rendering;
import io.ticketblue.web.part.LayoutVariant;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.UriUtils;
import org.springframework.web.util.WebUtils;

/**
 * What the frame around every page needs to know of the present request. Templates have
 * it as {@code #frame}, error pages too, which no controller prepares.
 */
@Component
public class Frame implements Reader {

    private static final long PAGES_AROUND = 2;

    private static final Pattern SLASHES = Pattern.compile("^[/\\\\]+");

    /**
     * The language of the page.
     * @return {@code ko} or {@code en}
     */
    @Override
    public String language() {
        return LocaleContextHolder.getLocale().getLanguage();
    }

    /**
     * The theme that the reader chose.
     * @return {@code light} or {@code dark}, null to follow the reader's system
     */
    @Override
    public @Nullable String theme() {
        Rendering rendering = Rendering.current();
        if (rendering != null) {
            LayoutVariant variant = rendering.variant();
            return (variant != null) ? variant.theme() : null;
        }
        HttpServletRequest request = request();
        String chosen = Themes.supported(request.getParameter(Themes.PARAMETER));
        if (chosen == null) {
            Cookie cookie = WebUtils.getCookie(request, Themes.COOKIE);
            chosen = (cookie != null) ? Themes.supported(cookie.getValue()) : null;
        }
        return Themes.AUTO.equals(chosen) ? null : chosen;
    }

    /**
     * The token for a form that is not made by the template engine's own means.
     * @return the token, null if nobody is signed in
     */
    @Override
    public @Nullable CsrfToken csrf() {
        return signedIn() ? (CsrfToken) request().getAttribute(CsrfToken.class.getName()) : null;
    }

    /**
     * Tells whether somebody is signed in.
     * @return true behind a session of a person
     */
    @Override
    public boolean signedIn() {
        Rendering rendering = Rendering.current();
        if (rendering != null) {
            LayoutVariant variant = rendering.variant();
            return variant != null && variant.signedIn();
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.isAuthenticated()
                && !(authentication instanceof AnonymousAuthenticationToken);
    }

    /**
     * What the person who is signed in is called.
     * @return the name, empty if nobody is signed in
     */
    @Override
    public String name() {
        if (variant() != null) {
            return Rendering.placeholder(Placeholder.NAME.name());
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return (authentication != null && signedIn()) ? authentication.getName() : "";
    }

    /**
     * Tells whether the person who is signed in belongs to the staff.
     * @return true for staff, whatever their role
     */
    @Override
    public boolean staff() {
        LayoutVariant variant = variant();
        return (variant != null) ? variant.staff() : may("STAFF");
    }

    /**
     * Tells whether the person who is signed in has a role.
     * @param role its name
     * @return true if it was granted, also as a part of a greater role
     */
    public boolean may(String role) {
        Authentication authentication = (Rendering.current() == null)
                ? SecurityContextHolder.getContext().getAuthentication() : null;
        return authentication != null && authentication.getAuthorities()
            .stream()
            .anyMatch((authority) -> ("ROLE_" + role).equals(authority.getAuthority()));
    }

    /**
     * The kinds of performances in the head of the page.
     * @return all of them
     */
    public List<Category> categories() {
        return List.of(Category.values());
    }

    /**
     * What stands in the search box.
     * @return the text that was searched for, perhaps empty; empty on pages of staff,
     * which have searches of their own
     */
    @Override
    public String query() {
        if (variant() != null) {
            return Rendering.placeholder(Placeholder.QUERY.name());
        }
        String query = request().getParameter("q");
        return (query != null && !path(request()).startsWith("/admin")) ? query : "";
    }

    /**
     * The address of this page with one parameter changed and the others kept.
     * @param parameter its name
     * @param value its value, null to leave it out
     * @return path and query
     */
    @Override
    public String here(String parameter, @Nullable Object value) {
        Rendering rendering = Rendering.current();
        if (rendering == null) {
            HttpServletRequest request = request();
            return changed(path(request),
                    "GET".equals(request.getMethod()) ? Address.of(request).parameters() : Map.of(), parameter, value);
        }
        Address address = rendering.address();
        return (address != null) ? changed(safe(address.path()), address.parameters(), parameter, value)
                : Rendering.placeholder(Placeholder.of(parameter, value).name());
    }

    private static String changed(String path, Map<String, List<String>> parameters, String parameter,
            @Nullable Object value) {
        List<String> query = new ArrayList<>();
        parameters.forEach((name, values) -> {
            if (!name.equals(parameter)) {
                values.forEach((one) -> query.add(pair(name, one)));
            }
        });
        if (value != null) {
            query.add(pair(parameter, value.toString()));
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static String pair(String name, String value) {
        return UriUtils.encode(name, StandardCharsets.UTF_8) + "=" + UriUtils.encode(value, StandardCharsets.UTF_8);
    }

    /**
     * The address to try again what the server could not do.
     * @return the same path and query; null after a form was sent, which the browser
     * sends again by reloading
     */
    public @Nullable String again() {
        return Set.of("GET", "HEAD").contains(request().getMethod()) ? here("", null) : null;
    }

    /**
     * Tells whether this page is at the address.
     * @param path the path
     * @param parameter a parameter that counts
     * @param value what it has to be, null for absent
     * @return true if it is
     */
    public boolean at(String path, String parameter, @Nullable Object value) {
        LayoutVariant variant = variant();
        if (variant != null) {
            return variant.place().equals(place(path, value));
        }
        String present = request().getParameter(parameter);
        boolean matches = (value != null) ? value.toString().equals(present) : present == null || present.isEmpty();
        return path.equals(path(request())) && matches;
    }

    /**
     * Names an entry of the navigation.
     * @param path where it leads
     * @param category of which kind, null for all
     * @return the place of a {@link LayoutVariant}
     */
    static String place(String path, @Nullable Object category) {
        return path + ((category != null) ? "?" + category : "");
    }

    /**
     * The value of the token in a form that is rendered without a request, where the
     * template engine does not add one.
     * @return null while a request is answered as usual
     */
    public @Nullable String tokenPlaceholder() {
        return (variant() != null) ? Rendering.placeholder(Placeholder.TOKEN.name()) : null;
    }

    private static @Nullable LayoutVariant variant() {
        Rendering rendering = Rendering.current();
        return (rendering != null) ? rendering.variant() : null;
    }

    /**
     * The numbers in the pagination: the first, the last and those around the present.
     * @param page the present part of the list
     * @return numbers from 0, and -1 for a gap
     */
    public List<Long> pages(Page<?> page) {
        long last = page.pages() - 1;
        TreeSet<Long> shown = new TreeSet<>(List.of(0L, last));
        LongStream.rangeClosed(page.page() - PAGES_AROUND, page.page() + PAGES_AROUND)
            .filter((number) -> number >= 0 && number <= last)
            .forEach(shown::add);
        return shown.stream().flatMap((number) -> {
            Long before = shown.lower(number);
            boolean gap = before != null && number - before > 1;
            return (gap ? LongStream.of(-1, number) : LongStream.of(number)).boxed();
        }).toList();
    }

    /**
     * The way to a page for the breadcrumb.
     * @param hrefsAndTexts addresses and their texts in turn
     * @return the steps
     */
    public List<Crumb> crumbs(String... hrefsAndTexts) {
        return IntStream.range(0, hrefsAndTexts.length / 2)
            .mapToObj((index) -> new Crumb(hrefsAndTexts[2 * index], hrefsAndTexts[2 * index + 1]))
            .toList();
    }

    /**
     * Ties a field to its hint and its error for screen readers.
     * @param name the field
     * @param hint the hint, if there is one
     * @param broken whether there is an error
     * @return ids, null if there are none
     */
    public @Nullable String describedBy(String name, @Nullable String hint, boolean broken) {
        String ids = ((hint != null) ? name + "-hint " : "") + (broken ? name + "-error" : "");
        return ids.isEmpty() ? null : ids.trim();
    }

    /**
     * A step of the breadcrumb.
     *
     * @param href where it leads
     * @param text what it is called
     */
    public record Crumb(String href, String text) {
    }

    private static String path(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return safe((failed != null) ? failed.toString() : request.getRequestURI());
    }

    /** Two slashes, or a backslash, would make a link to another server. */
    private static String safe(String path) {
        return "/" + SLASHES.matcher(path).replaceFirst("");
    }

    private static HttpServletRequest request() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes()).getRequest();
    }

}
