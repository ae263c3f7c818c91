import { render } from "lit-html";
import { asTable, pointsOf, scaleOf, scatter, shapes } from "../chart/scatter.js";
import { sharesOf } from "../flow-run/usual.js";
import { equal } from "./equal.js";

const drawn = (template) => {
  const place = document.createElement("div");
  render(template, place);
  return place;
};

const run = (state_type, duration, timestamp = "2026-11-27T12:00:00Z") => ({ id: state_type, state_type, duration, timestamp });
const span = { from: Date.parse("2026-11-27T11:00:00Z"), to: Date.parse("2026-11-27T13:00:00Z"), width: 120_000 };
const shown = (points, now = 0) => drawn(scatter({ points, span, now, label: "Runs", nameOf: String, onOpen: () => {} }));

export default {
  "what has not begun is no point": () => {
    equal(pointsOf([run("SCHEDULED", 0), run("PENDING", 0), run("COMPLETED", 0), run("RUNNING", 3)]).map(({ type }) => type), ["COMPLETED", "RUNNING"]);
  },
  "each state has a shape and a tone of its own": () => {
    const points = pointsOf(["COMPLETED", "FAILED", "CRASHED", "CANCELLED", "RUNNING", "SCHEDULED"].map((type) => run(type, 1)));
    const all = [...shown(points).querySelectorAll(".point")];
    equal(new Set(all.map((one) => one.querySelector("path").getAttribute("d"))).size, 6);
    equal(all[1].classList.contains("bad"), true);
    equal(drawn(shapes(points)).querySelectorAll("span").length, 6);
  },
  "the scale goes by powers of ten where durations differ by more than a hundred times": () => {
    equal(scaleOf([1, 50, 100]).isByPowers, false);
    const { isByPowers, of, marks } = scaleOf([0, 0.5, 1, 1_000]);
    equal([isByPowers, marks], [true, [0.1, 1, 10, 60, 600, 3_600]]);
    equal([of(0.1), of(3_600), of(0)], [0, 1, 0]);
    equal(of(1) > 0.2 && of(1) < 0.25, true);
  },
  "a scale of like durations begins with nothing": () => {
    equal(scaleOf([3, 4]).marks, [0, 2, 4]);
    equal(scaleOf([50, 70]).marks, [0, 60, 120]);
    equal(scaleOf([0.03]).marks, [0, 0.02, 0.04]);
    equal(scaleOf([0]).of(0), 0);
    equal(scaleOf([400_000, 500_000]).marks, [0, 259_200, 518_400]);
  },
  "the line of now stands where the picture is about it": () => {
    const points = pointsOf([run("COMPLETED", 1)]);
    equal([shown(points, span.from - 1), shown(points, span.from + 1)].map((place) => place.querySelectorAll("line.now").length), [0, 1]);
  },
  "times are named that are round": () => {
    const texts = [...drawn(scatter({ points: [], span, now: 0, label: "Runs", nameOf: (time) => new Date(time).toISOString().slice(11, 16), onOpen: () => {} })).querySelectorAll("text[y='158']")];
    equal(texts.map((one) => one.textContent), ["11:00", "11:16", "11:32", "11:48", "12:04", "12:20", "12:36", "12:52"]);
  },
  "its table has no rows before it is opened": () => {
    const points = pointsOf([run("COMPLETED", 1), run("FAILED", 2)]);
    const table = (isOpen) => drawn(asTable({ points, isOpen, onOpen: () => {}, nameOf: String, hrefOf: ({ id }) => id }));
    equal([false, true].map((isOpen) => table(isOpen).querySelectorAll("tbody tr").length), [0, 2]);
    equal(table(true).querySelector("a").getAttribute("href"), "COMPLETED");
  },
  "a run against what is usual": () => {
    equal([sharesOf(1, 2), sharesOf(2, 2), sharesOf(8, 2)], [{ took: 25, mark: 50 }, { took: 50, mark: 50 }, { took: 100, mark: 25 }]);
  },
};
