const COUNTS = [
  ["read_count", "read"],
  ["write_count", "written"],
  ["filter_count", "filtered"],
  ["process_skip_count", "skipped"],
  ["commit_count", "commits"],
  ["rollback_count", "rollbacks"],
];

/** What a step of a batch job counted, in words; empty where nothing was. */
export function counts(data) {
  return COUNTS.filter(([name]) => data?.[name] > 0)
    .map(([name, word]) => `${data[name].toLocaleString()} ${word}`)
    .join(", ");
}
