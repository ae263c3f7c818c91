/** What a step of a batch job counted, as figures; pure. */
const FIGURES = [
  ["Read", ["read_count"]],
  ["Written", ["write_count"]],
  ["Filtered", ["filter_count"]],
  ["Skipped", ["read_skip_count", "process_skip_count", "write_skip_count"]],
  ["Commits", ["commit_count"]],
  ["Rollbacks", ["rollback_count"]],
];

/** Words with their numbers; none of a step that counts nothing. */
export function figuresOf(data) {
  const counts = data ?? {};
  const isBatch = FIGURES.some(([, names]) => names.some((name) => typeof counts[name] === "number"));
  return isBatch ? FIGURES.map(([word, names]) => [word, names.reduce((sum, name) => sum + (counts[name] ?? 0), 0)]) : [];
}
