/**
 * A year as twelve months. One day is in the order of Tab; arrows go from day to day and week to
 * week, Page Up and Page Down from month to month, Home and End to the ends of a week, Enter and
 * Space toggle.
 */
import { html, nothing } from "lit-html";
import { plus, plusMonths, weekday, weeksOf } from "./dates.js";
import { FIRST, long, monthName, WEEKDAYS } from "./words.js";

/**
 * @param year which
 * @param markOf what is to be seen of a day: `{ isListed, isOpen, source, isChanged }`, the source
 *     `list` or `events`
 * @param today
 * @param focused the day that Tab leads to
 * @param onToggle called with a day
 * @param onMove called with the day that the focus is to go to, perhaps of another year
 */
export function yearGrid({ year, markOf, today, focused, onToggle, onMove }) {
  const toggle = (event) => {
    const day = dayAt(event);
    if (day) {
      onToggle(day);
    }
  };
  const move = (event) => {
    const day = dayAt(event);
    const to = day && !event.ctrlKey && !event.metaKey && !event.altKey && target(day, event.key);
    if (to) {
      event.preventDefault();
      onMove(to);
    }
  };
  return html`<div class="year" @click=${toggle} @keydown=${move}>
    ${Array.from({ length: 12 }, (_, i) => month({ year, month: i + 1, markOf, today, focused }))}</div>`;
}

function month({ year, month: number, markOf, today, focused }) {
  return html`<table role="grid" aria-label=${`${monthName(number)} ${year}`}>
    <caption>${monthName(number)}</caption>
    <thead><tr>${WEEKDAYS.map((day) => html`<th scope="col" abbr=${day.long}>${day.short}</th>`)}</tr></thead>
    <tbody>${weeksOf(year, number, FIRST).map(
      (week) => html`<tr>${week.map((day) => html`<td role="gridcell">${day ? cell(day, markOf(day), today, focused) : nothing}</td>`)}</tr>`,
    )}</tbody></table>`;
}

function cell(day, { isListed, isOpen, source, isChanged }, today, focused) {
  const words = [long(day), isOpen ? "open" : "closed", isListed && source === "events" ? "by the iCalendar text" : "", isChanged ? "not saved" : "", day === today ? "today" : ""];
  const shape = [isListed ? (isOpen ? "good" : "calm") : "", isListed ? source : "", isListed ? "listed" : "", isOpen ? "" : "shut", isChanged ? "changed" : "", day === today ? "today" : ""];
  return html`<button type="button" class="day ${shape.filter(Boolean).join(" ")}" data-day=${day} tabindex=${day === focused ? 0 : -1}
    aria-pressed=${isListed} aria-label=${words.filter(Boolean).join(", ")}>${Number(day.slice(8))}</button>`;
}

function dayAt(event) {
  return event.target.closest?.("[data-day]")?.dataset.day;
}

function target(day, key) {
  switch (key) {
    case "ArrowLeft":
      return plus(day, -1);
    case "ArrowRight":
      return plus(day, 1);
    case "ArrowUp":
      return plus(day, -7);
    case "ArrowDown":
      return plus(day, 7);
    case "PageUp":
      return plusMonths(day, -1);
    case "PageDown":
      return plusMonths(day, 1);
    case "Home":
      return plus(day, -weekday(day, FIRST));
    case "End":
      return plus(day, 6 - weekday(day, FIRST));
    default:
      return null;
  }
}

/** What the shapes mean. */
export function yearLegend(listed) {
  const tone = listed === "open" ? "good" : "calm";
  const shut = listed === "open" ? "" : "shut";
  const word = listed === "open" ? "Open" : "Closed";
  const example = (classes) => html`<i class="day ${classes}" aria-hidden="true">25</i>`;
  return html`<ul class="year-legend">
    <li>${example(`listed list ${tone} ${shut}`)} ${word}</li>
    <li>${example(`listed events ${tone} ${shut}`)} ${word} by the iCalendar text</li>
    <li>${example("changed")} Not saved</li>
    <li>${example("today")} Today</li></ul>`;
}
