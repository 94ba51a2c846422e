package io.ticketblue.web.search;

import java.time.Duration;
import java.util.List;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.search.Search;
import io.ticketblue.search.SearchQuery;
import io.ticketblue.search.SearchResults;
import io.ticketblue.search.SearchUnavailable;
import io.ticketblue.search.Suggestion;
import io.ticketblue.shared.Formats;
import io.ticketblue.web.Cards;
import io.ticketblue.web.Frame;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.ui.ExtendedModelMap;

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

    private String page(String path, String... parameters) throws Exception {
        var request = get(path).accept(MediaType.TEXT_HTML).header("Accept-Language", "ko");
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        MockHttpServletResponse response = this.mvc.perform(request).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return response.getContentAsString();
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
