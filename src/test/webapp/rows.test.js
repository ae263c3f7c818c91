import { AT_A_TIME, Rows } from "../element/rows.js";
import { equal } from "./equal.js";

const range = (from, to) => Array.from({ length: to - from }, (_, i) => ({ id: from + i }));
const ids = (rows) => rows.map((row) => row.id);

/** A list on a server: what it has, and what it was asked. */
function list(all) {
  const asked = [];
  const call = async (part) => {
    asked.push(part);
    return part.ids ? all.filter((row) => part.ids.includes(row.id)) : all.slice(part.offset, part.offset + part.limit);
  };
  const read = (rows, wanted, above = 0) => rows.read(rows.plan(wanted, above), wanted, call);
  return { asked, read, change: (how) => { all = how(all); } };
}

/** Rows that were read on up to a number. */
async function readTo(server, wanted) {
  const rows = new Rows();
  for (let number = 50; number < wanted; number += 50) {
    await server.read(rows, number);
  }
  await server.read(rows, wanted);
  server.asked.length = 0;
  return rows;
}

export default {
  "rows are read on by their number": async () => {
    const server = list(range(0, 1_000));
    const rows = await readTo(server, 250);
    equal(ids(await server.read(rows, 300)), ids(range(0, 300)));
    equal(server.asked, [{ limit: 200, offset: 0 }, { limit: 50, offset: 250 }]);
  },
  "at the top only the first rows are read again": async () => {
    const server = list(range(0, 1_000));
    const rows = await readTo(server, 600);
    equal(ids(await server.read(rows, 600)), ids(range(0, 600)));
    equal(server.asked, [{ limit: 200, offset: 0 }]);
  },
  "further down those that are looked at are read as well": async () => {
    const server = list(range(0, 1_000));
    const rows = await readTo(server, 600);
    server.change((all) => all.map((row) => ({ ...row, ended: true })));
    const found = await server.read(rows, 600, 350);
    equal(server.asked.length, 2);
    equal(server.asked[1].ids, ids(range(300, 500)));
    equal(ids(found), ids(range(0, 600)));
    equal(found.map((row) => row.ended ?? false).indexOf(false), AT_A_TIME);
    equal(ids(found.filter((row) => !row.ended)), [...ids(range(200, 300)), ...ids(range(500, 600))]);
  },
  "new rows on top push none out, and those that are gone leave no gap": async () => {
    const server = list(range(0, 1_000));
    const rows = await readTo(server, 400);
    server.change((all) => [{ id: -1 }, { id: -2 }, ...all.filter((row) => row.id !== 5 && row.id !== 320)]);
    const found = await server.read(rows, 400, 330);
    equal(ids(found), [-1, -2, ...ids(range(0, 400)).filter((id) => id !== 5 && id !== 320)]);
  },
  "a row that has moved to the top is there once": async () => {
    const server = list(range(0, 1_000));
    const rows = await readTo(server, 400);
    server.change((all) => [all[390], ...all.filter((row) => row.id !== 390)]);
    equal(ids(await server.read(rows, 400)), [390, ...ids(range(0, 400)).filter((id) => id !== 390)]);
  },
  "a list that has become short is short": async () => {
    const server = list(range(0, 1_000));
    const rows = await readTo(server, 400);
    server.change((all) => all.slice(0, 150));
    equal(ids(await server.read(rows, 400, 350)), ids(range(0, 150)));
  },
};
