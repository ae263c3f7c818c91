import { render } from "lit-html";
import { asTable, bars, legend } from "../chart/bars.js";
import { equal } from "./equal.js";

const drawn = (template) => {
  const place = document.createElement("div");
  render(template, place);
  return place;
};

const shown = (all) => bars({ bars: all, now: 1_500, label: "Runs", nameOf: String, onOpen: () => {} });

export default {
  "each time with runs has its bar, and now its line": () => {
    const all = [
      { from: 0, to: 1_000, counts: { good: 2, bad: 1 }, planned: 0 },
      { from: 1_000, to: 2_000, counts: {}, planned: 3 },
    ];
    const place = drawn(shown(all));
    equal(place.querySelectorAll("rect.fill").length, 2);
    equal(place.querySelectorAll("rect.ghost").length, 1);
    equal(place.querySelectorAll("line.now").length, 1);
  },
  "now has no line where it is before or after all of it": () => {
    const all = [{ from: 0, to: 1_000, counts: { good: 2 }, planned: 0 }];
    equal(drawn(shown(all)).querySelectorAll("line.now").length, 0);
    equal(drawn(shown([{ ...all[0], from: 1_501, to: 2_000 }])).querySelectorAll("line.now").length, 0);
  },
  "where no time is known there is no picture": () => {
    const place = drawn(shown([]));
    equal(place.querySelector("svg"), null);
    equal(place.textContent.trim(), "Nothing is known of this time.");
    equal(drawn(legend([])).querySelectorAll("span").length, 0);
    equal(drawn(asTable([], String, String)).querySelectorAll("tbody tr").length, 0);
  },
};
