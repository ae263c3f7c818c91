package dev.rigel.webapp;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** What someone finds on a page by what it is and what it is called. */
final class Seen {
  private Seen() {}

  /** The heading of the page. */
  static Locator title(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  /** A button with exactly this name. */
  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** A link with exactly this name. */
  static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** A part of the page that has a name. */
  static Locator part(Page page, String name) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The names of a list's rows, in their order. */
  static Locator rows(Page page) {
    return page.getByRole(AriaRole.MAIN).locator("tbody th a.plain:first-child");
  }

  /** A list has, or comes to have, exactly these rows in this order. */
  static void assertRows(Page page, String... names) {
    assertThat(rows(page)).hasText(names);
  }

  /** A log shows, or comes to show, exactly these messages in this order. */
  static void assertLines(Page page, String... messages) {
    assertThat(page.locator("rg-log .said")).hasText(messages);
  }

  /**
   * Waits until an expression is true; the page's own policy forbids to look for it from inside.
   */
  static void await(Page page, String expression) {
    page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("!!(" + expression + ")")));
  }

  /**
   * A field to write in or to fill with a number, by its label, as a regular expression that a
   * browser knows.
   */
  static Locator field(Page page, String label) {
    return page.getByRole(AriaRole.MAIN)
        .locator("label")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.locator("span")
                        .filter(
                            new Locator.FilterOptions()
                                .setHasText(Pattern.compile("^\\s*" + label + "\\s*$")))))
        .locator("input, textarea");
  }

  /** What came of an action. */
  static Locator said(Page page) {
    return page.locator("#says");
  }

  /** The line at the top that tells of a problem. */
  static Locator problem(Page page) {
    return page.locator("#problem");
  }

  /** The query of the address. */
  static String query(Page page) {
    return page.url().contains("?") ? page.url().replaceAll(".*\\?|#.*", "") : "";
  }
}
