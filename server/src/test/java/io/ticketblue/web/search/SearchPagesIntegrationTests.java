package io.ticketblue.web.search;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchResults;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.search.Suggestion;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Page;
import io.ticketblue.web.Cards;
import io.ticketblue.web.Frame;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** The page of results as browsers get it. */
@IntegrationTest
class SearchPagesIntegrationTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Cards cards;

    @Autowired
    private Choices choices;

    @Autowired
    private Frame frame;

    @Autowired
    private Formats formats;

    @Test
    void asksForATextWhereNoneIsGiven() throws Exception {
        for (String q : List.of("", "  ", "\u200b")) {
            assertThat(page("/search", "q", q)).contains("무엇을 찾으시나요?");
        }
    }

    @Test
    void searchesTheBeginningOfATextThatIsTooLong() throws Exception {
        assertThat(page("/search", "q", "가".repeat(10_000))).contains("검색 결과가 없습니다");
        assertThat(page("/search", "q", "가".repeat(99) + "😀".repeat(50))).contains("검색 결과가 없습니다");
    }

    @Test
    void escapesWhatWasSearched() throws Exception {
        assertThat(page("/search", "q", "<script>alert(1)</script>")).contains("&lt;script&gt;alert(1)")
            .doesNotContain("<script>alert");
    }

    @Test
    void offersToClearFiltersThatLeaveNothing() throws Exception {
        assertThat(page("/search", "q", "없는 공연", "category", "PLAY", "region", "SEOUL")).contains("필터 초기화", "선택 해제");
    }

    @Test
    void saysSoWhileTheIndexDoesNotAnswer() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        ExtendedModelMap model = new ExtendedModelMap();
        SearchPages pages = new SearchPages(new NoIndex(), this.catalog, this.cards, this.choices, this.frame);
        String view = pages.search("안개", null, null, null, null, this.formats.today(), null, null, null, model,
                response);
        assertThat(view).isEqualTo("search");
        assertThat(model).containsEntry("unavailable", true);
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After"))
            .isEqualTo(String.valueOf(Duration.from(new SearchUnavailable().retryAfter()).toSeconds()));
    }

    /** More are found than can be paged. */
    @Test
    void linksOnlyToPagesThatCanBeShown() {
        ExtendedModelMap model = new ExtendedModelMap();
        assertThat(pages(499, model)).isEqualTo("search");
        Page<?> paged = Objects.requireNonNull((Page<?>) model.get("paged"));
        assertThat(paged.pages()).isEqualTo(500);
        SearchResults results = Objects.requireNonNull((SearchResults) model.get("results"));
        assertThat(results.performances().total()).isEqualTo(12_000);
    }

    @Test
    void leadsFromBehindTheLastPageToIt() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/search");
        request.setParameter("q", "안개");
        request.setQueryString("q=%EC%95%88%EA%B0%9C&page=599");
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            assertThat(pages(599, new ExtendedModelMap())).startsWith("redirect:").contains("page=499");
        }
        finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    private String pages(int page, ExtendedModelMap model) {
        SearchPages pages = new SearchPages(new Many(), this.catalog, this.cards, this.choices, this.frame);
        return pages.search("안개", null, null, null, null, null, null, null, String.valueOf(page), model,
                new MockHttpServletResponse());
    }

    private String page(String path, String... parameters) throws Exception {
        var request = get(path).accept(MediaType.TEXT_HTML).header("Accept-Language", "ko");
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        MockHttpServletResponse response = this.mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString();
    }

    /** An index that finds a lot. */
    private static final class Many implements Search {

        @Override
        public SearchResults search(SearchQuery query) {
            return new SearchResults(query.text(), null, Page.of(List.of(), query.paging(), 12_000),
                    SearchResults.Facets.NONE, new SearchResults.Group<>(0, List.of()),
                    new SearchResults.Group<>(0, List.of()));
        }

        @Override
        public List<Suggestion> suggestions(String typed) {
            return List.of();
        }

    }

    /** An index that is gone. */
    private static final class NoIndex implements Search {

        @Override
        public SearchResults search(SearchQuery query) {
            throw new SearchUnavailable();
        }

        @Override
        public List<Suggestion> suggestions(String typed) {
            throw new SearchUnavailable();
        }

    }

}
