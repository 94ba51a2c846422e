package io.ticketblue.admin;

import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What spreadsheets make of a cell. */
class SettlementFilesTests {

    @Test
    void noCellOfAFileIsAFormula() {
        assertThat(SettlementFiles.cell("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
        assertThat(SettlementFiles.cell("+1 night")).isEqualTo("'+1 night");
        assertThat(SettlementFiles.cell("@home, again")).isEqualTo("\"'@home, again\"");
        assertThat(SettlementFiles.cell("＝SUM(A1)")).isEqualTo("'＝SUM(A1)");
        assertThat(SettlementFiles.cell("＋1")).isEqualTo("'＋1");
        assertThat(SettlementFiles.cell("－1")).isEqualTo("'－1");
        assertThat(SettlementFiles.cell("＠home")).isEqualTo("'＠home");
        assertThat(SettlementFiles.cell(-5000L)).isEqualTo("-5000");
        assertThat(SettlementFiles.cell("안개 주파수")).isEqualTo("안개 주파수");
    }

    @Test
    void aTitleThatLooksLikeANumberOrADateStaysTheTitle() {
        for (String title : List.of("007", "01012345678", "123456789012345678", "1984", "1/2", "1-2", "1E5", "5%",
                "3월 1일", "Mar 1", "1 March 2027", "오후 3:30", "3:30 PM", "TRUE", "-5000")) {
            assertThat(SettlementFiles.cell(title)).isEqualTo("'" + title);
        }
        for (String title : List.of("2027 신년 음악회", "12인의 성난 사람들", "7번방의 선물", "May", "1월의 밤")) {
            assertThat(SettlementFiles.cell(title)).isEqualTo(title);
        }
        assertThat(SettlementFiles.cell(LocalDate.of(2026, 11, 28))).isEqualTo("2026-11-28");
    }

}
