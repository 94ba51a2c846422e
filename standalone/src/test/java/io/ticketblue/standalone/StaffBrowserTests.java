package io.ticketblue.standalone;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Staff set a performance up, and buyers see it. */
@InTheBrowser
class StaffBrowserTests {

    private static final LocalDate FIRST_DAY = LocalDate.of(2090, 12, 24);

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void setsUpAPerformanceThatBuyersSee(Visitors visitors) throws IOException {
        Visitor staff = visitors.atADesk("ko-KR");
        staff.open("/admin");
        staff.signIn(DemoAccounts.STAFF);
        makeVenue(staff);
        makePerformer(staff);
        makePerformance(staff);
        addRounds(staff);
        staff.expectTexts();

        Visitor buyer = visitors.onThePhone("en-US");
        buyer.open("/performances?q=" + this.mark);
        buyer.link("새벽 등대 " + this.mark).click();
        buyer.expectNoSidewaysScrolling();
        assertThat(buyer.page().locator(".performance-poster img")).isVisible();
        assertThat(buyer.page().getByText("방울새 " + this.mark)).isVisible();
        buyer.link("Choose seats").first().click();
        new SeatChoice(buyer.page()).ready();
        assertThat(buyer.page().getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Grades, prices")))
            .containsText("96 left");
    }

    private static byte[] wide() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(900, 600, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

    /**
     * A refused form is the answer to a POST: without more ado Chromium would show an
     * error page for it on the way back.
     */
    @Test
    void goesBackOverARefusedFormOnceItIsSaved(Visitors visitors) {
        Visitor staff = visitors.atADesk("ko-KR");
        staff.open("/admin/performers/new");
        staff.signIn(DemoAccounts.STAFF);
        Page page = staff.page();
        staff.button("저장").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("입력해 주세요.");
        page.locator("#name").fill("종달새 " + this.mark);
        staff.button("저장").click();
        assertThat(page.getByText("출연자를 추가했습니다: 종달새 " + this.mark)).isVisible();
        page.goBack();
        assertThat(page).hasURL(Pattern.compile("/admin/performers/new$"));
        assertThat(page.locator("#name")).isVisible();
        staff.expectTexts();
    }

    @Test
    void cancelsOneOfTwoSeatsForTheAmountsOfTheChoice(Visitors visitors) {
        ApiStaff office = visitors.apiStaff();
        long round = office.round(0, 0, 10);
        ApiBuyer buyer = visitors.apiBuyer();
        List<Long> free = buyer.freeSeats(round);
        long reservation = buyer.hold(round, free.get(0), free.get(1));
        buyer.bookForNothing(reservation);
        Visitor staff = visitors.atADesk("ko-KR");
        staff.open("/admin/bookings/" + reservation);
        staff.signIn(DemoAccounts.BOX_OFFICE);
        Page page = staff.page();
        staff.link("좌석 취소").click();
        assertThat(page.locator("#quote")).containsText("모든 좌석이 취소됩니다.");
        page.locator("[name=seats]").last().uncheck();
        assertThat(page.locator("#quote")).containsText("남는 좌석:");
        page.getByLabel("예매자 요청으로 취소").check();
        assertThat(page.locator("#quote [name=quoted]")).hasValue(Pattern.compile("POLICY:" + free.get(0) + ":0:0"));
        staff.button("선택한 좌석 취소하고 환불").click();
        assertThat(page.locator("[data-refused] li")).hasText(new String[] { "취소 사유 – 입력해 주세요.",
                "확인 – 입력한 내용이 다릅니다. ‘" + page.locator("#confirm-hint").innerText() + "’ 그대로 입력해 주세요." });
        page.getByLabel("취소 사유").fill("예매자 전화 요청");
        page.locator("#confirm").fill(page.locator("#confirm-hint").innerText());
        staff.button("선택한 좌석 취소하고 환불").click();
        assertThat(page.getByText("1석을 취소했습니다.")).isVisible();
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("직원이 취소한 내역")).last())
            .containsText("예매자 전화 요청");
        page.setViewportSize(360, 740);
        staff.expectNoSidewaysScrolling();
        assertThat(page.evaluate("() => [...document.querySelectorAll('.table-wrap')]"
                + ".filter((box) => box.scrollWidth > box.clientWidth).length"))
            .as("tables that are cut on a phone")
            .isEqualTo(0);
    }

    @Test
    void findsABookingByAPartOfTheNameWithTheKeyboard(Visitors visitors) {
        ApiStaff office = visitors.apiStaff();
        long round = office.round(0, 0, 10);
        ApiBuyer buyer = visitors.apiBuyer();
        buyer.hold(round, buyer.freeSeats(round).getFirst());
        Visitor staff = visitors.atADesk("ko-KR");
        staff.open("/admin/bookings?roundId=" + round);
        staff.signIn(DemoAccounts.BOX_OFFICE);
        Page page = staff.page();
        Locator rows = page.locator("tbody tr");
        assertThat(rows).hasCount(1);
        String name = rows.locator("td[data-label=예매자] a").innerText();
        page.locator("#q").focus();
        page.keyboard().type(name.substring(1));
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("[?&]q=.*roundId=" + round));
        assertThat(rows).hasCount(1);
        page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName("결제 금액"))
            .getByRole(AriaRole.LINK)
            .focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("th[aria-sort=descending]")).hasText("결제 금액");
        assertThat(page.locator("#q")).hasValue(name.substring(1));
        page.locator("summary", new Page.LocatorOptions().setHasText("결제일·금액으로 찾기")).focus();
        page.keyboard().press("Enter");
        page.getByLabel("결제 금액(이상)").fill("많이");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        page.setViewportSize(360, 740);
        staff.expectNoSidewaysScrolling();
        staff.expectTexts();
    }

    private void makeVenue(Visitor staff) {
        Page page = staff.page();
        staff.open("/admin/venues/new");
        page.getByLabel("이름", new Page.GetByLabelOptions().setExact(true)).fill("등대극장 " + this.mark);
        page.getByLabel("주소").fill("부산광역시 영도구 등대길 1");
        page.getByLabel("구역별로 만들기").check();
        Locator section = page.locator(".sections-table tbody tr").first();
        section.getByLabel("구역 이름").fill("1층");
        section.getByLabel("배치 순서").fill("1");
        section.getByLabel("열 수").fill("8");
        section.getByLabel("열당 좌석").fill("12");
        assertThat(page.getByText("좌석 96석, 구역 1개")).isVisible();
        assertThat(page.locator(".map-view .seat").first()).isVisible();
        staff.button("저장").click();
        assertThat(page.getByText("공연장을 만들었습니다: 등대극장 " + this.mark)).isVisible();
    }

    private void makePerformer(Visitor staff) {
        Page page = staff.page();
        staff.open("/admin/performers/new");
        page.locator("#name").fill("방울새 " + this.mark);
        staff.button("저장").click();
        assertThat(page.getByText("출연자를 추가했습니다: 방울새 " + this.mark)).isVisible();
    }

    private void makePerformance(Visitor staff) throws IOException {
        Page page = staff.page();
        staff.open("/admin/performances/new");
        page.getByLabel("제목").fill("새벽 등대 " + this.mark);
        page.getByLabel("분류").selectOption("PLAY");
        page.getByLabel("공연 시간(분)").fill("100");
        page.getByLabel("관람 연령(세)").fill("8");
        page.getByLabel("첫 공연일").fill(FIRST_DAY.toString());
        page.getByLabel("마지막 공연일").fill(FIRST_DAY.plusDays(1).toString());
        page.getByLabel("소개").fill("등대지기 세 사람이 하룻밤을 지새우는 이야기.");
        page.locator("#poster").setInputFiles(new FilePayload("wide.png", "image/png", wide()));
        assertThat(page.locator("[data-poster-crop]")).isVisible();
        page.locator("#poster")
            .setInputFiles(new FilePayload("poster.png", "image/png",
                    new ClassPathResource("demo/posters/whale.png").getContentAsByteArray()));
        assertThat(page.locator("[data-poster-preview] img")).isVisible();
        assertThat(page.locator("[data-poster-crop]")).isHidden();
        page.evaluate("() => { window.samePage = true; }");
        page.getByLabel("공연장", new Page.GetByLabelOptions().setExact(true))
            .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("등대극장 " + this.mark + " (96)"));
        staff.button("구역 불러오기").click();
        assertThat(page.getByLabel("1층 구역의 등급")).isVisible();
        Locator grades = page.locator("[data-grades] tbody tr");
        while (grades.count() > 1) {
            grades.last().getByRole(AriaRole.BUTTON).click();
        }
        Locator grade = grades.first();
        grade.getByLabel("등급").fill("R");
        grade.getByLabel("가격").fill("50,000");
        page.getByLabel("1층 구역의 등급").selectOption("1");
        org.assertj.core.api.Assertions.assertThat(page.evaluate("() => window.samePage"))
            .as("the sections come into the page that is open")
            .isEqualTo(true);
        assertThat(page.getByLabel("제목")).hasValue("새벽 등대 " + this.mark);
        page.locator("[name=castPerformer]").first().fill("방울새 " + this.mark);
        page.locator("[name=castRole]").first().fill("등대지기");
        staff.button("저장").last().click();
        assertThat(page).hasURL(Pattern.compile("/rounds"));
    }

    private void addRounds(Visitor staff) {
        Page page = staff.page();
        page.locator("#firstDay").fill(FIRST_DAY.toString());
        page.locator("#lastDay").fill(FIRST_DAY.plusDays(1).toString());
        page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("요일"))
            .getByRole(AriaRole.CHECKBOX)
            .all()
            .forEach(Locator::check);
        page.locator("#times").fill("14:00, 19:30");
        staff.button("회차 추가").click();
        assertThat(page.getByRole(AriaRole.REGION).getByRole(AriaRole.ROW)).hasCount(5);
    }

}
